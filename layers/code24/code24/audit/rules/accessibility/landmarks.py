"""Landmarks: the parts of a page that visitors jump to."""

import re
from collections.abc import Iterator

from turbohtml import Element, Text

from code24.audit.models import Severity
from code24.audit.rule import Rule
from code24.audit.rules.accessibility.judging import Judged, Told, accessible
from code24.website.accessibility.semantics import is_in_tab_order
from code24.website.vocabulary import words

LANDMARKS = ("banner", "complementary", "contentinfo", "form", "main", "navigation", "region", "search")
_SKIPPING = re.compile(r"skip|hidden|sr-only|screen-reader|jump|inhalt|contenu|conten", re.IGNORECASE)
"""What classes and words of skip links have."""
_ALSO_FINE = words("alert status log dialog alertdialog tooltip")
"""Roles that stand for themselves."""


@accessible("landmark-one-main", Severity.MODERATE, "The page has a main part", "1.3.1", fix="landmarks")
def landmark_one_main(told: Told) -> Iterator[Judged]:
    """`main`, or the role."""
    found = told.semantics.by_role.get("main")
    yield None, "" if found else "The page has no main landmark: nobody can jump to its content."


def _only_one(identifier: str, role: str) -> Rule:
    def look(told: Told) -> Iterator[Judged]:
        for number, element in enumerate(told.semantics.by_role.get(role, ())):
            yield element, f"The page has more than one {role} landmark." * bool(number)

    return accessible(identifier, Severity.MODERATE, f"The page has one {role} landmark at most", "1.3.1",
                      fix="landmarks")(look)  # fmt: skip


landmark_no_duplicate_banner = _only_one("landmark-no-duplicate-banner", "banner")
landmark_no_duplicate_contentinfo = _only_one("landmark-no-duplicate-contentinfo", "contentinfo")
landmark_no_duplicate_main = _only_one("landmark-no-duplicate-main", "main")


@accessible("landmark-main-is-top-level", Severity.MODERATE, "The main part is in no other landmark", "1.3.1",
            fix="landmarks")  # fmt: skip
def landmark_main_is_top_level(told: Told) -> Iterator[Judged]:
    """Nor are header and footer of the page."""
    for element in told.semantics.having("main"):
        around = [told.semantics.roles.get(above, "") for above in element.ancestors if isinstance(above, Element)]
        inside = next((role for role in around if role in LANDMARKS), "")
        yield element, f"The main landmark is inside a {inside} landmark." if inside else ""


@accessible("landmark-unique", Severity.MODERATE, "Landmarks of one kind have different names", "1.3.1",
            fix="landmarks-unique")  # fmt: skip
def landmark_unique(told: Told) -> Iterator[Judged]:
    """Otherwise a list of landmarks says the same twice."""
    seen: set[tuple[str, str]] = set()
    for element in told.semantics.having(*LANDMARKS):
        key = (told.semantics.roles[element], told.names.of(element).casefold())
        yield element, f"Another {key[0]} landmark has the same name." if key in seen else ""
        seen.add(key)


@accessible("region", Severity.MODERATE, "All content is in landmarks", "1.3.1", fix="landmarks")
def region(told: Told) -> Iterator[Judged]:
    """What is outside of them is missed by those who jump."""
    for body in told.page.named("body"):
        outside = outside_landmarks(body, told)
        yield None, ""
        for element in outside:
            yield element, "This content is in no landmark."


def outside_landmarks(body: Element, told: Told) -> list[Element]:
    """The outermost elements with content that are in no landmark; skip links may be."""
    found: list[Element] = []
    waiting = [child for child in reversed(body.children) if isinstance(child, Element)]
    while waiting:
        element = waiting.pop()
        role = told.semantics.roles.get(element)
        if role is None or role in LANDMARKS or role in _ALSO_FINE or is_skip_link(element, told):
            continue
        if _holds_landmark(element, told):
            waiting += [child for child in reversed(element.children) if isinstance(child, Element)]
        elif _has_content(element, told):
            found.append(element)
    return found


def _holds_landmark(element: Element, told: Told) -> bool:
    roles = told.semantics.roles
    return any(roles.get(inner) in LANDMARKS or roles.get(inner) in _ALSO_FINE for inner in element.iter_elements())


def _has_content(element: Element, told: Told) -> bool:
    if element.tag in {"img", "video", "audio", "iframe", "input", "button", "select", "textarea", "object"}:
        return not (element.tag == "img" and told.semantics.roles.get(element) == "presentation")
    for node in element.descendants:
        holder = node.parent
        if (
            isinstance(node, Text)
            and node.data.strip()
            and isinstance(holder, Element)
            and told.semantics.exposes(holder)
        ):
            return True
        if isinstance(node, Element) and told.semantics.roles.get(node) == "img" and told.names.of(node):
            return True
    return False


def is_skip_link(element: Element, told: Told) -> bool:
    """Whether an element is a link to a part of this page that stands before everything else."""
    href = element.attr("href") or ""
    if element.tag != "a" or not href.startswith("#") or len(href) < 2:
        return False
    said = f"{element.attr('class') or ''} {element.attr('id') or ''} {element.text}"
    if not _SKIPPING.search(said[:500]):
        return False
    first = next((one for one in told.semantics.exposed if is_in_tab_order(one)), None)
    return element is first


@accessible("bypass", Severity.SERIOUS, "What repeats on every page can be skipped", "2.4.1", fix="landmarks")
def bypass(told: Told) -> Iterator[Judged]:
    """By a heading, a main landmark or a skip link."""
    has_way = bool(told.semantics.by_role.get("main") or told.semantics.headings)
    has_link = any(is_skip_link(link, told) for link in told.page.named("a")[:1])
    if told.semantics.by_role.get("link"):
        yield None, "" if has_way or has_link else "Neither headings nor landmarks nor a skip link lead to the content."


@accessible("skip-link", Severity.MODERATE, "Skip links lead to something", "2.4.1", fix="skip-link")
def skip_link(told: Told) -> Iterator[Judged]:
    """The first link, where it leads into the page."""
    for link in told.page.named("a")[:3]:
        if is_skip_link(link, told):
            target = (link.attr("href") or "")[1:]
            fine = target in told.page.by_id or target == "top"
            yield link, "" if fine else f"The skip link leads to #{target}, which does not exist."


RULES = (
    bypass,
    landmark_main_is_top_level,
    landmark_no_duplicate_banner,
    landmark_no_duplicate_contentinfo,
    landmark_no_duplicate_main,
    landmark_one_main,
    landmark_unique,
    region,
    skip_link,
)
