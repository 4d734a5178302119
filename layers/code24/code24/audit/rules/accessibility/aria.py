"""ARIA: every role and attribute means something where it stands (WAI-ARIA 1.2, ARIA in HTML)."""

import re
from collections.abc import Iterator

from turbohtml import Element, Namespace

from code24.audit.models import Severity
from code24.audit.rules.accessibility.judging import Judged, Told, accessible
from code24.website.accessibility import aria, aria_roles
from code24.website.accessibility.semantics import (
    explicit_role,
    implicit_role,
    input_type,
    is_in_tab_order,
    is_native_control,
)

_WHOLE = re.compile(r"[+-]?\d{1,9}", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:\d{1,12}(?:\.\d*)?|\.\d{1,12})(?:[eE][+-]?\d{1,3})?", re.ASCII)
_DEPRECATED = {"directory": "list"}
_OPTIONAL_REFERENCES = frozenset({"aria-controls", "aria-owns", "aria-errormessage", "aria-details", "aria-flowto"})


def _attributed(told: Told) -> list[tuple[Element, list[str]]]:
    """Exposed elements with their ARIA attributes."""
    if "aria attributes" not in told.page.memory:
        told.page.memory["aria attributes"] = list(_with_attributes(told))
    found: list[tuple[Element, list[str]]] = told.page.memory["aria attributes"]
    return found


def _with_attributes(told: Told) -> Iterator[tuple[Element, list[str]]]:
    for element in told.semantics.exposed:
        if names := [name for name in element.attrs if name.startswith("aria-")]:
            yield element, names


def _with_roles(told: Told) -> Iterator[tuple[Element, str]]:
    for element in told.semantics.exposed:
        if "role" in element.attrs:
            yield element, explicit_role(element)


@accessible("aria-roles", Severity.CRITICAL, "Roles exist", "4.1.2", fix="aria-repair")
def aria_roles_exist(told: Told) -> Iterator[Judged]:
    """WAI-ARIA 1.2 and its modules for publishing and graphics."""
    for element, role in _with_roles(told):
        said = (element.attr("role") or "").strip()
        yield element, f"role={said!r} does not exist." if said and not role else ""


@accessible("aria-deprecated-role", Severity.MINOR, "No role is deprecated", "4.1.2", fix="aria-repair")
def aria_deprecated_role(told: Told) -> Iterator[Judged]:
    """`directory` is a list now."""
    for element, role in _with_roles(told):
        yield element, f"The role {role} is deprecated; use {_DEPRECATED[role]}." if role in _DEPRECATED else ""


@accessible("aria-valid-attr", Severity.CRITICAL, "ARIA attributes exist", "4.1.2", fix="aria-repair")
def aria_valid_attr(told: Told) -> Iterator[Judged]:
    """Mistyped ones say nothing."""
    for element, names in _attributed(told):
        unknown = [name for name in names if not exists(name)]
        yield element, f"{', '.join(unknown)} is no attribute of WAI-ARIA 1.2." if unknown else ""


def exists(name: str) -> bool:
    """Whether an ARIA attribute exists, be it deprecated."""
    return name in aria.ATTRIBUTES or name in {"aria-grabbed", "aria-dropeffect"}


@accessible("aria-valid-attr-value", Severity.CRITICAL, "ARIA attributes have possible values", "4.1.2",
            fix="aria-repair")  # fmt: skip
def aria_valid_attr_value(told: Told) -> Iterator[Judged]:
    """Closed lists, numbers, and ids that exist."""
    for element, names in _attributed(told):
        problems = (value_problem(element, name, told) for name in names)
        yield element, next(filter(None, problems), "")


