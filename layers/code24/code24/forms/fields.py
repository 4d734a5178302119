"""What each form asks: the one list that the pages' markup, the receiver, the owner's mail and the export follow.

A page may leave a form's optional fields out (`people`, where nobody comes in company); the required ones are always
there. A booking is for a visit at a time or for a stay over nights: a page asks for the one or the other.
"""

from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum

from code24.forms.models import FormKind


class FieldType(StrEnum):
    """What a field holds, and so how it is checked."""

    LINE = "line"
    EMAIL = "email"
    PHONE = "phone"
    DATE = "date"
    """`2026-05-31`, today or later."""
    TIME = "time"
    """`18:30`."""
    NUMBER = "number"
    """A whole number from `least` to `most`."""
    CHOICE = "choice"
    """One of the site's offers, as a list; a line of text on a site without offers. The offer's name is sent."""
    PROSE = "prose"
    """Text that may span lines."""
    CONSENT = "consent"
    """A checkbox that has to be ticked where it is required; sent as `yes`."""


class Occasion(StrEnum):
    """What is booked."""

    VISIT = "visit"
    """It has a day and a time."""
    STAY = "stay"
    """It has days of arrival and departure."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form."""

    name: str
    """As it is sent, stored and exported."""
    type: FieldType
    required: bool
    max_length: int
    """Characters."""
    autocomplete: str = "off"
    """HTML's autofill detail (HTML, 4.10.18.7.1)."""
    least: int | None = None
    most: int | None = None
    occasion: Occasion | None = None
    """Asked for this one only; None is asked for both."""

    @property
    def input_type(self) -> str | None:
        """The `type` of the HTML input; None where the control is a `select` or a `textarea`."""
        match self.type:
            case FieldType.LINE:
                return "text"
            case FieldType.PHONE:
                return "tel"
            case FieldType.CONSENT:
                return "checkbox"
            case FieldType.CHOICE | FieldType.PROSE:
                return None
            case FieldType.EMAIL | FieldType.DATE | FieldType.TIME | FieldType.NUMBER:
                return self.type.value


HONEYPOT = "website"
"""The field that people never see, and that programs fill in."""
STAMP = "stamp"
PAGE = "page"
SECTION = "section"
ENVELOPE = (PAGE, SECTION, STAMP, HONEYPOT)
"""What every form sends besides its fields."""
ANCHOR_LENGTH = 120
"""Characters of a section's id at most."""
PAGE_LENGTH = 200
"""Characters of a page's path at most."""
STAMP_PLACEHOLDER = "code24-stamp"
"""What stands in a page until it is served."""
ACCEPTED = "yes"
"""What a ticked box sends."""

_NAME = Field("name", FieldType.LINE, required=True, max_length=100, autocomplete="name")
_EMAIL = Field("email", FieldType.EMAIL, required=True, max_length=254, autocomplete="email")
_PHONE = Field("phone", FieldType.PHONE, required=False, max_length=32, autocomplete="tel")
_NOTE = Field("note", FieldType.PROSE, required=False, max_length=2_000)
_WANTED = Field("wanted", FieldType.DATE, required=False, max_length=10)

FORMS: dict[FormKind, tuple[Field, ...]] = {
    FormKind.CONTACT: (
        _NAME,
        _EMAIL,
        _PHONE,
        Field("message", FieldType.PROSE, required=True, max_length=4_000),
    ),
    FormKind.BOOKING: (
        Field("wish", FieldType.CHOICE, required=False, max_length=200),
        Field("date", FieldType.DATE, required=True, max_length=10, occasion=Occasion.VISIT),
        Field("time", FieldType.TIME, required=True, max_length=8, occasion=Occasion.VISIT),
        Field("arrival", FieldType.DATE, required=True, max_length=10, occasion=Occasion.STAY),
        Field("departure", FieldType.DATE, required=True, max_length=10, occasion=Occasion.STAY),
        Field("people", FieldType.NUMBER, required=False, max_length=4, least=1, most=999),
        _NAME,
        _EMAIL,
        _PHONE,
        _NOTE,
    ),
    FormKind.QUOTE: (
        Field("subject", FieldType.CHOICE, required=False, max_length=200),
        Field("description", FieldType.PROSE, required=True, max_length=4_000),
        Field("place", FieldType.LINE, required=False, max_length=160, autocomplete="postal-code"),
        _WANTED,
        _NAME,
        _EMAIL,
        _PHONE,
    ),
    FormKind.NEWSLETTER: (
        _EMAIL,
        Field("name", FieldType.LINE, required=False, max_length=100, autocomplete="name"),
        Field("consent", FieldType.CONSENT, required=True, max_length=3),
    ),
    FormKind.ORDER: (
        Field("what", FieldType.CHOICE, required=True, max_length=200),
        Field("quantity", FieldType.NUMBER, required=True, max_length=4, least=1, most=999),
        _WANTED,
        _NAME,
        _EMAIL,
        _PHONE,
        _NOTE,
    ),
}
"""The fields of each form, in the order in which they are asked."""


def asked(form: FormKind, occasion: Occasion) -> tuple[Field, ...]:
    """The fields of a form on a page for one occasion."""
    return tuple(field for field in FORMS[form] if field.occasion in {None, occasion})


def occasion_of(form: FormKind, names: Container[str]) -> Occasion:
    """The occasion of a form of which fields with these names came, filled in or not.

    It is a stay where days of arrival or departure came and no day of a visit did.
    """
    came = any(field.occasion is Occasion.STAY and field.name in names for field in FORMS[form])
    return Occasion.STAY if came and "date" not in names else Occasion.VISIT


def field_of(form: FormKind, name: str) -> Field | None:
    """The field of this name, if the form has one."""
    return next((field for field in FORMS[form] if field.name == name), None)
