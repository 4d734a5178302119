"""Accessible names: everything that can be operated says what it is."""

from collections.abc import Iterator

from turbohtml import Element

from code24.audit.models import Severity
from code24.audit.rule import Rule
from code24.audit.rules.accessibility.judging import Judged, Told, accessible
from code24.website.accessibility.semantics import explicit_role, input_type, is_in_tab_order
from code24.website.vocabulary import words

_FIELDS = ("combobox", "listbox", "searchbox", "slider", "spinbutton", "textbox")
_TOGGLES = ("checkbox", "menuitemcheckbox", "menuitemradio", "radio", "switch")
_NATIVE_FIELDS = words("input select textarea")


def _unnamed(told: Told, elements: list[Element], what: str) -> Iterator[Judged]:
    for element in elements:
        yield element, "" if told.names.of(element) else f"The {what} has no accessible name."


def _with_role(told: Told, *roles: str, without: frozenset[str] = frozenset()) -> list[Element]:
    """Elements that were given a role; those that have it by themselves belong to other rules."""
    found = told.semantics.having(*roles)
    return [element for element in found if element.tag not in without and explicit_role(element) in roles]


def _role_name(identifier: str, severity: Severity, title: str, *roles: str, criterion: str, what: str) -> Rule:
    def look(told: Told) -> Iterator[Judged]:
        yield from _unnamed(told, _with_role(told, *roles, without=_NATIVE_FIELDS | {"a", "button"}), what)

    return accessible(identifier, severity, title, criterion, fix="names-roles")(look)


aria_command_name = _role_name(
    "aria-command-name", Severity.SERIOUS, "Elements with the role button, link or menuitem have a name",
    "button", "link", "menuitem", criterion="4.1.2", what="command",
)  # fmt: skip
aria_meter_name = _role_name(
    "aria-meter-name", Severity.SERIOUS, "Elements with the role meter have a name",
    "meter", criterion="1.1.1", what="meter",
)  # fmt: skip
aria_progressbar_name = _role_name(
    "aria-progressbar-name", Severity.SERIOUS, "Elements with the role progressbar have a name",
    "progressbar", criterion="1.1.1", what="progress bar",
)  # fmt: skip
aria_toggle_field_name = _role_name(
    "aria-toggle-field-name", Severity.SERIOUS, "Elements that toggle something have a name",
    *_TOGGLES, criterion="4.1.2", what="toggle",
)  # fmt: skip
aria_input_field_name = _role_name(
    "aria-input-field-name", Severity.SERIOUS, "Elements with the role of a field have a name",
    *_FIELDS, criterion="4.1.2", what="field",
)  # fmt: skip
aria_tooltip_name = _role_name(
    "aria-tooltip-name", Severity.SERIOUS, "Elements with the role tooltip have a name",
    "tooltip", criterion="4.1.2", what="tooltip",
)  # fmt: skip
aria_treeitem_name = _role_name(
    "aria-treeitem-name", Severity.SERIOUS, "Elements with the role treeitem have a name",
    "treeitem", criterion="4.1.2", what="tree item",
)  # fmt: skip
aria_tab_name = _role_name(
    "aria-tab-name", Severity.SERIOUS, "Elements with the role tab have a name",
    "tab", criterion="4.1.2", what="tab",
)  # fmt: skip


@accessible("aria-dialog-name", Severity.SERIOUS, "Dialogs have a name", "4.1.2", fix="names-roles")
def aria_dialog_name(told: Told) -> Iterator[Judged]:
    """Of roles and of open `dialog` elements."""
    yield from _unnamed(told, told.semantics.having("dialog", "alertdialog"), "dialog")


@accessible("button-name", Severity.CRITICAL, "Buttons have a name", "4.1.2", fix="names-buttons")
def button_name(told: Told) -> Iterator[Judged]:
    """`button` elements; `input` buttons are `input-button-name`'s."""
    buttons = [button for button in told.page.named("button") if told.semantics.exposes(button)]
    yield from _unnamed(told, buttons, "button")