def value_problem(element: Element, name: str, told: Told) -> str:  # noqa: PLR0911
    """What is wrong with the value of an ARIA attribute."""
    value = (element.attr(name) or "").strip()
    if name in aria.REFERRING:
        missing = [identifier for identifier in value.split() if identifier not in told.page.by_id]
        collapsed = element.attr("aria-expanded") == "false" or element.attr("aria-selected") == "false"
        if not missing or (name == "aria-controls" and (collapsed or "aria-haspopup" in element.attrs)):
            return ""
        if name in {"aria-labelledby", "aria-describedby"} and len(missing) < len(value.split()):
            return ""
        return f"{name} names the id {missing[0]!r}, which does not exist."
    if not value:
        return "" if name in aria_roles.EMPTY_ALLOWED or not exists(name) else f"{name} has no value."
    if name in aria_roles.WHOLE_NUMBERS:
        least = aria_roles.WHOLE_NUMBERS[name]
        fine = _WHOLE.fullmatch(value) is not None and int(value) >= least
        return "" if fine else f"{name}={value!r} should be a whole number from {least}."
    if name in aria_roles.NUMBERS:
        return "" if _NUMBER.fullmatch(value) else f"{name}={value!r} should be a number."
    allowed = aria_roles.TOKENS.get(name)
    if allowed and not set(value.lower().split()) <= allowed:
        return f"{name}={value!r} is not allowed; allowed: {', '.join(sorted(allowed))}."
    return ""


@accessible("aria-allowed-attr", Severity.CRITICAL, "ARIA attributes go with their element's role", "4.1.2",
            fix="aria-repair")  # fmt: skip
def aria_allowed_attr(told: Told) -> Iterator[Judged]:
    """For each role there is a list (WAI-ARIA 1.2, 5.4)."""
    for element, names in _attributed(told):
        wrong = unsupported(element, told.semantics.roles.get(element, ""), names)
        yield element, f"{', '.join(wrong)} is not allowed here." if wrong else ""


def unsupported(element: Element, role: str, names: list[str]) -> list[str]:
    """The ARIA attributes that say nothing on the role of an element."""
    known = [name for name in names if exists(name) and name.removeprefix("aria-") not in aria_roles.GLOBAL]
    if role.startswith(("doc-", "graphics-")) or element.namespace is not Namespace.HTML or "-" in element.tag:
        return []
    if not role and element.tag in {"input", "summary", "audio", "video", "iframe", "object", "embed", "canvas"}:
        return []
    return [name for name in known if name.removeprefix("aria-") not in aria_roles.SUPPORTED.get(role, frozenset())]


@accessible("aria-conditional-attr", Severity.SERIOUS, "No ARIA attribute contradicts HTML's own", "4.1.2",
            fix="aria-repair")  # fmt: skip
def aria_conditional_attr(told: Told) -> Iterator[Judged]:
    """`aria-checked` on a check box, and attributes of tree grids on rows of tables."""
    for element, names in _attributed(told):
        box = element.tag == "input" and input_type(element) in {"checkbox", "radio"} and "aria-checked" in names
        rows = {"aria-posinset", "aria-setsize", "aria-expanded", "aria-level"} & set(names)
        row = element.tag == "tr" and bool(rows) and element.closest("[role=treegrid]") is None
        problem = "aria-checked says nothing on a check box of HTML, or contradicts it." if box else ""
        yield element, "The attributes of a row go with a tree grid only." if row else problem


@accessible("aria-prohibited-attr", Severity.SERIOUS, "Nothing is named that may not be named", "4.1.2",
            fix="names-prohibited")  # fmt: skip
def aria_prohibited_attr(told: Told) -> Iterator[Judged]:
    """Roles with "naming prohibited"; `div` and `span` without a role as well."""
    for element, names in _attributed(told):
        if {"aria-label", "aria-labelledby"} & set(names):
            yield element, "A name does nothing here without a role." if is_unnameable(element) else ""


def is_unnameable(element: Element) -> bool:
    """Whether `aria-label` does nothing on an element."""
    if element.namespace is not Namespace.HTML or "-" in element.tag:
        return False
    role = explicit_role(element) or implicit_role(element)
    if role in {"none", "presentation"} and element.tag not in {"div", "span"}:
        return False
    return role in aria_roles.UNNAMEABLE or (not role and element.tag in aria.NAME_PROHIBITED)


