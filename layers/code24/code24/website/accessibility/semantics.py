"""What assistive technology is told about a page's elements, as far as the markup says it."""

import re
from functools import cached_property

from turbohtml import Element, Namespace

from code24.website.accessibility import aria
from code24.website.page import Page
from code24.website.vocabulary import HEADINGS, words
from code24.website.website import Website

UNRENDERED = words("head script style template noscript noembed noframes datalist param source track area title meta")
_NOT_DRAWN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b", re.IGNORECASE)
SECTIONS = words("article aside main nav section")
_ROLES = {
    "article": "article", "aside": "complementary", "button": "button", "datalist": "listbox", "details": "group",
    "dialog": "dialog", "dd": "definition", "dfn": "term", "dt": "term", "fieldset": "group", "figure": "figure",
    "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading", "hr":
    "separator", "html": "document", "li": "listitem", "main": "main", "math": "math", "menu": "list", "meter": "meter",
    "nav": "navigation", "ol": "list", "optgroup": "group", "option": "option", "output": "status", "p": "paragraph",
    "progress": "progressbar", "search": "search", "table": "table", "tbody": "rowgroup", "td": "cell", "textarea":
    "textbox", "tfoot": "rowgroup", "thead": "rowgroup", "tr": "row", "ul": "list", "code": "code", "em": "emphasis",
    "strong": "strong", "sub": "subscript", "sup": "superscript", "del": "deletion", "ins": "insertion", "time": "time",
    "caption": "caption", "blockquote": "blockquote",
}  # fmt: skip
"""Implicit roles that follow from the tag alone (HTML AAM 1.0)."""
_INPUT_ROLES = {
    "button": "button", "checkbox": "checkbox", "email": "textbox", "image": "button", "number": "spinbutton",
    "radio": "radio", "range": "slider", "reset": "button", "search": "searchbox", "submit": "button", "tel": "textbox",
    "text": "textbox", "url": "textbox", "password": "textbox", "hidden": "", "file": "", "color": "", "date": "",
    "datetime-local": "", "month": "", "time": "", "week": "",
}  # fmt: skip
_FOCUSABLE = words("button select textarea summary iframe")


def input_type(element: Element) -> str:
    """The type of an `input`; unknown ones are texts."""
    said = (element.attr("type") or "text").strip().lower()
    return said if said in _INPUT_ROLES else "text"


def explicit_role(element: Element) -> str:
    """The first role of the `role` attribute that exists; empty where there is none."""
    for role in (element.attr("role") or "").lower().split():
        if role in aria.ROLES or role.startswith(("doc-", "graphics-")):
            return role
    return ""


def implicit_role(element: Element) -> str:  # noqa: PLR0911
    """The role that an element has by itself; empty for those without a corresponding role (HTML AAM 1.0)."""
    tag = element.tag
    if element.namespace is not Namespace.HTML:
        return ""
    if tag in {"a", "area"}:
        return "link" if "href" in element.attrs else ""
    if tag == "input":
        role = _INPUT_ROLES[input_type(element)]
        return "combobox" if role in {"textbox", "searchbox"} and "list" in element.attrs else role
    if tag == "select":
        return "listbox" if "multiple" in element.attrs or _number(element.attr("size")) > 1 else "combobox"
    if tag == "img":
        return "presentation" if element.attr("alt") == "" and not _is_named(element) else "img"
    if tag in {"header", "footer"}:
        inside = any(isinstance(above, Element) and above.tag in SECTIONS for above in element.ancestors)
        return "" if inside else {"header": "banner", "footer": "contentinfo"}[tag]
    if tag in {"section", "form"}:
        return {"section": "region", "form": "form"}[tag] if _is_named(element) else ""
    if tag == "th":
        return "rowheader" if (element.attr("scope") or "").lower() in {"row", "rowgroup"} else "columnheader"
    return _ROLES.get(tag, "")


def role_of(element: Element) -> str:
    """The role that assistive technology is told. A presentational one does not count on what can be focused."""
    said = explicit_role(element)
    if said in {"none", "presentation"} and (is_focusable(element) or _is_named(element)):
        said = ""
    return said or implicit_role(element)


