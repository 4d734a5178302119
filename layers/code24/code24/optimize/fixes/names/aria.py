"""ARIA that says something wrong, or nothing."""

from collections.abc import Iterator, Mapping

from turbohtml import Document, Element, Namespace

from code24.audit.rules.accessibility.aria import (
    exists,
    missing_states,
    role_allowed,
    unsupported,
    value_problem,
)
from code24.audit.rules.accessibility.aria_structure import has_context, hidden_focusable, owned
from code24.audit.rules.accessibility.judging import Told
from code24.optimize.fix import Setting, page_fix
from code24.optimize.models import Change, Phase
from code24.website.accessibility import aria_roles
from code24.website.accessibility.accessible_names import Names
from code24.website.accessibility.rendering import is_drawn
from code24.website.accessibility.semantics import (
    Semantics,
    explicit_role,
    implicit_role,
    input_type,
    is_focusable,
    is_in_tab_order,
    is_native_control,
    role_of,
)
from code24.website.page import Page
from code24.website.website import Website

_STATES = {"expanded": "false", "checked": "false", "level": "2", "valuenow": "0", "selected": "false"}
"""What a state says where a script has not said anything yet; browsers take the same for granted."""


def _told(document: Document, page: Page, website: Website) -> Told:
    edited = Page(page.path, page.text, document)
    semantics = Semantics(edited)
    return Told(edited, website, semantics, Names(semantics))


