"""Receives the forms of every site: `POST /api/form/{form}` on the site's own host."""

from code24.http.receiving.handler import handler

__all__ = ["handler"]
