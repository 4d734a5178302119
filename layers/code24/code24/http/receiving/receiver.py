"""The receiver of forms: host, release, form, and an answer in the site's language."""

from collections.abc import Callable
from typing import Any

from code24.errors import Conflict, NotFound, Transient
from code24.forms.limits import limits_key
from code24.forms.models import FormKind, SiteForms
from code24.forms.receiving import Keys, Receipt, Sending, receive_form
from code24.forms.stamps import stamp_key
from code24.forms.words import messages
from code24.http.receiving.answers import notice, refused, thanked
from code24.http.receiving.bodies import Unreadable, fields_of
from code24.http.receiving.counting import FormCounter
from code24.http.receiving.origins import is_foreign
from code24.http.receiving.page_again import PageAgain, back_to, refusal_of
from code24.http.receiving.posts import Post, page_of, posted, wants_json
from code24.ports import Clock, Sites
from code24.routing import notices
from code24.routing.answers import notice_for, notice_of
from code24.routing.memory import RouteMemory
from code24.routing.models import Route
from code24.routing.notices import Notice
from code24.routing.ports import Routes, SiteFailed
from code24.routing.ports import Sites as SiteAnswers

_REMEMBERED = 500
"""Releases whose forms are remembered: they never change."""
_RETRY_SECONDS = 5

type Answer = dict[str, Any]
type Line = dict[str, Any]


class Receiver:
    """Answers posts to the forms of all sites.

    `run` calls a use case with its ports; `counter` tells analytics of what was stored. `prefix` is what every
    function's name starts with; `secret` proves what the distribution says, and is what all keys follow from.
    """

    def __init__(
        self,
        routes: Routes,
        sites: Sites,
        answers: SiteAnswers,
        clock: Clock,
        run: Callable[..., Receipt],
        *,
        counter: FormCounter,
        prefix: str,
        secret: str,
    ) -> None:
        self._memory = RouteMemory(routes, wall_clock=lambda: clock.now().timestamp())
        self._sites = sites
        self._clock = clock
        self._run = run
        self._counter = counter
        self._secret = secret
        self._keys = Keys(stamps=stamp_key(secret), limits=limits_key(secret))
        self._page_again = PageAgain(answers, clock, prefix=prefix, key=self._keys.stamps)
        self._forms: dict[tuple[str, str], SiteForms | None] = {}

    def respond(self, event: dict[str, Any], line: Line) -> Answer:
        """The response to an HTTP API event. `line` takes what the log tells: nothing that a visitor wrote or is."""
        post = posted(event, self._secret)
        if isinstance(post, Notice):
            line["outcome"] = post.name
            return notice(post, as_json=wants_json(event))
        line["host"] = post.host
        try:
            shown = self._at_site(post, line)
        except (NotFound, Transient, SiteFailed) as error:
            shown = notice_of(error, post.visitor)
            line["error"] = str(error)
        if isinstance(shown, Notice):
            line["outcome"] = shown.name
            return notice(shown, as_json=post.wants_json)
        return shown

    def _at_site(self, post: Post, line: Line) -> Answer | Notice:
        route, line["route"] = self._memory.find(post.host)
        shown = notice_for(route, post.visitor)
        if shown or route is None:
            return shown or notices.UNKNOWN_HOST
        release_id = post.visitor.preview or self._sites.get(route.site_id).live_release
        line |= {"site_id": route.site_id, "release_id": release_id}
        forms = self._forms_of(route.site_id, release_id) if release_id else None
        if forms is None or release_id is None or post.form is None or post.form not in forms.kinds:
            line["outcome"] = "unknown-form"
            return _refused(post, forms, 404, "unknown")
        line["form"] = post.form.value
        if is_foreign(post.headers, post.name):
            line["outcome"] = "foreign"
            return _refused(post, forms, 403, "refused")
        try:
            sending = self._sending(post, route, release_id, forms, post.form)
        except Unreadable as error:
            line["outcome"] = f"unreadable-{error.status}"
            return _refused(post, forms, error.status, error.part)
        return self._received(post, route, sending, line)

    def _received(self, post: Post, route: Route, sending: Sending, line: Line) -> Answer | Notice:
        back = page_of(sending.sent)
        try:
            receipt = self._run(receive_form, sending, self._keys)
        except Conflict:  # the site was deleted or suspended just now, and its route was remembered
            now, line["route"] = self._memory.read(post.host)
            return notice_for(now, post.visitor) or notices.BUSY
        except Transient as error:
            line |= {"outcome": "not-stored", "error": str(error)}
            return _refused(post, sending.forms, 503, "failed", back=back, retry_after=_RETRY_SECONDS)
        line["outcome"] = receipt.outcome.value
        if receipt.submission_id:
            self._counter.count(post, route, sending.page, receipt.submission_id)
        if receipt.outcome.welcome:
            return thanked(sending.forms.thanks_path, as_json=post.wants_json)
        if receipt.retry_after is not None:
            return _refused(post, sending.forms, 429, "busy", back=back, retry_after=receipt.retry_after)
        refusal = refusal_of(receipt, sending.forms.language)
        again = None if post.wants_json else self._page_again.answer(route, post.visitor, sending, refusal)
        return again or refusal.plain(back_to(back, refusal.said), as_json=post.wants_json)

    def _sending(self, post: Post, route: Route, release_id: str, forms: SiteForms, form: FormKind) -> Sending:
        """The form as it came. Raises Unreadable."""
        if post.body is None:
            raise Unreadable("unreadable", 400)
        sent = fields_of(post.headers.get("content-type", ""), post.body)
        return Sending(
            site_id=route.site_id,
            release_id=release_id,
            forms=forms,
            form=form,
            page=page_of(sent) or "/",
            sent=sent,
            visitor=post.visitor_key(self._keys.limits, self._clock.now()),
            network=post.network_key(self._keys.limits, self._clock.now()),
        )

    def _forms_of(self, site_id: str, release_id: str) -> SiteForms | None:
        known = (site_id, release_id)
        if known not in self._forms:
            if len(self._forms) >= _REMEMBERED:
                del self._forms[next(iter(self._forms))]
            self._forms[known] = self._sites.forms(site_id, release_id)
        return self._forms[known]


def _refused(
    post: Post,
    forms: SiteForms | None,
    status: int,
    part: str,
    *,
    back: str | None = None,
    retry_after: int | None = None,
) -> Answer:
    """The answer whose title and text are `{part}_title` and `{part}` of the site's words."""
    said = messages(forms.language if forms else "en")
    return refused(
        status,
        getattr(said.page, f"{part}_title"),
        getattr(said.page, part),
        as_json=post.wants_json,
        language=said.language,
        link=back_to(back, said),
        retry_after=retry_after,
    )
