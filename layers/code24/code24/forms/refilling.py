"""The page of a form that could not be taken: with what was typed, and what is wrong at each field."""

from collections.abc import Iterator, Mapping

from turbohtml import Document, Element, parse

from code24.forms.fields import FORMS, SECTION, Field, FieldType
from code24.forms.models import FormKind
from code24.types import LanguageTag, printable

_CONTROLS = "input, select, textarea"


def refilled(
    page: str,
    form: FormKind,
    section: str,
    typed: Mapping[str, str],
    *,
    summary: str,
    faults: Mapping[str, str],
    labels: Mapping[str, str],
    language: LanguageTag,
) -> str | None:
    """The page's HTML with the form of `section` filled in again; None where the page has no such form.

    `faults` and `labels` are texts by field, `summary` stands above them, and `language` is what all are in. A field's
    text goes to its control (`aria-describedby`), and the summary, first in the form, has a link to each and takes the
    focus, so that the answer is found without script.
    """
    document = parse(page)
    found = _form(document, form, section)
    if found is None:
        return None
    said = "" if _language(document) == language else language
    shown = []
    for field in FORMS[form]:
        controls = _named(found, field.name)
        if not controls:
            continue
        _fill(field, controls[0], typed.get(field.name, ""))
        if fault := faults.get(field.name):
            text = fault if field.type is FieldType.CONSENT else f"{labels[field.name]} – {fault}"  # noqa: RUF001
            shown.append((_mark(controls[0], section, field.name, fault, said), text))
    _insert_summary(found, summary, shown, said)
    return str(document.serialize())


def _form(document: Document, form: FormKind, section: str) -> Element | None:
    for each in document.select("form"):
        marks = _named(each, SECTION)
        if each.attr("action") == f"/api/form/{form.value}" and marks and marks[0].attr("value") == section:
            return each
    return None


def _named(form: Element, name: str) -> list[Element]:
    return [control for control in form.select(_CONTROLS) if control.attr("name") == name]


def _language(document: Document) -> str:
    root = document.select_one("html")
    return str(root.attr("lang") or "") if root else ""


def _fill(field: Field, control: Element, typed: str) -> None:
    text = printable(typed.replace("\r\n", "\n"))
    if control.tag == "textarea":
        control.set_text(text)
    elif control.tag == "select":
        for option in control.select("option"):
            value = option.attr("value")
            option.attrs.pop("selected", None)
            if text and (option.text if value is None else value) == text:
                option.attrs["selected"] = ""
    elif field.type is FieldType.CONSENT:
        control.attrs.pop("checked", None)
        if text:
            control.attrs["checked"] = ""
    else:
        control.attrs["value"] = text


def _mark(control: Element, section: str, name: str, fault: str, language: str) -> str:
    """Tie a text to its control; returns the control's id."""
    identifier = str(control.attr("id") or f"{section}-{name}")
    control.attrs["id"] = identifier
    control.attrs["aria-invalid"] = "true"
    described = str(control.attr("aria-describedby") or "").split()
    control.attrs["aria-describedby"] = " ".join(dict.fromkeys([*described, f"{identifier}-error"]))
    error = Element("p", {"class": "field-error", "id": f"{identifier}-error", **_lang(language)})
    error.set_text(fault)
    holder = next(_holders(control), None)
    if holder is None:
        control.insert_after(error)
    else:
        holder.append(error)
    return identifier


def _holders(control: Element) -> Iterator[Element]:
    """What keeps a control together with its label: there the text has room."""
    for each in control.ancestors:
        if isinstance(each, Element):
            if each.tag == "form":
                return
            if each.has_class("field"):
                yield each


def _insert_summary(form: Element, summary: str, shown: list[tuple[str, str]], language: str) -> None:
    box = Element(
        "div", {"class": "form-errors", "role": "alert", "tabindex": "-1", "autofocus": "", **_lang(language)}
    )
    paragraph = Element("p", {})
    paragraph.set_text(summary)
    box.append(paragraph)
    if shown:
        items = Element("ul", {})
        for identifier, text in shown:
            link = Element("a", {"href": f"#{identifier}"})
            link.set_text(text)
            item = Element("li", {})
            item.append(link)
            items.append(item)
        box.append(items)
    form.insert(0, box)


def _lang(language: str) -> dict[str, str]:
    return {"lang": language} if language else {}
