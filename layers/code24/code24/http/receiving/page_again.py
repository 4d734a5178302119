"""What somebody sees whose form could not be taken: the site's own page again, or a plain one."""

import json
import os
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from code24.errors import Code24Error
from code24.forms.checking import Fault
from code24.forms.fields import FORMS
from code24.forms.receiving import Outcome, Receipt, Sending
from code24.forms.refilling import refilled
from code24.forms.stamps import NONCE_BYTES, SHORTEST, make_stamp
from code24.forms.words import FormMessages, form_words, messages
from code24.http.receiving.answers import refused, shown_again
from code24.http.receiving.posts import page_of, section_of
from code24.ports import Clock
from code24.routing.aliases import alias_for
from code24.routing.answers import site_response
from code24.routing.models import Route, Visitor
from code24.routing.ports import Sites
from code24.runtime.observability import logger
from code24.types import LanguageTag


@dataclass(frozen=True)
class Refusal:
    """What is said of a form that could not be taken."""

    said: FormMessages
    summary: str
    faults: Mapping[str, str]
    """By field."""

    def plain(self, link: tuple[str, str], *, as_json: bool) -> dict[str, Any]:
        """The answer without the site's page."""
        labels = form_words(self.said.language).labels
        return refused(
            422,
            self.said.page.unreadable_title,
            self.summary,
            as_json=as_json,
            language=self.said.language,
            link=link,
            points=[f"{labels[name]} – {text}" for name, text in self.faults.items()],  # noqa: RUF001
            faults=self.faults,
        )


def refusal_of(receipt: Receipt, language: LanguageTag) -> Refusal:
    """The words for a receipt."""
    said = messages(language)
    above = {Outcome.EXPIRED: said.page.expired, Outcome.UNSEEN: said.page.unseen}
    faults = {name: _told(fault, said) for name, fault in receipt.faults.items()}
    return Refusal(said, above.get(receipt.outcome, said.page.summary), faults)


def back_to(page: str | None, said: FormMessages) -> tuple[str, str]:
    """The link to the page that the form is on, or to the home page."""
    return _quoted(page or "/"), said.page.back


class PageAgain:
    """Shows the page that a form was on once more, with what was typed."""

    def __init__(self, answers: Sites, clock: Clock, *, prefix: str, key: bytes) -> None:
        self._answers = answers
        self._clock = clock
        self._prefix = prefix
        self._key = key

    def answer(self, route: Route, visitor: Visitor, sending: Sending, refusal: Refusal) -> dict[str, Any] | None:
        """The page as the answer to the post; None where it cannot be had or has no such form."""
        page, section = page_of(sending.sent), section_of(sending.sent)
        found = self._page(route, visitor, page) if page and section else None
        if found is None or section is None:
            return None
        html = refilled(
            found[1],
            sending.form,
            section,
            {field.name: "".join(sending.sent.get(field.name, ())[:1]) for field in FORMS[sending.form]},
            summary=refusal.summary,
            faults=refusal.faults,
            labels=form_words(refusal.said.language).labels,
            language=refusal.said.language,
        )
        return shown_again(found[0], html) if html else None

    def _page(self, route: Route, visitor: Visitor, page: str) -> tuple[Mapping[str, str], str] | None:
        """A page's headers and HTML as its site's function answers them, with a fresh stamp."""
        # Somebody who corrects one word is fast, and has been seen: the new stamp is old enough already.
        made_at = int(self._clock.now().timestamp()) - SHORTEST
        stamp = make_stamp(self._key, route.site_id, made_at, os.urandom(NONCE_BYTES).hex())
        event = {"version": 1, "method": "GET", "path": _quoted(page), "query": "", "headers": {}, "stamp": stamp}
        function = f"{self._prefix}-site-{route.site_id}"
        try:
            payload = self._answers.invoke(function, alias_for(route, visitor), json.dumps(event).encode())
            answer = site_response(payload, visitor)
        except Code24Error as error:
            logger().warning("The page of a form could not be shown again.", extra={"error": str(error)})
            return None
        if answer["statusCode"] != 200 or not answer["headers"].get("content-type", "").startswith("text/html"):
            return None
        body = answer["body"]
        return answer["headers"], b64decode(body).decode() if answer["isBase64Encoded"] else body


def _told(fault: Fault, said: FormMessages) -> str:
    return str(getattr(said.fields, fault.message)).format(**fault.numbers)


def _quoted(page: str) -> str:
    return quote(page, safe="/-._~!$&'()*+,;=:@")