def _is_named(element: Element) -> bool:
    return bool(
        (element.attr("aria-label") or "").strip()
        or (element.attr("aria-labelledby") or "").strip()
        or (element.attr("title") or "").strip()
    )


def _number(text: str | None) -> int:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def tab_index(element: Element) -> int | None:
    """The number of `tabindex`; None where there is none."""
    text = (element.attr("tabindex") or "").strip()
    return int(text) if re.fullmatch(r"[+-]?\d{1,6}", text, re.ASCII) else None


def is_native_control(element: Element) -> bool:
    """Whether the keyboard reaches the element by itself."""
    tag = element.tag
    if element.namespace is not Namespace.HTML or "disabled" in element.attrs:
        return False
    if tag in {"a", "area"}:
        return "href" in element.attrs
    if tag == "input":
        return input_type(element) != "hidden"
    return tag in _FOCUSABLE or (tag in {"audio", "video"} and "controls" in element.attrs)


def is_focusable(element: Element) -> bool:
    """Whether the element can get the focus, by keyboard or by script."""
    return is_native_control(element) or tab_index(element) is not None


def is_in_tab_order(element: Element) -> bool:
    """Whether the keyboard reaches the element."""
    number = tab_index(element)
    return number >= 0 if number is not None else is_native_control(element)


def heading_level(element: Element) -> int:
    """The level of a heading, 1 to 6 and beyond; 0 for what is no heading."""
    said = explicit_role(element)
    if element.tag in HEADINGS and said in {"", "heading"}:
        return _number(element.attr("aria-level")) or int(element.tag[1])
    return (_number(element.attr("aria-level")) or 2) if said == "heading" else 0


class Semantics:
    """Roles, and what markup keeps from being drawn or told, of all elements of a page."""

    def __init__(self, page: Page) -> None:
        """Look through the page once."""
        self.page = page
        self.unrendered: set[Element] = set()
        """By `hidden`, a style attribute or their kind; stylesheets may hide more."""
        self.silent: set[Element] = set()
        """Those, and what `aria-hidden` keeps from assistive technology."""
        for element in page.elements:
            parent = element.parent
            attributes = element.attrs
            tag = element.tag
            style = element.attr("style") if "style" in attributes else None
            if (
                parent in self.unrendered
                or tag in UNRENDERED
                or ("hidden" in attributes and element.attr("hidden") != "until-found")
                or (style is not None and _NOT_DRAWN.search(style))
                or (tag == "dialog" and "open" not in attributes)
                or (tag == "input" and (element.attr("type") or "").lower() == "hidden")
            ):
                self.unrendered.add(element)
                self.silent.add(element)
            elif parent in self.silent or (
                "aria-hidden" in attributes and (element.attr("aria-hidden") or "").lower() == "true"
            ):
                self.silent.add(element)

    @cached_property
    def exposed(self) -> list[Element]:
        """The elements that assistive technology is told of, in document order."""
        return [element for element in self.page.elements if element not in self.silent]

    @cached_property
    def roles(self) -> dict[Element, str]:
        """The roles of exposed elements; empty where an element has none."""
        return {element: role_of(element) for element in self.exposed}

    @cached_property
    def by_role(self) -> dict[str, list[Element]]:
        """The exposed elements of each role, in document order."""
        found: dict[str, list[Element]] = {}
        for element, role in self.roles.items():
            found.setdefault(role, []).append(element)
        return found

    def having(self, *roles: str) -> list[Element]:
        """The exposed elements with one of these roles."""
        return [element for role in roles for element in self.by_role.get(role, ())]

    @cached_property
    def headings(self) -> list[tuple[Element, int]]:
        """Exposed headings with their levels, in document order."""
        return [(element, heading_level(element)) for element in self.by_role.get("heading", [])]

    def exposes(self, element: Element) -> bool:
        """Whether assistive technology is told of an element."""
        return element not in self.silent


def semantics(page: Page, website: Website) -> Semantics:
    """What markup says of a page, computed once."""
    return website.remembered(("semantics", page), lambda: Semantics(page))
