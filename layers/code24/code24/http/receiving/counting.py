"""A form that was stored, as an event of its visitor: what the server knows, whatever the visitor's browser says."""

from code24.analytics.collecting.bounds import path_without_persons
from code24.analytics.collecting.enqueueing import Enqueuer
from code24.analytics.collecting.pages import Page
from code24.analytics.collecting.sent import Sent
from code24.analytics.collecting.writing import SUBMISSION, event_of
from code24.analytics.event import Event
from code24.http.collecting.collector import unwanted
from code24.http.receiving.posts import Post
from code24.routing.models import Route
from code24.runtime.observability import logger
from code24.types import SubmissionId


class FormCounter:
    """Counts forms. It never fails: a form is there for its owner, whatever becomes of the figures."""

    def __init__(self, enqueuer: Enqueuer) -> None:
        self._enqueuer = enqueuer

    def count(self, post: Post, route: Route, page: str, submission_id: SubmissionId) -> None:
        """Send the event, unless the visitor does not want it or is none that is counted. Counting again is fine."""
        try:
            self._count(post, route, page, submission_id)
        except Exception as error:  # whatever it is, the form is stored
            logger().warning("A form was stored and not counted.", extra={"error": type(error).__name__})

    def _count(self, post: Post, route: Route, page: str, submission_id: SubmissionId) -> None:
        agent = post.headers.get("user-agent", "")
        if post.visitor.preview or post.form is None or unwanted(post.headers, post.address, agent):
            return
        sent = Sent("goal", SUBMISSION, page, props={"form": post.form.value}, mark=submission_id)
        seen = self._enqueuer.seen(route.site_id, route.traffic, post.address, agent, country="")
        event = event_of(sent, Page(post.host, path_without_persons(page), ""), lambda _: True, seen)
        if isinstance(event, Event):
            self._enqueuer.send(seen, (event,))