@page_fix(
    "aria-repair", Phase.NAMES, "ARIA says what is so",
    "aria-roles", "aria-deprecated-role", "aria-valid-attr", "aria-valid-attr-value", "aria-allowed-attr",
    "aria-conditional-attr", "aria-required-attr", "aria-allowed-role", "aria-hidden-body", "aria-text",
    "presentation-role-conflict",
)  # fmt: skip
def repair(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """What does not exist or does not go with its element leaves; states that a role needs are completed."""
    known = _told(document, page, website)
    for element in known.page.elements:
        names = [name for name in element.attrs if name.startswith("aria-")]
        if not names and "role" not in element.attrs:
            continue
        before = dict(element.attrs)
        _repair_role(element)
        if names:
            _repair_attributes(element, names, known)
        role = explicit_role(element)
        for state in missing_states(element, role):
            element.attrs[f"aria-{state}"] = _STATES.get(state, "false")
        if dict(element.attrs) != before:
            yield Change(path=page.path, what="ARIA that was wrong is right.", selector=element.css_path(),
                         before=_shown(before), after=_shown(dict(element.attrs)))  # fmt: skip


def _shown(attributes: Mapping[str, object]) -> str:
    return " ".join(
        f'{name}="{value}"' for name, value in attributes.items() if name == "role" or name.startswith("aria-")
    )[:200]


def _repair_role(element: Element) -> None:
    if "role" not in element.attrs:
        return
    said = (element.attr("role") or "").strip()
    role = explicit_role(element)
    if not said or not role:
        if said.lower() == "text" and not any(is_in_tab_order(one) for one in element.iter_elements()):
            return
        del element.attrs["role"]
    elif role == "directory":
        element.attrs["role"] = "list"
    elif role in {"none", "presentation"} and is_native_control(element):
        del element.attrs["role"]
    elif not role_allowed(element, role):
        is_container = role in aria_roles.OWNED
        if (element.tag == "a" and not is_container) or (is_focusable(element) and element.tag in {"div", "span"}):
            return
        del element.attrs["role"]


def _repair_attributes(element: Element, names: list[str], known: Told) -> None:  # noqa: PLR0912
    if element.tag in {"body", "html"} and "aria-hidden" in names:
        del element.attrs["aria-hidden"]
    if element.tag == "input" and input_type(element) in {"checkbox", "radio"} and "aria-checked" in names:
        del element.attrs["aria-checked"]
    if (
        element.tag == "a"
        and "href" not in element.attrs
        and not explicit_role(element)
        and ({"aria-expanded", "aria-haspopup", "aria-pressed"}.intersection(names))
        and element.select_one("a, button, input, select, textarea") is None
    ):
        element.attrs["role"] = "button"
        if "tabindex" not in element.attrs:
            element.attrs["tabindex"] = "0"
    for name in names:
        if name not in element.attrs:
            continue
        value = (element.attr(name) or "").strip()
        if not exists(name) or unsupported(element, role_of(element), [name]):
            del element.attrs[name]
        elif value_problem(element, name, known):
            kept = [one for one in value.split() if one in known.page.by_id]
            lowered = value.lower()
            if name in {"aria-labelledby", "aria-describedby", "aria-controls", "aria-owns"} and kept:
                element.attrs[name] = " ".join(kept)
            elif lowered in {"yes", "1"} and "true" in aria_roles.TOKENS.get(name, ()):
                element.attrs[name] = "true"
            elif lowered in {"no", "0"} and "false" in aria_roles.TOKENS.get(name, ()):
                element.attrs[name] = "false"
            elif (target := (element.attr("href") or "")[1:]) in known.page.by_id and name == "aria-controls":
                element.attrs[name] = target
            else:
                del element.attrs[name]


@page_fix("aria-hidden-focus", Phase.NAMES, "Nothing hidden gets the focus", "aria-hidden-focus")
def hidden_focus(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """Decoration leaves the order of the keyboard; what holds words and is drawn is hidden no longer."""
    known = _told(document, page, website)
    for element, original in zip(known.page.elements, page.elements, strict=True):
        hidden = (element.attr("aria-hidden") or "").lower() == "true"
        if not hidden or element in known.semantics.unrendered or not is_drawn(original, page, website):
            continue
        inside = hidden_focusable(element, known)
        for one in inside:
            one.attrs["tabindex"] = "-1"
        if inside:
            yield Change(path=page.path, what="What is hidden from screen readers is not reached by the keyboard.",
                         selector=element.css_path(), after="tabindex=-1")  # fmt: skip


@page_fix("aria-structure", Phase.NAMES, "Roles stand with those that they belong to",
          "aria-required-children", "aria-required-parent")  # fmt: skip
def structure(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """Items between a role and its parts lose theirs; a role without the others leaves."""
    known = _told(document, page, website)
    for element in known.page.elements:
        role = explicit_role(element) if "role" in element.attrs else ""
        if role not in aria_roles.OWNED or not known.semantics.exposes(element):
            continue
        wanted = aria_roles.OWNED[role]
        direct = owned(element, known)
        strange = [one for one in direct if role_of(one) not in wanted]
        holds = any(role_of(inner) in wanted for inner in element.iter_elements())
        if strange and holds:
            for one in strange:
                if one.tag in {"li", "div", "span"} and any(role_of(inner) in wanted for inner in one.iter_elements()):
                    one.attrs["role"] = "presentation"
                    yield Change(path=page.path, what="What stands between two roles has none.",
                                 selector=one.css_path(), after="role=presentation")  # fmt: skip
        elif (strange and not holds) or (not direct and element.text.strip()):
            del element.attrs["role"]
            yield Change(path=page.path, what="A role without its parts left.", selector=element.css_path(),
                         before=role)  # fmt: skip
    for element in known.page.elements:
        role = explicit_role(element) if "role" in element.attrs else ""
        if role in aria_roles.CONTEXT and known.semantics.exposes(element) and not _in_context(element, role):
            del element.attrs["role"]
            for name in [one for one in element.attrs if one.startswith("aria-")]:
                if unsupported(element, implicit_role(element), [name]):
                    del element.attrs[name]
            yield Change(path=page.path, what="A role outside of what it belongs to left.",
                         selector=element.css_path(), before=role)  # fmt: skip


def _in_context(element: Element, role: str) -> bool:
    if element.namespace is not Namespace.HTML:
        return True
    return has_context(element, aria_roles.CONTEXT[role])


FIXES = (structure, repair, hidden_focus)
