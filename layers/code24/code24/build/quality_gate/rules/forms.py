"""Forms: they reach their receiver, ask what it expects, and tell people what becomes of it."""

from collections.abc import Iterator

from turbohtml import Element

from code24.build.design.models import PageKind
from code24.build.quality_gate.produced import ProducedSite
from code24.build.quality_gate.rule import Defect, Look, page_rule, site_rule
from code24.forms.fields import (
    ENVELOPE,
    HONEYPOT,
    PAGE,
    SECTION,
    STAMP,
    STAMP_PLACEHOLDER,
    asked,
    field_of,
    occasion_of,
)
from code24.forms.models import FormKind
from code24.website.accessibility.autofill import is_autofill
from code24.website.page import Page, file_of, start_tag

RECEIVER = "/api/form/"
CONTROLS = frozenset({"input", "select", "textarea"})


def posted(page: Page) -> Iterator[tuple[Element, FormKind]]:
    """The forms of a page whose receiver knows them."""
    for form in page.named("form"):
        kind = (form.attr("action") or "").removeprefix(RECEIVER)
        if (form.attr("action") or "").startswith(RECEIVER) and kind in FormKind:
            yield form, FormKind(kind)


def controls_of(form: Element) -> dict[str, Element]:
    """The named controls of a form; of several with one name, the first."""
    found: dict[str, Element] = {}
    for element in form.iter_elements():
        if element.tag in CONTROLS and (name := element.attr("name")):
            found.setdefault(name, element)
    return found


@page_rule("form-target", "Every form is posted to the receiver of its kind, as UTF-8.")
def form_target(page: Page) -> Iterator[Look]:
    """`method`, `action` and `accept-charset`; no file is sent."""
    known = {form for form, _ in posted(page)}
    for form in page.named("form"):
        if (form.attr("action") or "").startswith(("http:", "https:", "//")):
            continue  # third-party's
        if form not in known:
            yield Defect("The form's action is no form of the receiver.", start_tag(form))
        elif (form.attr("method") or "").lower() != "post":
            yield Defect("The form should be sent with method=post.", start_tag(form))
        elif (form.attr("accept-charset") or "").lower() != "utf-8":
            yield Defect("The form should be sent as UTF-8 (accept-charset).", start_tag(form))
        elif form.attr("enctype"):
            yield Defect("The receiver reads no other enctype than the usual one.", start_tag(form))
        else:
            yield None


@page_rule("form-envelope", "Every form says which page and section it is on, and has its stamp and its trap.")
def form_envelope(page: Page) -> Iterator[Look]:
    """The trap is a text field that people neither see, nor reach, nor hear of, nor have filled in for them."""
    for form, _ in posted(page):
        controls = controls_of(form)
        section = form.closest("section[id]")
        expected = {PAGE: page.address, SECTION: section.attr("id") if section else None, STAMP: STAMP_PLACEHOLDER}
        for name, value in expected.items():
            control = controls.get(name)
            fine = control is not None and control.attr("type") == "hidden" and control.attr("value") == value
            yield None if fine else Defect(f"The form's hidden field {name} should hold {value!r}.", start_tag(form))
        yield None if _is_trap(controls.get(HONEYPOT)) else Defect(f"The trap {HONEYPOT} is not well hidden.")


def _is_trap(control: Element | None) -> bool:
    return (
        control is not None
        and control.attr("type") in {None, "text"}
        and control.attr("tabindex") == "-1"
        and control.attr("autocomplete") == "off"
        and not control.attr("value")
        and "required" not in control.attrs
        and control.closest('[aria-hidden="true"]') is not None
    )


@page_rule("form-fields", "Every form asks the fields that its receiver knows, and all that it requires.")
def form_fields(page: Page) -> Iterator[Look]:
    """`name`, `type`, `required`, `maxlength` and `autocomplete` as in `forms.fields`."""
    for form, kind in posted(page):
        controls = controls_of(form)
        for field in asked(kind, occasion_of(kind, controls)):
            if field.required and field.name not in controls:
                yield Defect(f"The form {kind} lacks the field {field.name}.", start_tag(form))
        for name, control in controls.items():
            if name not in ENVELOPE:
                problem = next(_field_problems(kind, name, control), None)
                yield Defect(problem, start_tag(control)) if problem else None
        sent = [button for button in form.iter_elements() if button.tag == "button" and button.attr("type") == "submit"]
        yield None if len(sent) == 1 else Defect("The form needs exactly one button that sends it.", start_tag(form))


def _field_problems(kind: FormKind, name: str, control: Element) -> Iterator[str]:
    field = field_of(kind, name)
    if field is None:
        yield f"The receiver of {kind} knows no field {name}."
        return
    if ("required" in control.attrs) != field.required:
        yield f"The field {name} should {'' if field.required else 'not '}be required."
    if control.tag == "input" and control.attr("type") not in {field.input_type, None, "text"}:
        yield f"The field {name} should have the type {field.input_type}."
    if control.tag == "input" and control.attr("type") in {None, "text"} and field.input_type not in {None, "text"}:
        yield f"The field {name} should have the type {field.input_type}."
    longest = control.attr("maxlength")
    if longest is not None and longest != str(field.max_length):
        yield f"The field {name} should have a maxlength of {field.max_length}."
    if (control.attr("autocomplete") or "off") != field.autocomplete:
        yield f"The field {name} should have autocomplete={field.autocomplete}."


@page_rule("autocomplete", "Every autocomplete value is one that HTML knows.")
def autocomplete(page: Page) -> Iterator[Look]:
    """WHATWG HTML, 4.10.18.7.1; WCAG 2.2, 1.3.5."""
    for control in page.named(*CONTROLS):
        value = control.attr("autocomplete")
        if value is not None:
            yield (
                None
                if is_autofill(value)
                else Defect(f"autocomplete={value!r} is no autofill detail.", start_tag(control))
            )


@site_rule("form-privacy", "Every form links to the privacy page, and leads to a page that says thanks.")
def form_privacy(site: ProducedSite) -> Iterator[Look]:
    """What the receiver was told fits the forms that there are."""
    kinds = {kind for page in site.pages for _, kind in posted(page)}
    told = set(site.forms.kinds) if site.forms else set()
    if kinds or told:
        yield None if kinds == told else Defect(f"The receiver expects the forms {sorted(told)}.", str(sorted(kinds)))
        thanks = file_of(site.forms.thanks_path) if site.forms else ""
        fine = thanks in site.page_at and thanks not in {"/index.html", "/404.html"}
        yield None if fine else Defect("There is no page to lead to after a form.", thanks, thanks)
    privacy = [path for path, kind in site.page_kinds.items() if kind is PageKind.PRIVACY]
    for page in site.pages:
        for form, _ in posted(page) if site.plan else ():
            links = {file_of((link.attr("href") or "").partition("#")[0]) for link in form.iter_elements("a")}
            yield None if links & set(privacy) else Defect("The form has no link to the privacy page.", path=page.path)


RULES = (form_target, form_envelope, form_fields, autocomplete, form_privacy)
