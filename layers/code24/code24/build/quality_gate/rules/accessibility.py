"""Accessibility: everything that can be used has a name, and every ARIA attribute means something."""

from collections.abc import Iterator

from turbohtml import Element, Namespace, Text

from code24.build.quality_gate.rule import Defect, Look, page_rule
from code24.website.accessibility import aria
from code24.website.page import Page, start_tag
from code24.website.vocabulary import HEADINGS

CONTROLS = ("input", "select", "textarea", "meter", "progress", "output")
OPERATED = ("a", "button", "summary", "iframe", "dialog")
MOST_NODES = 200
"""Nodes that are searched for a name; a control with more inside has none that anybody could listen to."""
NAMED_BY_VALUE = frozenset({"submit", "reset", "button"})


@page_rule("accessible-name", "Every link, button, frame and named role has an accessible name.")
def accessible_name(page: Page) -> Iterator[Look]:
    """A short form of the Accessible Name and Description Computation 1.2; WCAG 2.2, 2.4.4 and 4.1.2."""
    for element in page.elements:
        role = element.attr("role") or ""
        operated = element.tag in OPERATED and (element.tag != "a" or "href" in element.attrs)
        if not operated and role not in aria.NAME_REQUIRED:
            continue
        fine = has_name(element, page) or element.attr("aria-hidden") == "true"
        yield None if fine else Defect(f"The <{element.tag}> has no name.", start_tag(element))


@page_rule("labels", "Every form control has a label.")
def labels(page: Page) -> Iterator[Look]:
    """A placeholder is no label (WCAG 2.2, 3.3.2)."""
    labelled = {element.attr("for") for element in page.named("label") if element.text.strip()}
    for control in page.named(*CONTROLS):
        kind = (control.attr("type") or "").lower() if control.tag == "input" else ""
        if kind == "hidden":
            continue
        if kind in NAMED_BY_VALUE:
            fine = kind != "button" or bool(control.attr("value"))
        elif kind == "image":
            fine = bool(control.attr("alt"))
        else:
            around = control.closest("label")
            fine = (
                control.attr("id") in labelled - {None}
                or (around is not None and bool(around.text.strip()))
                or _has_attribute_name(control, page)
            )
        yield None if fine else Defect(f"The <{control.tag}> has no label.", start_tag(control))


@page_rule("label-target", "Every label's `for` names a control, and every id that ARIA names exists.")
def label_target(page: Page) -> Iterator[Look]:
    """One look for each reference."""
    controls = {element.attr("id") for element in page.named(*CONTROLS, "button")}
    for element in page.elements:
        if element.tag == "label" and (target := element.attr("for")) is not None:
            yield None if target in controls else Defect(f"The label is for {target!r}, which is no control.")
        for attribute in [name for name in element.attrs if name in aria.REFERRING]:
            for identifier in (element.attr(attribute) or "").split() or [""]:
                fine = identifier in page.by_id
                yield None if fine else Defect(f"{attribute} names the id {identifier!r}, which does not exist.")


@page_rule("aria", "Roles and ARIA attributes exist, have allowed values and hide nothing that can be focused.")
def aria_use(page: Page) -> Iterator[Look]:
    """WAI-ARIA 1.2."""
    for element in page.elements:
        names = [name for name in element.attrs if name.startswith("aria-") or name in {"role", "tabindex"}]
        if names:
            problem = next((found for name in names for found in _aria_problems(element, name)), None)
            yield Defect(problem, start_tag(element)) if problem else None


def _aria_problems(element: Element, name: str) -> Iterator[str]:
    value = (element.attr(name) or "").strip()
    if name == "role":
        if not value or not set(value.lower().split()) <= aria.ROLES:
            yield f"role={value!r} is no role of WAI-ARIA 1.2."
        state = aria.REQUIRED_STATES.get(value)
        if state and state not in element.attrs and element.tag not in {"input", "option", *HEADINGS}:
            yield f"The role {value} needs {state}."
    elif name == "tabindex":
        if value not in {"0", "-1"}:
            yield f"tabindex={value!r} breaks the order of focus; use 0 or -1."
    elif name not in aria.ATTRIBUTES:
        yield f"{name} is no attribute of WAI-ARIA 1.2."
    elif name in {"aria-label", "aria-labelledby"} and element.tag in aria.NAME_PROHIBITED and not element.attr("role"):
        yield f"A <{element.tag}> without a role cannot be named by {name}."
    elif name in aria.VALUES and value not in aria.VALUES[name]:
        yield f"{name}={value!r} is not allowed; allowed: {', '.join(sorted(aria.VALUES[name]))}."
    elif name == "aria-hidden" and value == "true" and _is_outermost_hidden(element) and _can_be_focused(element):
        yield "What can be focused is hidden from assistive technology."


def _is_outermost_hidden(element: Element) -> bool:
    return element.parent is None or element.parent.closest('[aria-hidden="true"]') is None


def _can_be_focused(element: Element) -> bool:
    for inner in element.iter_elements(include_self=True):
        if inner.attr("tabindex") == "-1" or "disabled" in inner.attrs:
            continue
        if "tabindex" in inner.attrs or inner.tag in {"button", "select", "textarea", "summary", "iframe"}:
            return True
        if (inner.tag == "a" and "href" in inner.attrs) or (inner.tag == "input" and inner.attr("type") != "hidden"):
            return True
    return False


def has_name(element: Element, page: Page) -> bool:
    """Whether attributes or content name the element."""
    return (
        _has_attribute_name(element, page) or _has_content_name(element) or bool((element.attr("title") or "").strip())
    )


def _has_attribute_name(element: Element, page: Page) -> bool:
    named = (element.attr("aria-labelledby") or "").split()
    texts = [page.by_id[identifier].text for identifier in named if identifier in page.by_id]
    own = ("aria-label",) if element.tag == "a" else ("aria-label", "alt", "title")
    return any(text.strip() for text in [*texts, *(element.attr(name) or "" for name in own)])


def _has_content_name(element: Element) -> bool:
    """Whether there is text or alternative text inside that is not hidden, among the first nodes."""
    waiting = list(reversed(element.children))
    for _ in range(MOST_NODES):
        if not waiting:
            return False
        node = waiting.pop()
        if isinstance(node, Text):
            if node.data.strip():
                return True
        elif isinstance(node, Element) and node.attr("aria-hidden") != "true" and "hidden" not in node.attrs:
            if (node.attr("aria-label") or node.attr("alt") or "").strip():
                return True
            drawing = node.namespace is Namespace.SVG and node.tag == "svg"
            waiting += node.iter_elements("title") if drawing else reversed(node.children)
    return False


RULES = (accessible_name, labels, label_target, aria_use)
