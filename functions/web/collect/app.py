"""Takes in what visitors of every site do, as trackers send it and the dispatcher sees it, and puts it into a queue."""

from code24.http.collecting.handler import handler

__all__ = ["handler"]
