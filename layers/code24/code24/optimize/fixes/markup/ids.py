"""Ids that are used twice."""

import re
from collections.abc import Iterator, Sequence

from turbohtml import Document, Element, Namespace, Node

from code24.optimize.fix import Setting, page_fix
from code24.optimize.models import Change, Phase
from code24.website.accessibility import aria
from code24.website.page import Page
from code24.website.styles.page_styles import chosen_by_styles
from code24.website.website import Website

_REFERENCES = (*sorted(aria.REFERRING), "for", "list", "form", "headers", "popovertarget", "commandfor", "itemref")
_TARGETS = ("href", "xlink:href", "data-bs-target", "data-target", "data-bs-parent", "data-parent", "usemap")
"""Attributes that hold `#id`."""
_PAINT = re.compile(r"url\(\s*[\"']?#([^\"')]+)[\"']?\s*\)")


@page_fix("markup-ids", Phase.MARKUP, "No id is used twice", "duplicate-id", "duplicate-id-aria")
def ids(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """The first keeps its id; of the others, references in the same part of the page move with them.

    A later element whose id style sheets choose it by keeps the looks through a rule of its own only where the id is
    not chosen by; else it is left to its owner.
    """
    groups: dict[str, list[Element]] = {}
    for element in document.iter_elements():
        identifier = element.attr("id") if "id" in element.attrs else None
        if identifier is not None and not identifier.strip():
            del element.attrs["id"]
            yield Change(path=page.path, what="An empty id left.", selector=element.css_path())
        elif identifier is not None and re.search(r"\s", identifier):
            continue
        elif identifier:
            groups.setdefault(identifier, []).append(element)
    taken = set(groups)
    styled = chosen_by_styles(page, website).ids
    for identifier, elements in groups.items():
        if len(elements) == 1:
            continue
        referring = _referring(document, identifier)
        for number, element in enumerate(elements[1:], 2):
            if identifier in styled and element.namespace is Namespace.HTML:
                continue
            own = [one for one in referring if _belongs(one, element, elements)]
            if not referring and _is_drawing(element):
                del element.attrs["id"]
                new = ""
            else:
                new = _free(identifier, number, taken)
                element.attrs["id"] = new
                for one in own:
                    _rename(one, identifier, new)
            yield Change(path=page.path, what="An id that was used twice is unique.", selector=element.css_path(),
                         before=identifier, after=new)  # fmt: skip


def _is_drawing(element: Element) -> bool:
    return element.namespace is Namespace.SVG


def _free(identifier: str, number: int, taken: set[str]) -> str:
    while (candidate := f"{identifier}-{number}") in taken:
        number += 1
    taken.add(candidate)
    return candidate


def _referring(document: Document, identifier: str) -> list[Element]:
    """Elements that name an id in one of their attributes."""
    return [element for element in document.iter_elements() if _names(element, identifier)]


def _names(element: Element, identifier: str) -> bool:
    for name in element.attrs:
        value = element.attr(name) or ""
        if identifier not in value:
            continue
        if name in _REFERENCES and identifier in value.split():
            return True
        if name in _TARGETS and value.strip() == f"#{identifier}":
            return True
        if identifier in _PAINT.findall(value):
            return True
    return False


def _rename(element: Element, identifier: str, new: str) -> None:
    for name in list(element.attrs):
        value = element.attr(name) or ""
        if name in _REFERENCES and identifier in value.split():
            element.attrs[name] = " ".join(new if word == identifier else word for word in value.split())
        elif name in _TARGETS and value.strip() == f"#{identifier}":
            element.attrs[name] = f"#{new}"
        elif identifier in _PAINT.findall(value):
            element.attrs[name] = _PAINT.sub(
                lambda match: f"url(#{new})" if match[1] == identifier else match[0], value
            )


def _belongs(reference: Element, element: Element, others: Sequence[Element]) -> bool:
    """Whether a reference means this element: it shares more of the page with it than with any other of the same id."""
    above: list[Node] = [reference, *reference.ancestors]
    depths = [_shared(above, other) for other in others]
    own = _shared(above, element)
    return own > max(depth for depth, other in zip(depths, others, strict=True) if other is not element)


def _shared(above: list[Node], element: Element) -> int:
    return len(set(above) & set(element.ancestors))


FIXES = (ids,)
