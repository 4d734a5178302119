"""What is accepted from a form, and in which spelling it is kept."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.forms.checking import Checked, Fault, checked
from code24.forms.fields import FORMS, Occasion, asked, occasion_of
from code24.forms.models import FormKind
from code24.types import is_printable
from tests.timing import cpu_seconds

TODAY = date(2026, 3, 1)
CONTACT = {"name": "Jane Doe", "email": "jane@example.org", "message": "Hello"}
BOOKING = {"name": "Jane Doe", "email": "jane@example.org", "date": "2026-03-02", "time": "18:30"}
STAY = {"name": "Jane Doe", "email": "jane@example.org", "arrival": "2026-03-02", "departure": "2026-03-05"}
ORDER = {"what": "Ember Loaf", "quantity": "2", "name": "Jane", "email": "jane@example.org"}


def check(form: FormKind, base: dict[str, str], **changes: str) -> Checked:
    return checked(form, {name: [value] for name, value in (base | changes).items()}, TODAY)


def fault(form: FormKind, base: dict[str, str], **changes: str) -> Fault:
    [found] = check(form, base, **changes).faults.values()
    return found


def test_what_is_right_is_kept() -> None:
    assert check(FormKind.CONTACT, CONTACT) == Checked(CONTACT, {})
    assert check(FormKind.ORDER, ORDER, note="Sliced, please").fields == ORDER | {"note": "Sliced, please"}


def test_required_fields_may_not_be_empty() -> None:
    for form in FORMS:
        found = checked(form, {}, TODAY)
        assert set(found.faults) == {field.name for field in asked(form, Occasion.VISIT) if field.required}
        assert found.fields == {}
    assert fault(FormKind.CONTACT, CONTACT, message=" \r\n\t ") == Fault("required")
    assert fault(FormKind.NEWSLETTER, {"email": "a@example.org"}) == Fault("consent")
    assert fault(FormKind.NEWSLETTER, {"email": "a@example.org"}, consent="no") == Fault("consent")


def test_a_booking_is_for_a_time_or_for_nights() -> None:
    assert check(FormKind.BOOKING, BOOKING) == Checked(BOOKING, {})
    assert check(FormKind.BOOKING, STAY, people="2").fields == STAY | {"people": "2"}
    assert check(FormKind.BOOKING, STAY, arrival="", departure="").faults.keys() == {"arrival", "departure"}
    assert fault(FormKind.BOOKING, {name: STAY[name] for name in STAY if name != "departure"}) == Fault("required")
    assert check(FormKind.BOOKING, BOOKING | STAY).fields == BOOKING, "no page asks for both"
    assert check(FormKind.BOOKING, BOOKING | STAY, date="").faults == {"date": Fault("required")}
    assert check(FormKind.CONTACT, CONTACT, arrival="2026-03-02").fields == CONTACT


@pytest.mark.parametrize("departure", ["2026-03-02", "2026-03-01"])
def test_nobody_leaves_before_they_have_come(departure: str) -> None:
    found = check(FormKind.BOOKING, STAY, departure=departure)
    assert found.faults == {"departure": Fault("departure")}
    assert found.fields["arrival"] == STAY["arrival"]
    assert check(FormKind.BOOKING, STAY, departure="2026-03-03").faults == {}


def test_days_of_a_stay_are_checked_like_other_days() -> None:
    assert fault(FormKind.BOOKING, STAY, arrival="2026-02-27") == Fault("past")
    assert fault(FormKind.BOOKING, STAY, departure="2026-02-30") == Fault("date")
    assert fault(FormKind.BOOKING, STAY, departure="2028-03-04") == Fault("far")


@pytest.mark.parametrize("text", ["\u200b", "\u2060\u200d", "\u3164", "\u00a0\u115f \u2800"])
def test_a_required_field_holds_something_that_can_be_seen(text: str) -> None:
    assert fault(FormKind.CONTACT, CONTACT, name=text) == Fault("required")
    assert "phone" not in check(FormKind.CONTACT, CONTACT, phone=text).fields


def test_heaps_of_marks_are_refused_before_they_take_time() -> None:
    """Normalising 30,000 of them takes seconds; Vietnamese, Thai and Hebrew have two or three on a letter."""
    heap = "a" + "\u0301" * 15_000 + "\u0316" * 15_000
    assert fault(FormKind.CONTACT, CONTACT, message=heap) == Fault("characters")
    assert cpu_seconds(lambda: fault(FormKind.CONTACT, CONTACT, message=heap)) < 0.5
    for name in ("Nguye\u0302\u0303n", "\u0e01\u0e33\u0e25\u0e31\u0e07", "\u05d9\u05b0\u05e8\u05d5\u05bc"):
        assert check(FormKind.CONTACT, CONTACT, name=name).fields["name"] == unicodedata.normalize("NFC", name)


def test_unknown_fields_are_left_out() -> None:
    assert check(FormKind.CONTACT, CONTACT, admin="true", date="x").fields == CONTACT


def test_a_field_that_comes_twice_is_not_guessed_at() -> None:
    sent = {"name": ["Jane", "Joe"], "email": ["jane@example.org"], "message": ["Hello"]}
    assert checked(FormKind.CONTACT, sent, TODAY).faults == {"name": Fault("repeated")}


@pytest.mark.parametrize("name", ["Jane\r\nBcc: all@example.org", "Jane\nDoe", "Jane\rDoe", "Jane\tDoe"])
def test_a_name_cannot_become_a_header(name: str) -> None:
    assert fault(FormKind.CONTACT, CONTACT, name=name) == Fault("one_line")


@pytest.mark.parametrize(
    "email",
    [
        "jane", "jane@", "@example.org", "jane@example", "a b@example.org", "jane@example.org,joe@example.org",
        "jane@example.org\u200b", "jane@[127.0.0.1]", '"a b"@example.org', "jane@localhost", "jane@example..org",
        "Jane <jane@example.org>", "jörg@example.org", "jane@-example.org", "x" * 65 + "@example.org",
    ],
)  # fmt: skip
def test_only_addresses_that_can_be_answered(email: str) -> None:
    assert fault(FormKind.CONTACT, CONTACT, email=email) == Fault("email")


@pytest.mark.parametrize("email", ["jane@example.org\r\nBcc: x@example.org", "jane@example.org\n\nHello"])
def test_an_address_cannot_become_a_header(email: str) -> None:
    assert fault(FormKind.CONTACT, CONTACT, email=email) == Fault("one_line")


def test_addresses_are_kept_in_one_spelling() -> None:
    fields = check(FormKind.CONTACT, CONTACT, email=" Jane.Doe@EXAMPLE.org ").fields
    assert fields["email"] == "Jane.Doe@example.org"
    assert check(FormKind.CONTACT, CONTACT, email="jane@bücher.example.org").fields["email"].endswith("example.org")


@pytest.mark.parametrize("phone", ["+49 (30) 23125-000", "01632 960218", "030/23125 000", "١٢٣٤٥٦"])
def test_phone_numbers(phone: str) -> None:
    kept = check(FormKind.CONTACT, CONTACT, phone=phone).fields["phone"]
    assert kept.isascii()
    assert len(kept) == len(phone)


@pytest.mark.parametrize("phone", ["123", "call me", "+", "++4912345", "=1+1234", "1" * 18, "12345;6"])
def test_no_phone_numbers(phone: str) -> None:
    assert fault(FormKind.CONTACT, CONTACT, phone=phone) == Fault("phone")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2026-02-30", "date"), ("01.03.2026", "date"), ("20260301", "date"), ("2026-W09-7", "date"), ("soon", "date"),
        ("2026-02-27", "past"), ("1999-12-31", "past"), ("2028-03-04", "far"), ("9999-12-31", "far"),
    ],
)  # fmt: skip
def test_dates_that_cannot_be(text: str, message: str) -> None:
    assert fault(FormKind.BOOKING, BOOKING, date=text) == Fault(message)


@pytest.mark.parametrize(
    "text", ["2026-02-28", "2026-03-01", "2028-03-01", "\uff12\uff10\uff12\uff16-\uff10\uff13-\uff10\uff12"]
)
def test_dates_that_can_be(text: str) -> None:
    kept = check(FormKind.BOOKING, BOOKING, date=text).fields["date"]
    assert kept == unicodedata.normalize("NFKC", text)


@pytest.mark.parametrize(
    ("text", "kept"), [("18:30", "18:30"), ("8:05", "08:05"), ("23:59:59", "23:59"), ("00:00", "00:00")]
)
def test_times(text: str, kept: str) -> None:
    assert check(FormKind.BOOKING, BOOKING, time=text).fields["time"] == kept


@pytest.mark.parametrize("text", ["24:00", "18.30", "18:60", "noon", "18:30:61", "-1:00"])
def test_no_times(text: str) -> None:
    assert fault(FormKind.BOOKING, BOOKING, time=text) == Fault("time")


@pytest.mark.parametrize("text", ["0", "1000", "-1", "1.5", "2e2", "two", "1" * 4 + "9"])
def test_numbers_out_of_range(text: str) -> None:
    found = fault(FormKind.ORDER, ORDER, quantity=text)
    assert found in (Fault("number", {"least": 1, "most": 999}), Fault("too_long", {"most": 4, "count": len(text)}))


def test_numbers_in_range() -> None:
    assert check(FormKind.ORDER, ORDER, quantity="007").fields["quantity"] == "7"
    assert check(FormKind.ORDER, ORDER, quantity="٤٢").fields["quantity"] == "42"


def test_what_is_too_long_says_by_how_much() -> None:
    assert fault(FormKind.CONTACT, CONTACT, name="x" * 101) == Fault("too_long", {"most": 100, "count": 101})
    assert check(FormKind.CONTACT, CONTACT, name="ü" * 100).faults == {}


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x7f", "\x85", "\u202e", "\u2066", "\u2028", "\ufeff"])
def test_characters_that_hide_or_turn_around_text(character: str) -> None:
    assert fault(FormKind.CONTACT, CONTACT, message=f"a{character}b") == Fault("characters")


def test_line_breaks_of_a_message_are_kept_in_one_spelling() -> None:
    assert check(FormKind.CONTACT, CONTACT, message=" a\r\nb\rc\n").fields["message"] == "a\nb\nc"


def test_ticked_boxes() -> None:
    for tick in ("yes", "on"):
        fields = check(FormKind.NEWSLETTER, {"email": "a@example.org"}, consent=tick).fields
        assert fields == {"email": "a@example.org", "consent": "yes"}


@given(
    form=st.sampled_from(FormKind),
    sent=st.dictionaries(
        st.sampled_from(sorted({field.name for fields in FORMS.values() for field in fields} | {"other"})),
        st.lists(st.text(max_size=300), max_size=3),
    ),
)
def test_whatever_comes_what_is_kept_is_clean(form: FormKind, sent: dict[str, list[str]]) -> None:
    found = checked(form, sent, TODAY)
    known = {field.name: field for field in FORMS[form]}
    assert found.fields.keys() | found.faults.keys() <= known.keys()
    assert not found.fields.keys() & found.faults.keys()
    expected = {field.name for field in asked(form, occasion_of(form, sent)) if field.required}
    assert found.faults.keys() | found.fields.keys() >= expected
    for name, value in found.fields.items():
        assert value
        assert value == value.strip()
        assert len(value) <= known[name].max_length
        assert is_printable(value)
        assert "\r" not in value
        assert name in {"message", "note", "description"} or "\n" not in value
    again = checked(form, {name: [value] for name, value in found.fields.items()}, TODAY)
    assert again.fields == found.fields, "what is kept is accepted as it is"
