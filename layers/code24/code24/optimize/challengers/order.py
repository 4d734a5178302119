"""Challengers of order and extent: a call to action earlier, a form with fewer fields, customers' voices further up."""

from collections.abc import Iterator

from turbohtml import Document, Element, parse_fragment

from code24.audit.rules.conversion.calls import words_before
from code24.audit.rules.conversion.forms import MOST_FIELDS, autocomplete_of
from code24.optimize.challengers.kind import ChallengerKind, Proposal
from code24.optimize.models import Business, Challenger
from code24.website.calls import calls_of, forms_of, is_dead, label_of
from code24.website.page import Page
from code24.website.website import Website

_EARLY = 60
"""Words after which a call counts as late enough to try it earlier."""


def _calls(page: Page, website: Website, business: Business) -> Iterator[Proposal]:
    links = [call for call in calls_of(page) if call.tag == "a" and not is_dead(call)]
    headlines = page.named("h1")
    if not links or not headlines or words_before(page, links[0]) < _EARLY:
        return
    copied = parse_fragment(links[0].serialize())
    for element in copied.select("[id]"):
        del element.attrs["id"]
    yield Proposal(
        headlines[0],
        headlines[0].serialize(),
        headlines[0].serialize() + copied.inner_html,
        f"More visitors act when “{label_of(links[0])}” can be pressed right under the headline.",
    )


def _fields(page: Page, website: Website, business: Business) -> Iterator[Proposal]:
    for form, fields in forms_of(page):
        if len(fields) <= MOST_FIELDS:
            continue
        for field in fields:
            wanted = field.attr("required") is not None or field.tag == "textarea" or autocomplete_of(field)
            group = _group(field)
            if wanted or group is None or group is form:
                continue
            yield Proposal(
                group,
                group.serialize(),
                "",
                f"More visitors send a form that asks for less: without “{' '.join(group.text.split())[:60]}”.",
            )


def _group(field: Element) -> Element | None:
    """The smallest element that holds a field, its label and nothing else that is filled in."""
    group = None
    for each in field.ancestors:
        if not isinstance(each, Element) or each.tag in {"form", "fieldset", "body"}:
            break
        if len(each.select("input, select, textarea")) > 1:
            break
        group = each
        if each.select("label"):
            return each
    return group if group is not None and group.select("label") else None


def _voices(page: Page, website: Website, business: Business) -> Iterator[Proposal]:
    parents = page.document.select("main") or page.document.select("body")
    for parent in parents[:1]:
        sections = [child for child in parent.children if isinstance(child, Element) and child.tag == "section"]
        for index, section in enumerate(sections):
            if index > 2 and section.select("blockquote"):
                yield Proposal(
                    section,
                    section.serialize(),
                    section.serialize(),
                    "More visitors trust the offer when they read what others say before they read the rest.",
                )
                return


def _replace(document: Document, element: Element, challenger: Challenger) -> None:
    if challenger.after:
        element.replace_with(*parse_fragment(challenger.after).children)
    else:
        element.decompose()


def _second(document: Document, element: Element, challenger: Challenger) -> None:
    """Move a section behind the first one of its parent."""
    parent = element.parent
    sections = [child for child in parent.children if isinstance(child, Element) and child.tag == "section"]  # type: ignore[union-attr]
    sections[0].insert_after(element)


CHALLENGERS = (
    ChallengerKind("call-to-action-early", "call-to-action-early", _calls, _replace),
    ChallengerKind("form-fields-few", "form-fields-few", _fields, _replace),
    ChallengerKind("voices-early", "social-proof", _voices, _second),
)
