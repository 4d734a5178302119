"""The page of a form that could not be taken."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from turbohtml import Document, parse
from turbohtml.conformance import check

from code24.forms.models import FormKind
from code24.forms.refilling import refilled
from code24.forms.words import form_words

LABELS = form_words("en").labels
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Book</title></head><body><main>
<form class="form" method="post" action="/api/form/newsletter"><input type="hidden" name="section" value="news">
<input type="email" id="news-email" name="email" required></form>
<form class="form" method="post" action="/api/form/booking" accept-charset="utf-8">
<input type="hidden" name="page" value="/book/"><input type="hidden" name="section" value="book">
<input type="hidden" name="stamp" value="STAMP">
<div class="field"><label for="book-wish">Wish</label><div class="select"><select id="book-wish" name="wish">
<option value="">Please choose</option><option>Cut &amp; colour</option><option>Shave</option></select></div></div>
<div class="field"><label for="book-date">Date</label>
<input type="date" id="book-date" name="date" required aria-describedby="book-date-hint">
<p class="hint" id="book-date-hint">Soon</p></div>
<div class="field"><label for="book-time">Time</label><input type="time" id="book-time" name="time" required></div>
<div class="field"><label for="book-name">Name</label><input type="text" id="book-name" name="name" required></div>
<label for="book-email">Email</label><input type="email" id="book-email" name="email" required>
<div class="field"><label for="book-note">Note</label><textarea id="book-note" name="note"></textarea></div>
<button type="submit">Request booking</button></form></main></body></html>
"""
TYPED = {
    "wish": "Cut & colour", "date": "yesterday", "time": "18:30", "name": '"><script>alert(1)</script>',
    "email": "jane", "note": "\nFirst\r\n</textarea><b>x",
}  # fmt: skip
FAULTS = {"date": "Please enter a date that exists.", "email": "Please enter a complete email address."}


def shown(page: str = PAGE, **changes: Any) -> Document:
    given_: dict[str, Any] = {"summary": "Please check:", "faults": FAULTS, "labels": LABELS, "language": "en"}
    html = refilled(page, FormKind.BOOKING, "book", TYPED, **given_ | changes)
    assert html is not None
    return parse(html)


def attribute(document: Document, selector: str, name: str) -> object:
    element = document.select_one(selector)
    assert element is not None, selector
    return element.attr(name)


def test_what_was_typed_is_there_again() -> None:
    document = shown()
    assert attribute(document, "#book-name", "value") == TYPED["name"]
    assert attribute(document, "#book-time", "value") == "18:30"
    note = document.select_one("#book-note")
    assert note is not None
    assert note.text == "\nFirst\n</textarea><b>x"
    assert [option.text for option in document.select("option[selected]")] == ["Cut & colour"]
    assert document.select("script, main b") == []


def test_faults_stand_at_their_fields() -> None:
    document = shown()
    assert attribute(document, "#book-date", "aria-invalid") == "true"
    assert attribute(document, "#book-date", "aria-describedby") == "book-date-hint book-date-error"
    assert attribute(document, "#book-email", "aria-describedby") == "book-email-error"
    assert attribute(document, "#book-time", "aria-invalid") is None
    errors = {str(each.attr("id")): each.text for each in document.select("p.field-error")}
    assert errors == {f"book-{name}-error": text for name, text in FAULTS.items()}
    after_hint = document.select_one(".field > .hint + .field-error")
    assert after_hint is not None, "inside what keeps label, control and hint together"
    after_control = document.select_one("#book-email + .field-error")
    assert after_control is not None, "and right behind the control where nothing does"


def test_a_summary_comes_first_and_leads_to_the_fields() -> None:
    document = shown()
    form = document.select('form[action="/api/form/booking"]')[0]
    first = next(iter(form.iter_elements()))
    first = next(each for each in form.select("*") if each is not form)
    assert (first.tag, first.attr("role"), first.attr("tabindex")) == ("div", "alert", "-1")
    assert first.attr("autofocus") is not None
    links = [(link.attr("href"), link.text) for link in first.select("a")]
    assert links == [
        ("#book-date", f"Date – {FAULTS['date']}"),  # noqa: RUF001
        ("#book-email", f"Email – {FAULTS['email']}"),  # noqa: RUF001
    ]
    assert all(document.select_one(str(href)) for href, _ in links)


def test_without_faults_the_summary_says_why() -> None:
    document = shown(faults={}, summary="Please send it again.")
    box = document.select_one(".form-errors")
    assert box is not None
    assert (box.text.strip(), box.select("a")) == ("Please send it again.", [])


def test_other_forms_of_the_page_stay_as_they_are() -> None:
    assert attribute(shown(), "#news-email", "value") is None
    assert len(shown().select(".form-errors")) == 1


def test_words_of_another_language_are_marked() -> None:
    document = shown(language="de")
    assert attribute(document, ".form-errors", "lang") == "de"
    assert {each.attr("lang") for each in document.select(".field-error")} == {"de"}
    assert attribute(shown(), ".form-errors", "lang") is None


def test_a_box_that_was_ticked_stays_ticked() -> None:
    page = (
        '<html lang=en><form action="/api/form/newsletter"><input name=section value=n><input id=n-email name=email>'
        "<input type=checkbox name=consent id=n-consent value=yes></form>"
    )
    for typed, expected in (("yes", True), ("", False)):
        html = refilled(
            page, FormKind.NEWSLETTER, "n", {"consent": typed}, summary="", faults={}, labels=LABELS, language="en"
        )
        assert html is not None
        box = parse(html).select_one("#n-consent")
        assert box is not None
        assert (box.attr("checked") is not None) is expected
        assert box.attr("value") == "yes"


@pytest.mark.parametrize(
    ("form", "section"), [(FormKind.BOOKING, "news"), (FormKind.CONTACT, "book"), (FormKind.NEWSLETTER, "book")]
)
def test_a_page_without_that_form_is_not_shown(form: FormKind, section: str) -> None:
    assert refilled(PAGE, form, section, {}, summary="", faults={}, labels=LABELS, language="en") is None


def test_a_field_that_the_page_leaves_out_is_left_out() -> None:
    document = shown(faults=FAULTS | {"people": "Please enter a whole number."})
    assert len(document.select(".field-error")) == 2


@given(st.fixed_dictionaries({name: st.text() for name in TYPED}))
def test_whatever_is_typed_the_page_keeps_its_structure(typed: dict[str, str]) -> None:
    html = refilled(
        PAGE, FormKind.BOOKING, "book", typed, summary="Check:", faults=FAULTS, labels=LABELS, language="en"
    )
    assert html is not None
    document, before = parse(html), parse(PAGE)
    own = [each.tag for each in document.select("*") if not each.closest(".form-errors, .field-error")]
    assert own == [each.tag for each in before.select("*")]
    assert attribute(document, 'input[name="stamp"]', "value") == "STAMP"
    assert check(document).valid