@accessible("input-button-name", Severity.CRITICAL, "Buttons made by input have words", "4.1.2", fix="names-buttons")
def input_button_name(told: Told) -> Iterator[Judged]:
    """`submit` and `reset` are named by browsers where they have no value."""
    kinds = {"button", "submit", "reset"}
    inputs = [one for one in told.page.named("input") if input_type(one) in kinds and told.semantics.exposes(one)]
    yield from _unnamed(told, inputs, "button")


@accessible("link-name", Severity.SERIOUS, "Links have words", "2.4.4", "4.1.2", fix="names-links")
def link_name(told: Told) -> Iterator[Judged]:
    """Icons need words as well."""
    for link in told.semantics.exposed:
        is_tab = link.tag == "a" and "href" in link.attrs and explicit_role(link) == "tab"
        is_link = told.semantics.roles.get(link) == "link" and (link.tag == "a" or not explicit_role(link))
        if link.tag == "area" or not (is_tab or is_link):
            continue
        yield link, "" if told.names.of(link) else "The link has no words that say where it leads."


@accessible("frame-title", Severity.SERIOUS, "Frames have a title", "4.1.2", fix="names-frames")
def frame_title(told: Told) -> Iterator[Judged]:
    """`iframe` and `frame`."""
    for frame in told.page.named("iframe", "frame"):
        if not told.semantics.exposes(frame) or (
            (element_index := frame.attr("tabindex")) and element_index[:1] == "-"
        ):
            continue
        yield frame, "" if told.names.of(frame) else "The frame has no title that says what it shows."


@accessible("select-name", Severity.CRITICAL, "Choices have a label", "4.1.2", fix="names-fields")
def select_name(told: Told) -> Iterator[Judged]:
    """`select` elements."""
    choices = [element for element in told.page.named("select") if told.semantics.exposes(element)]
    yield from _unnamed(told, choices, "choice")


@accessible("summary-name", Severity.SERIOUS, "What opens details has words", "4.1.2", fix="names-buttons")
def summary_name(told: Told) -> Iterator[Judged]:
    """`summary` elements."""
    summaries = [element for element in told.page.named("summary") if told.semantics.exposes(element)]
    yield from _unnamed(told, summaries, "summary")


@accessible("area-alt", Severity.CRITICAL, "Areas of image maps have a text", "1.1.1", "2.4.4", fix="names-links")
def area_alt(told: Told) -> Iterator[Judged]:
    """`area` with an address."""
    for area in told.page.named("area"):
        if "href" in area.attrs:
            yield area, "" if told.names.of(area) else "The area of the image map has no alternative text."


@accessible(
    "label-content-name-mismatch", Severity.SERIOUS, "Names hold the words that can be seen", "2.5.3",
    fix="names-visible",
)  # fmt: skip
def label_content_name_mismatch(told: Told) -> Iterator[Judged]:
    """For those who speak to operate: what they read has to be part of the name."""
    for element in told.semantics.having("button", "link", "checkbox", "radio", "switch", "tab", "menuitem", "option"):
        if not {"aria-label", "aria-labelledby"}.intersection(element.attrs) or element.tag in {"input", "select"}:
            continue
        seen = _letters(told.names.visible_text(element))
        if len(seen) < 2 or not is_in_tab_order(element):
            continue
        fine = seen in _letters(told.names.of(element))
        yield element, "" if fine else "The accessible name lacks the words that can be seen."


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


RULES = (
    aria_command_name,
    aria_dialog_name,
    aria_input_field_name,
    aria_meter_name,
    aria_progressbar_name,
    aria_tab_name,
    aria_toggle_field_name,
    aria_tooltip_name,
    aria_treeitem_name,
    area_alt,
    button_name,
    frame_title,
    input_button_name,
    label_content_name_mismatch,
    link_name,
    select_name,
    summary_name,
)
