"""Challengers of words: buttons that say what they do, headlines that say what the page is about.

New words say what the visitor does, or are the owner's own from elsewhere on the page; none makes a claim.
"""

import re
from collections.abc import Iterator

from turbohtml import Document, Element

from code24.optimize.challengers.kind import ChallengerKind, Proposal
from code24.optimize.models import Business, Challenger
from code24.website.calls import ask, calls_of, forms_of, hint_of, is_call, is_dead, label_of, language_of, says_nothing
from code24.website.page import Page
from code24.website.website import Website, base_of

_PARTED = re.compile(r"\s+[|\u2013\u2014\u00b7\u00bb:-]\s+")
_LONGEST_LABEL = 40


def _buttons(page: Page, website: Website, business: Business) -> Iterator[Proposal]:
    language = language_of(page)
    for call in calls_of(page):
        said = label_of(call)
        if call.tag != "a" or not says_nothing(said, "generic", language) or call.select("*") or is_dead(call):
            continue
        better = _leads_to(call, page, website, business)
        if better and better != said:
            yield Proposal(
                call,
                said,
                better,
                f"More visitors press a button that says where it leads: “{better}” instead of “{said}”.",
            )


def _leads_to(link: Element, page: Page, website: Website, business: Business) -> str | None:
    """What a link's target is, in words that stand there; the goal's words where a form waits."""
    target = website.target(link.attr("href") or "", base_of(page))
    if target is None or not website.is_own(target):
        return None
    other = website.page_at.get(website.file_path(target.path) or "")
    if other is None:
        return None
    place = other.by_id.get(target.fragment) if target.fragment else other.document.select_one("body")
    if place is None:
        return None
    if place.select("form textarea, form input[type=email]") and business.goal:
        return ask(business.goal.value, language_of(page))
    headings = place.select("h1, h2, h3")
    words = " ".join(headings[0].text.split()) if headings else ""
    empty = says_nothing(words, "empty_headlines", language_of(page))
    return words if 0 < len(words) <= _LONGEST_LABEL and not empty else None


def _submits(page: Page, website: Website, business: Business) -> Iterator[Proposal]:
    language = language_of(page)
    for form, fields in forms_of(page):
        purpose = _purpose(fields, business)
        better = ask(purpose, language) if purpose else None
        for control in form.select("button, input"):
            said = label_of(control)
            if better and is_call(control) and said and says_nothing(said, "generic", language):
                yield Proposal(
                    control,
                    said,
                    better,
                    f"More visitors send a form whose button says what is sent: “{better}” instead of “{said}”.",
                )


def _purpose(fields: list[Element], business: Business) -> str | None:
    """What a form is for, by its fields; the goal of the business where they do not tell."""
    if any(field.tag == "textarea" for field in fields):
        return "message"
    if len(fields) == 1 and "mail" in hint_of(fields[0]):
        return "signups"
    return business.goal.value if business.goal else None


def _headlines(page: Page, website: Website, business: Business) -> Iterator[Proposal]:
    title = page.document.select_one("head > title")
    for element in page.named("h1")[:1]:
        said = " ".join(element.text.split())
        if title is None or not says_nothing(said, "empty_headlines", language_of(page)) or element.select("*"):
            continue
        parts = [part for part in _PARTED.split(" ".join(title.text.split())) if part]
        better = max(parts, key=len, default="")
        if len(better) > len(said) and not says_nothing(better, "empty_headlines", language_of(page)):
            yield Proposal(
                element,
                said,
                better,
                "More visitors stay when the headline says what the page is about; the words are those of its title.",
            )


def _say(document: Document, element: Element, challenger: Challenger) -> None:
    if element.tag == "input":
        element.attrs["value"] = challenger.after
    else:
        element.set_text(challenger.after)


CHALLENGERS = (
    ChallengerKind("call-to-action-words", "call-to-action-words", _buttons, _say),
    ChallengerKind("submit-words", "form-submit-words", _submits, _say),
    ChallengerKind("headline-words", "headline-says-something", _headlines, _say),
)
