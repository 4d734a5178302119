"""Names for buttons without words."""

from collections.abc import Iterator

from turbohtml import Document, Element

from code24.optimize.fix import Setting, page_fix
from code24.optimize.fixes.names.links import hint_on
from code24.optimize.fixes.names.meanings import clues, function_of, icon_words, service_of
from code24.optimize.fixes.names.naming import Naming
from code24.optimize.fixes.names.wording import tidy
from code24.optimize.models import Change, Phase
from code24.website.accessibility.semantics import input_type
from code24.website.page import Page
from code24.website.website import Website

_CROSSES = frozenset("\u00d7\u2715\u2716\u2a2f\u2573")


@page_fix("names-buttons", Phase.NAMES, "Buttons say what they do", "button-name", "input-button-name",
          "input-image-alt", "summary-name")  # fmt: skip
def buttons(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """By what they do, their icon, or what they belong to."""
    naming = Naming(document, page, website)
    slides: dict[Element, int] = {}
    for button in document.select("button, input, summary, [role=button]:not(a[href])"):
        kind = input_type(button) if button.tag == "input" else ""
        if button.tag == "input" and kind not in {"button", "submit", "reset", "image"}:
            continue
        if not naming.semantics.exposes(button) or naming.names.of(button):
            continue
        name = _name_of(button, naming, slides)
        if not name:
            continue
        attribute = {"image": "alt", "button": "aria-label", "submit": "aria-label", "reset": "aria-label"}.get(kind)
        button.attrs[attribute or "aria-label"] = name
        yield naming.change("A button without words has a name.", button, name)


def _name_of(button: Element, naming: Naming, slides: dict[Element, int]) -> str:  # noqa: PLR0911
    said = naming.words
    if text := hint_on(button):
        return text
    if "data-bs-slide-to" in button.attrs or "data-slide-to" in button.attrs:
        parent = button.parent
        if isinstance(parent, Element):
            slides[parent] = slides.get(parent, 0) + 1
            return said["slide"].format(number=slides[parent])
    text = clues(button)
    if button.text.strip() in _CROSSES:
        return said["close"]
    if service := service_of(text):
        return service
    function = function_of(text)
    toggle = (button.attr("data-bs-toggle") or button.attr("data-toggle") or "").lower()
    if not function and toggle in {"collapse", "offcanvas", "dropdown"}:
        inside_nav = button.closest("nav, header, [role=navigation]") is not None
        function = "menu" if inside_nav else "expand"
    form = button.closest("form")
    is_native = button.tag in {"button", "input"}
    is_submit = is_native and (button.attr("type") or "submit").lower() in {"submit", "image"} and form is not None
    if is_submit and form is not None and (function not in {"close", "remove", "add"}):
        searching = form.attr("role") == "search" or form.select_one("input[type=search], [name=q], [name=s]")
        return said["search"] if searching or function == "search" else said["submit"]
    if function and "{" not in said[function]:
        return said[function]
    if button.tag == "summary":
        return naming.heading_around(button, 2) or said["more"]
    value = tidy((button.attr("value") or button.attr("name") or "").replace("_", " ").replace("-", " "))
    return value or naming.heading_around(button) or icon_words(button)


FIXES = (buttons,)
