"""Labels for fields without one."""

import re
from collections.abc import Iterator

from turbohtml import Document, Element

from code24.optimize.fix import Setting, page_fix
from code24.optimize.fixes.names.naming import Naming, text_after, text_before
from code24.optimize.fixes.names.wording import tidy
from code24.optimize.models import Change, Phase
from code24.website.accessibility.semantics import explicit_role, input_type
from code24.website.page import Page
from code24.website.website import Website

_OTHERS = frozenset({"hidden", "button", "submit", "reset", "image"})
_KINDS = (
    ("email", r"e-?mail|mail"), ("phone", r"phone|tel|mobile|telefon|telephone"), 
    ("message", r"message|comment|nachricht"),
    ("subject", r"subject|betreff|objet|asunto"), ("name", r"(?:your|full|user|first|last)?-?name|fname|lname"),
    ("date", r"date|datum"), ("time", r"time|uhrzeit"), ("quantity", r"quantity|qty|menge|anzahl"),
    ("place", r"zip|postal-?code|plz|city|ort"),
)  # fmt: skip


@page_fix("names-fields", Phase.NAMES, "Fields have labels", "label", "label-placeholder", "select-name")
def fields(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """A label that stands beside the field becomes its own; else it is named from what is around or in it."""
    naming = Naming(document, page, website)
    for field in document.select("input, select, textarea"):
        if (field.tag == "input" and input_type(field) in _OTHERS) or not naming.semantics.exposes(field):
            continue
        if explicit_role(field) in {"none", "presentation"} or _is_labelled(field, naming):
            continue
        if (label := _loose_label(field, naming)) is not None:
            identifier = field.attr("id") or naming.unique_id("field")
            if naming.page.by_id.get(identifier, field) is field:
                field.attrs["id"] = identifier
                label.attrs["for"] = identifier
                yield naming.change("A label belongs to its field.", field, identifier)
                continue
        if name := name_of(field, naming):
            field.attrs["aria-label"] = name
            yield naming.change("A field has a name.", field, name)


def _is_labelled(field: Element, naming: Naming) -> bool:
    name = naming.names.of(field)
    if not name:
        return False
    if field in naming.names.labels or {"aria-label", "aria-labelledby", "title"}.intersection(field.attrs):
        return True
    return " ".join(name.split()) != " ".join((field.attr("placeholder") or "").split())


def _loose_label(field: Element, naming: Naming) -> Element | None:
    """A label beside the field that names nothing yet: its `for` is missing, or leads nowhere."""
    taken = {label for labels in naming.names.labels.values() for label in labels}
    places = [field, *([field.parent] if isinstance(field.parent, Element) and field.parent.tag != "form" else [])]
    for place in places:
        for neighbours in (place.previous_siblings, place.next_siblings):
            for node in neighbours:
                if not isinstance(node, Element):
                    continue
                if node.tag == "label" and node not in taken and tidy(node.text):
                    return node if node.attr("for") not in naming.page.by_id else None
                if node.tag in {"input", "select", "textarea", "button", "form"} or node.select_one("input, select"):
                    break
    return None


def name_of(field: Element, naming: Naming) -> str:  # noqa: PLR0911
    """What a field without a label is called; empty where nothing tells."""
    kind = input_type(field) if field.tag == "input" else ""
    if kind in {"checkbox", "radio"}:
        said = next(text_after(field), "") or text_before(field)
        return said or _row_header(field) or _from_attribute(field, naming) or naming.heading_before(field)
    if hint := tidy(field.attr("placeholder") or field.attr("aria-placeholder")):
        return hint
    if before := text_before(field):
        return before
    if header := _row_header(field):
        return header
    first = next(field.iter_elements("option"), None) if field.tag == "select" else None
    if first is not None and not (first.attr("value") or "").strip() and (said := tidy(first.text)):
        return said
    if kind == "search" or (field.attr("name") or "").lower() in {"q", "s", "search", "query"}:
        return naming.words["search"]
    return _from_attribute(field, naming) or naming.heading_around(field, 3) or naming.heading_before(field)


def _row_header(field: Element) -> str:
    cell = field.closest("td")
    row = field.closest("tr")
    if cell is None or row is None:
        return ""
    header = next(
        (one for one in row.children if isinstance(one, Element) and one is not cell and tidy(one.text)), None
    )
    return tidy(header.text) if header is not None and not header.select_one("input, select, textarea") else ""


def _from_attribute(field: Element, naming: Naming) -> str:
    kinds = {"email": "email", "tel": "phone", "date": "date", "time": "time", "datetime-local": "date"}
    kind = kinds.get(input_type(field), "") if field.tag == "input" else ""
    if not kind:
        said = f"{field.attr('autocomplete') or ''} {field.attr('name') or ''} {field.attr('id') or ''}".lower()
        text = said.replace("_", "-")
        kind = next((one for one, pattern in _KINDS if re.search(rf"(?<![a-z])(?:{pattern})(?![a-z])", text)), "")
    if not kind and field.tag == "textarea":
        kind = "message"
    return naming.field_words.get(kind, "")


FIXES = (fields,)
