"""ARIA: roles stand with those that they belong to, and nothing that can be reached is hidden (WAI-ARIA 1.2)."""

from collections.abc import Iterator

from turbohtml import Element

from code24.audit.models import Severity
from code24.audit.rules.accessibility.judging import Judged, Told, accessible
from code24.website.accessibility import aria_roles
from code24.website.accessibility.semantics import explicit_role, is_in_tab_order, role_of

_EMPTY_ALLOWED = frozenset({"combobox", "grid", "list", "listbox", "table", "tree", "treegrid", "tablist", "row",
                            "rowgroup", "feed"})  # fmt: skip


def _with_roles(told: Told) -> Iterator[tuple[Element, str]]:
    for element in told.semantics.exposed:
        if "role" in element.attrs:
            yield element, explicit_role(element)


@accessible("aria-required-children", Severity.CRITICAL, "Roles hold the roles that they are made of", "1.3.1",
            fix="aria-structure")  # fmt: skip
def aria_required_children(told: Told) -> Iterator[Judged]:
    """A list of nothing but other things is none."""
    for element, role in _with_roles(told):
        if role in aria_roles.OWNED:
            yield element, children_problem(element, role, told)


def children_problem(element: Element, role: str, told: Told) -> str:
    """What is wrong with the children of a role."""
    wanted = aria_roles.OWNED[role]
    found = {told.semantics.roles.get(one, "") for one in owned(element, told)}
    if not found - {""}:
        fine = role in _EMPTY_ALLOWED and (role != "list" or not element.text.strip())
        fine = fine or element.attr("aria-busy") == "true" or "aria-owns" in element.attrs
        return "" if fine else f"The role {role} needs children with the role {' or '.join(sorted(wanted))}."
    strange = found - wanted - {"", "none", "presentation"}
    if strange and not found & wanted:
        return f"The role {role} holds {', '.join(sorted(strange))} instead of {' or '.join(sorted(wanted))}."
    return ""


def owned(element: Element, told: Told) -> list[Element]:
    """The nearest elements with a role inside an element; what has none is looked through."""
    found: list[Element] = []
    waiting = [child for child in element.children if isinstance(child, Element)]
    while waiting and len(found) < 200:
        one = waiting.pop()
        role = told.semantics.roles.get(one)
        if role is None:
            continue
        if role in {"", "none", "presentation", "paragraph"}:
            waiting += [child for child in one.children if isinstance(child, Element)]
            if is_in_tab_order(one):
                found.append(one)
        else:
            found.append(one)
    return found


@accessible("aria-required-parent", Severity.CRITICAL, "Roles stand inside the roles that they are part of", "1.3.1",
            fix="aria-structure")  # fmt: skip
def aria_required_parent(told: Told) -> Iterator[Judged]:
    """A tab without a list of tabs."""
    for element, role in _with_roles(told):
        if role in aria_roles.CONTEXT:
            wanted = aria_roles.CONTEXT[role]
            fine = has_context(element, wanted)
            yield element, "" if fine else f"The role {role} must stand inside {' or '.join(sorted(wanted))}."


def has_context(element: Element, wanted: frozenset[str]) -> bool:
    """Whether the nearest element with a role around an element has one of the wanted roles."""
    for above in element.ancestors:
        if not isinstance(above, Element):
            break
        role = role_of(above)
        if role in wanted:
            return True
        if role not in {"", "none", "presentation", "group"} and not (role == "listitem" and "list" not in wanted):
            return False
    return False


@accessible("aria-hidden-body", Severity.CRITICAL, "The page is not hidden as a whole", "1.3.1", fix="aria-repair")
def aria_hidden_body(told: Told) -> Iterator[Judged]:
    """`aria-hidden` on `body`."""
    for body in told.page.named("body"):
        hidden = (body.attr("aria-hidden") or "").lower() == "true"
        yield body, "The whole page is hidden from assistive technology." if hidden else ""


@accessible("aria-hidden-focus", Severity.SERIOUS, "Nothing hidden can be focused", "1.3.1", "4.1.2",
            fix="aria-hidden-focus")  # fmt: skip
def aria_hidden_focus(told: Told) -> Iterator[Judged]:
    """The keyboard would stop at something that nobody is told of."""
    for element in told.page.elements:
        if (element.attr("aria-hidden") or "").lower() != "true" or element in told.semantics.unrendered:
            continue
        reached = hidden_focusable(element, told)
        yield element, "What the keyboard can reach is hidden from assistive technology." if reached else ""


def hidden_focusable(element: Element, told: Told) -> list[Element]:
    """What the keyboard reaches in an element, itself included."""
    inside = element.iter_elements(include_self=True)
    return [one for one in inside if is_in_tab_order(one) and one not in told.semantics.unrendered]


@accessible("nested-interactive", Severity.SERIOUS, "Nothing that is operated stands in something that is operated",
            "4.1.2", fix="markup-nesting")  # fmt: skip
def nested_interactive(told: Told) -> Iterator[Judged]:
    """Screen readers do not tell of what buttons hold."""
    for role in aria_roles.LEAVES - {"img", "image", "math", "separator"}:
        for element in told.semantics.by_role.get(role, ()):
            inside = any(is_in_tab_order(one) for one in element.iter_elements())
            yield element, f"The {role} holds something that can be operated by itself." if inside else ""


RULES = (aria_hidden_body, aria_hidden_focus, aria_required_children, aria_required_parent, nested_interactive)
