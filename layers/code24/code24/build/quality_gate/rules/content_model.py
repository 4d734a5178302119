"""Content model: which elements and attributes may stand where (WHATWG HTML, section 4)."""

import re
from collections.abc import Iterator

from turbohtml import Element, Namespace, Text

from code24.build.quality_gate.rule import Defect, Look, page_rule
from code24.website import vocabulary as html
from code24.website.page import Page, Placed, start_tag

_DATE, _CLOCK = r"\d{4,}-\d\d-\d\d", r"\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?"
_TIME = re.compile(
    rf"{_DATE}(?:[T ]{_CLOCK}(?:Z|[+-]\d\d:?\d\d)?)?|{_CLOCK}|\d{{4,}}(?:-W?\d\d)?|\d\d-\d\d|P(?=.)[\dDTHMS.]+"
)
"""WHATWG HTML, 2.3.5: the forms of a date, a time or a duration."""
_PATH = re.compile(r"\s*(?:[Mm][\sMmZzLlHhVvCcSsQqTtAa0-9eE.,+-]*)?")
IN_BODY = html.words("dns-prefetch modulepreload pingback preconnect prefetch preload stylesheet")


@page_rule("content-model", "Every element stands where its content model and that of its parents allow it.")
def content_model(page: Page) -> Iterator[Look]:
    """Unknown elements, text-only parents, lists and tables, required parents, forbidden ancestors."""
    for placed in page.placed:
        problem = next(_misplacements(placed), None)
        yield Defect(problem, f"<{placed.parent}> <{placed.element.tag}>") if problem else None


def _misplacements(placed: Placed) -> Iterator[str]:
    tag, parent = placed.element.tag, placed.parent
    if tag not in html.ELEMENTS and "-" not in tag:
        yield f"<{tag}> is not an element of HTML."
    if tag in html.FLOW_ONLY and (holders := placed.ancestors & html.PHRASING_ONLY_CONTENT):
        yield f"<{tag}> may not stand inside <{min(holders)}>, which holds text only."
    if parent in html.ONLY_CHILDREN and tag not in html.ONLY_CHILDREN[parent]:
        yield f"<{parent}> may not hold <{tag}> directly."
    if tag in html.ONLY_PARENTS and parent not in html.ONLY_PARENTS[tag] and parent != "template":
        yield f"<{tag}> must stand directly inside <{'> or <'.join(sorted(html.ONLY_PARENTS[tag]))}>."
    if tag in {"dt", "dd"} and "dl" not in placed.ancestors:
        yield f"<{tag}> must stand inside <dl>."
    if tag in html.NOT_INSIDE and (around := placed.ancestors & html.NOT_INSIDE[tag]) and not _hidden_input(placed):
        yield f"<{tag}> may not stand inside <{min(around)}>."
    if "tabindex" in placed.element.attrs and (around := placed.ancestors & {"a", "button"}):
        yield f"<{tag} tabindex> may not stand inside <{min(around)}>."
    if tag in {"link", "meta"} and _outside_head(placed):
        yield f"<{tag}> without itemprop belongs into <head>."


@page_rule("text-content", "Text stands only where text may stand, and nothing lacks the child that it needs.")
def text_content(page: Page) -> Iterator[Look]:
    """Lists and tables hold no bare text, `details` has its `summary`; times and SVG paths can be read."""
    for element in page.elements:
        problem = next(_content_problems(element), None)
        yield Defect(problem, start_tag(element)) if problem else None


def _content_problems(element: Element) -> Iterator[str]:
    tag = element.tag
    foreign = element.namespace is Namespace.SVG
    if foreign and tag not in html.SVG_ELEMENTS:
        yield f"<{tag}> is not an element that may stand in SVG."
    textless = tag not in html.SVG_TEXTS if foreign else tag in html.ONLY_CHILDREN and tag not in {"hgroup", "head"}
    if textless and any(isinstance(child, Text) and child.data.strip() for child in element.children):
        yield f"<{tag}> may not hold bare text."
    needed = None if foreign else html.REQUIRED_CHILDREN.get(tag)
    if needed and not any(isinstance(child, Element) and child.tag == needed for child in element.children):
        yield f"<{tag}> needs a <{needed}>."
    if tag == "time" and not _TIME.fullmatch((element.attr("datetime") or element.text).strip()):
        yield "<time> needs a datetime that machines can read."
    if foreign and tag == "path" and not _PATH.fullmatch(element.attr("d") or ""):
        yield "The path data is not valid."


def _hidden_input(placed: Placed) -> bool:
    return placed.element.tag == "input" and (placed.element.attr("type") or "").lower() == "hidden"


def _outside_head(placed: Placed) -> bool:
    if "head" in placed.ancestors or "itemprop" in placed.element.attrs:
        return False
    return placed.element.tag == "meta" or not set((placed.element.attr("rel") or "").lower().split()) <= IN_BODY


@page_rule("attributes", "Every attribute exists, is allowed on its element and has an allowed value.")
def attributes(page: Page) -> Iterator[Look]:
    """One look for each HTML element; also the attributes that an element must have."""
    for element, _, _ in page.placed:
        problem = None if "-" in element.tag else _attribute_problem(element.tag, dict(element.attrs))
        yield Defect(problem, start_tag(element)) if problem else None


def _attribute_problem(tag: str, attributes: dict[str, str | list[str] | None]) -> str | None:
    allowed = html.ATTRIBUTES.get(tag, frozenset())
    for name, value in attributes.items():
        if name.startswith(("data-", "aria-", "on")):
            continue
        if name not in allowed and name not in html.GLOBAL_ATTRIBUTES:
            return f"<{tag}> has no attribute {name}."
        values = html.ENUMERATED.get((tag, name)) or html.ENUMERATED.get(("", name))
        if values and isinstance(value, str) and not {value, value.lower()} & values:
            return f'{name}="{value}" is not allowed on <{tag}>; allowed: {", ".join(sorted(values))}.'
    for choice in html.REQUIRED_ATTRIBUTES.get(tag, ()):
        if not choice & attributes.keys():
            return f"<{tag}> lacks the attribute {' or '.join(sorted(choice))}."
    return None


@page_rule("landmarks", "The page has exactly one <main> with something in it.")
def landmarks(page: Page) -> Iterator[Look]:
    """What skip links and screen readers jump to."""
    mains = [element for element in page.named("main") if "hidden" not in element.attrs]
    if len(mains) == 1 and mains[0].text.strip():
        yield None
    else:
        yield Defect(f"The page has {len(mains)} <main> elements with content shown; it needs exactly one, not empty.")


RULES = (content_model, text_content, attributes, landmarks)