@accessible("aria-required-attr", Severity.CRITICAL, "Roles have the states that they need", "4.1.2",
            fix="aria-repair")  # fmt: skip
def aria_required_attr(told: Told) -> Iterator[Judged]:
    """A slider without a value says nothing."""
    for element, role in _with_roles(told):
        missing = missing_states(element, role)
        yield element, f"The role {role} needs {', '.join(f'aria-{name}' for name in missing)}." if missing else ""


def missing_states(element: Element, role: str) -> list[str]:
    """States that the role of an element needs and does not have, without `aria-`."""
    if implicit_role(element) == role or element.tag in {"input", "option", "select", "progress", "meter", "hr"}:
        return []
    return [name for name in sorted(aria_roles.REQUIRED.get(role, ())) if f"aria-{name}" not in element.attrs]


@accessible("aria-allowed-role", Severity.MINOR, "Roles go with their elements", "4.1.2", fix="aria-repair")
def aria_allowed_role(told: Told) -> Iterator[Judged]:
    """ARIA in HTML, section 4."""
    for element, role in _with_roles(told):
        allowed = role_allowed(element, role)
        yield element, "" if allowed else f"The role {role} is not allowed on <{element.tag}>."


def role_allowed(element: Element, role: str) -> bool:
    """Whether HTML allows a role on an element."""
    if not role or element.namespace is not Namespace.HTML or role == implicit_role(element):
        return True
    tag = element.tag
    if tag == "a" and "href" not in element.attrs:
        return True
    if tag == "img" and (element.attr("alt") or "aria-label" in element.attrs or "aria-labelledby" in element.attrs):
        return role in aria_roles.ALLOWED["img-named"]
    if tag == "input":
        return role in aria_roles.ALLOWED.get(f"input-{input_type(element)}", frozenset())
    allowed = aria_roles.ALLOWED.get(tag)
    return allowed is None or role in allowed


@accessible("aria-text", Severity.SERIOUS, "Nothing with the role text can be focused", "4.1.2", fix="aria-repair")
def aria_text(told: Told) -> Iterator[Judged]:
    """The role hides what it holds."""
    for element in told.semantics.exposed:
        if (element.attr("role") or "").strip().lower() == "text":
            inside = any(is_in_tab_order(one) for one in element.iter_elements())
            yield element, "Something inside role=text can be focused." if inside else ""


@accessible("presentation-role-conflict", Severity.MINOR, "What has no role is not named or focused", "4.1.2",
            fix="aria-repair")  # fmt: skip
def presentation_role_conflict(told: Told) -> Iterator[Judged]:
    """`role=none` is ignored on what can be focused."""
    for element, role in _with_roles(told):
        if role in {"none", "presentation"}:
            yield element, "role=none does not count on what can be focused." if is_native_control(element) else ""


@accessible("duplicate-id-aria", Severity.CRITICAL, "Ids that labels and ARIA name are unique", "4.1.2",
            fix="markup-ids")  # fmt: skip
def duplicate_id_aria(told: Told) -> Iterator[Judged]:
    """Otherwise the first element answers for all."""
    named: set[str] = set()
    seen: set[str] = set()
    for element in told.page.elements:
        for name in aria.REFERRING.intersection(element.attrs):
            named |= set((element.attr(name) or "").split())
        if element.tag == "label" and (target := element.attr("for")):
            named.add(target)
    for element in told.page.elements:
        identifier = element.attr("id")
        if identifier in named and identifier:
            yield element, f"The id {identifier!r} is used twice, and something refers to it." * (identifier in seen)
            seen.add(identifier)


RULES = (
    aria_allowed_attr,
    aria_allowed_role,
    aria_conditional_attr,
    aria_deprecated_role,
    aria_prohibited_attr,
    aria_required_attr,
    aria_roles_exist,
    aria_text,
    aria_valid_attr,
    aria_valid_attr_value,
    duplicate_id_aria,
    presentation_role_conflict,
)
