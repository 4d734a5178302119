"""Names of dialogs and of other parts that were given a role; names that say what can be read."""

from collections.abc import Iterator

from turbohtml import Document, Element

from code24.audit.rules.accessibility.aria import is_unnameable
from code24.optimize.fix import Setting, page_fix
from code24.optimize.fixes.names.links import hint_on
from code24.optimize.fixes.names.meanings import clues, function_of, service_of
from code24.optimize.fixes.names.naming import HEADING, Naming, text_before
from code24.optimize.fixes.names.wording import tidy
from code24.optimize.models import Change, Phase
from code24.website.accessibility.semantics import explicit_role
from code24.website.page import Page
from code24.website.vocabulary import words
from code24.website.website import Website

_DIALOGS = frozenset({"dialog", "alertdialog"})
_NAMED = words(
    "button link menuitem menuitemcheckbox menuitemradio checkbox radio switch tab treeitem option combobox listbox "
    "searchbox slider spinbutton textbox meter progressbar tooltip dialog alertdialog"
)


@page_fix(
    "names-roles", Phase.NAMES, "Parts with a role have a name",
    "aria-command-name", "aria-dialog-name", "aria-input-field-name", "aria-meter-name", "aria-progressbar-name",
    "aria-toggle-field-name", "aria-tooltip-name", "aria-treeitem-name", "aria-tab-name",
)  # fmt: skip
def roles(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """Dialogs by their heading, others by icon, hint, label or heading around."""
    naming = Naming(document, page, website)
    for element in document.iter_elements():
        role = explicit_role(element) if "role" in element.attrs else ""
        if element.tag == "dialog" and not role:
            role = "dialog"
        if role not in _NAMED or element.tag in {"input", "select", "textarea", "a", "button"}:
            continue
        if naming.names.of(element) or (element in naming.semantics.silent and role not in {"dialog", "alertdialog"}):
            continue
        if role in {"dialog", "alertdialog"}:
            yield from _dialog(element, naming)
        elif name := _name_of(element, role, naming):
            element.attrs["aria-label"] = name
            yield naming.change("A part with a role has a name.", element, name)


def _dialog(dialog: Element, naming: Naming) -> Iterator[Change]:
    heading = next((one for one in dialog.select(HEADING) if tidy(one.text)), None)
    if heading is None:
        name = hint_on(dialog) or naming.words["dialog"]
        dialog.attrs["aria-label"] = name
        yield naming.change("A dialog has a name.", dialog, name)
        return
    identifier = heading.attr("id") or naming.unique_id("dialog-title")
    if naming.page.by_id.get(identifier, heading) is not heading:
        identifier = naming.unique_id("dialog-title")
    heading.attrs["id"] = identifier
    if "aria-label" in dialog.attrs:
        del dialog.attrs["aria-label"]
    dialog.attrs["aria-labelledby"] = identifier
    yield naming.change("A dialog is named by its heading.", dialog, tidy(heading.text))


def _name_of(element: Element, role: str, naming: Naming) -> str:
    if hint := hint_on(element):
        return hint
    if role in {"progressbar", "meter"}:
        around = element.parent
        before = text_before(element) or (text_before(around) if isinstance(around, Element) else "")
        return before or naming.heading_around(element) or naming.words["progress"]
    said = clues(element)
    if service := service_of(said):
        return service
    function = function_of(said)
    if function and "{" not in naming.words[function]:
        return naming.words[function]
    return text_before(element) or naming.heading_around(element)


@page_fix("names-visible", Phase.NAMES, "Names hold the words that can be read", "label-content-name-mismatch")
def visible(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """The words that are read come first; those who speak to operate can say them."""
    naming = Naming(document, page, website)
    for element in document.select("a, button"):
        label = tidy(element.attr("aria-label"))
        if not label or "aria-labelledby" in element.attrs or not naming.semantics.exposes(element):
            continue
        seen = tidy(naming.names.visible_text(element))
        if len(_letters(seen)) > 1 and _letters(naming.names.visible_text(element)) not in _letters(label):
            name = f"{seen}: {label}" if _letters(label) not in _letters(seen) else seen
            element.attrs["aria-label"] = name
            yield naming.change("The name of a control holds its words.", element, name, label)


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


@page_fix("names-prohibited", Phase.NAMES, "Names stand where they count", "aria-prohibited-attr",
          needs_finding=False)  # fmt: skip
def prohibited(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """A part that is labelled by something becomes a group, or the dialog that a script opens; other names leave.

    Parts that are hidden at first are no findings yet, but will be seen.
    """
    for element in document.iter_elements():
        if not {"aria-label", "aria-labelledby"}.intersection(element.attrs) or not is_unnameable(element):
            continue
        is_part = element.tag in {"div", "span"} and "role" not in element.attrs
        named = (element.attr("aria-labelledby") or "").split()
        if is_part and (
            tidy(element.attr("aria-label"))
            or any(document.select(f'[id="{one}"]') for one in named if one.replace("-", "").replace("_", "").isalnum())
        ):
            waits = element.attr("tabindex") == "-1" and {"aria-hidden", "aria-modal"}.intersection(element.attrs)
            role = "dialog" if waits else "group"
            element.attrs["role"] = role
            after = f"role={role}"
        else:
            for name in ("aria-label", "aria-labelledby"):
                element.attrs.pop(name, None)
            after = ""
        yield Change(path=page.path, what="A name stands where it counts.", selector=element.css_path(), after=after)


FIXES = (roles, visible, prohibited)
