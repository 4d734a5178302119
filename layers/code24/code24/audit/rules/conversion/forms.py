"""Forms: short, easy on a phone, and clear about what is sent."""

import re
from collections.abc import Iterator

from turbohtml import Element

from code24.audit.models import Category, Severity
from code24.audit.rule import Defect, Look, page_rule
from code24.website.calls import fields_of, forms_of, hint_of, is_call, label_of, language_of, says_nothing
from code24.website.page import Page
from code24.website.website import Website

MOST_FIELDS = 7
_BAYMARD = "Baymard Institute"
_KINDS = {
    "email": re.compile(r"e-?mail|courriel|correo"),
    "tel": re.compile(r"phone|mobile|\btel\b|telefon|téléph|telef"),
}
_FILLED = {
    "name": re.compile(r"\b(?:your |full )?name\b|\bnom\b|\bnombre\b|\bnome\b"),
    "email": _KINDS["email"],
    "tel": _KINDS["tel"],
}
_PRIVACY = re.compile(r"privacy|datenschutz|confidentialit|privacidad|privacidade|riservatezza", re.IGNORECASE)


@page_rule(
    "form-fields-few",
    Category.CONVERSION,
    Severity.MODERATE,
    "Forms ask for little",
    (_BAYMARD, "Checkout form fields"),
)
def few(page: Page, website: Website) -> Iterator[Look]:
    for form, fields in forms_of(page):
        asked = {field.attr("name") or str(index) for index, field in enumerate(fields)}
        yield (
            Defect(f"The form asks for {len(asked)} things; every one above {MOST_FIELDS} loses visitors.", form)
            if len(asked) > MOST_FIELDS
            else None
        )


@page_rule(
    "form-input-types",
    Category.CONVERSION,
    Severity.MODERATE,
    "Fields bring up the right keyboard on phones",
    ("HTML", "4.10.5.1"),
    (_BAYMARD, "Touch keyboards"),
)
def keyboards(page: Page, website: Website) -> Iterator[Look]:
    for _, fields in forms_of(page):
        for field in fields:
            wanted = next((kind for kind, hint in _KINDS.items() if hint.search(hint_of(field))), None)
            if field.tag != "input" or wanted is None:
                continue
            given = (field.attr("type") or "text").lower()
            yield (
                Defect(f"The field is type={given}; type={wanted} brings up the right keyboard.", field)
                if given == "text" and (field.attr("inputmode") or "") != wanted
                else None
            )


@page_rule(
    "form-autocomplete",
    Category.CONVERSION,
    Severity.MODERATE,
    "Browsers can fill in what they know",
    ("HTML", "4.10.18.7"),
    ("WCAG 2.2", "1.3.5"),
    fix="form-autocomplete",
)
def filled_in(page: Page, website: Website) -> Iterator[Look]:
    for _, fields in forms_of(page):
        for field in fields:
            wanted = autocomplete_of(field)
            if wanted:
                missing = field.attr("autocomplete") is None
                yield Defect(f"autocomplete={wanted} lets browsers fill it in.", field) if missing else None


def autocomplete_of(field: Element) -> str | None:
    """The autofill field name (WHATWG HTML, 4.10.18.7.1) that a control plainly asks for, if it does."""
    if field.tag != "input" or (field.attr("type") or "text").lower() not in {"text", "email", "tel"}:
        return None
    hint = " ".join((field.attr("name") or "", field.attr("id") or "", field.attr("placeholder") or "")).casefold()
    typed = (field.attr("type") or "").lower()
    if typed in {"email", "tel"}:
        return typed
    return next((name for name, pattern in _FILLED.items() if pattern.search(hint)), None)


@page_rule(
    "form-submit-words",
    Category.CONVERSION,
    Severity.MINOR,
    "The button of a form says what is sent",
    ("Nielsen Norman Group", "OK-Cancel or Cancel-OK"),
)
def submit_words(page: Page, website: Website) -> Iterator[Look]:
    language = language_of(page)
    for form, _ in forms_of(page):
        for control in form.select("button, input"):
            if is_call(control) and label_of(control):
                vague = says_nothing(label_of(control), "generic", language)
                yield Defect(f"“{label_of(control)}” does not say what is sent.", control) if vague else None


@page_rule(
    "form-can-be-sent",
    Category.CONVERSION,
    Severity.SERIOUS,
    "Every form has a button that sends it",
    ("WCAG 2.2", "3.2.2"),
)
def sendable(page: Page, website: Website) -> Iterator[Look]:
    for form, _ in forms_of(page):
        identifier = form.attr("id")
        outside = [b for b in page.named("button", "input") if identifier and b.attr("form") == identifier]
        sends = any(is_call(control) for control in [*form.select("button, input"), *outside])
        yield None if sends else Defect("The form has no button that sends it.", form)


@page_rule(
    "form-reset",
    Category.CONVERSION,
    Severity.MINOR,
    "No button throws away what was typed",
    ("Nielsen Norman Group", "Reset and Cancel Buttons"),
)
def no_reset(page: Page, website: Website) -> Iterator[Look]:
    for form, _ in forms_of(page):
        resets = form.select("button[type=reset], input[type=reset]")
        yield Defect("The button empties the whole form; leave it out.", resets[0]) if resets else None


@page_rule(
    "form-privacy",
    Category.CONVERSION,
    Severity.MODERATE,
    "A page that asks for personal data says what happens to them",
    ("GDPR", "Article 13"),
)
def privacy(page: Page, website: Website) -> Iterator[Look]:
    asks = [form for form, _ in forms_of(page) if any(autocomplete_of(field) for field in fields_of(form))]
    if not asks:
        return
    linked = any(_PRIVACY.search(f"{link.attr('href')} {link.text}") for link in page.named("a"))
    yield None if linked else Defect("The form asks for personal data, and no privacy policy is linked.", asks[0])


RULES = (few, keyboards, filled_in, submit_words, sendable, no_reset, privacy)
