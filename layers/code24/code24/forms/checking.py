"""Whether what somebody sent is what a form asks for, and in which spelling it is kept."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from email_validator import EmailNotValidError, validate_email

from code24.forms.fields import ACCEPTED, Field, FieldType, asked, occasion_of
from code24.forms.models import FormKind
from code24.types import is_printable

type Sent = Mapping[str, Sequence[str]]
"""Every value that came under a name."""

_PHONE = re.compile(r"\+?[0-9 ()./-]+", re.ASCII)
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DIGITS = (4, 17)
"""Digits of a phone number: short internal ones, and E.164's fifteen with an international prefix."""
_AHEAD = timedelta(days=2 * 366)
_BEHIND = timedelta(days=1)
"""Where it is still yesterday (UTC-12), yesterday is not past."""
_MOST_MARKS = 30
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs without ink (Hangul fillers, the blank Braille pattern)."""
_TICKS = frozenset({ACCEPTED, "on", "true", "1"})


@dataclass(frozen=True)
class Fault:
    """What is wrong with a field: the name of a text in `words.FieldMessages`, and the numbers in it."""

    message: str
    numbers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Checked:
    """The fields of a form: those that are right, in the spelling that is kept, and what is wrong with the others.

    Fields that may stay empty and did are in neither.
    """

    fields: Mapping[str, str]
    faults: Mapping[str, Fault]


class _Faulty(Exception):
    def __init__(self, message: str, **numbers: int) -> None:
        super().__init__(message)
        self.fault = Fault(message, numbers)


def checked(form: FormKind, sent: Sent, today: date) -> Checked:
    """Check each field of a form; what is sent besides is left out, as are fields of another occasion."""
    fields, faults = dict[str, str](), dict[str, Fault]()
    for each in asked(form, occasion_of(form, sent)):
        try:
            if value := _value(each, sent.get(each.name, ()), today):
                fields[each.name] = value
        except _Faulty as faulty:
            faults[each.name] = faulty.fault
    if fields.get("departure", "9999") <= fields.get("arrival", ""):  # ISO dates sort as text
        faults["departure"] = Fault("departure")
        del fields["departure"]
    return Checked(fields, faults)


def _value(asked_for: Field, sent: Sequence[str], today: date) -> str:
    if len(sent) > 1:
        raise _Faulty("repeated")
    text = "".join(sent).replace("\r\n", "\n").replace("\r", "\n").strip()
    if _is_heaped(text):
        raise _Faulty("characters")
    text = unicodedata.normalize("NFC", text)
    if _is_blank(text) or (asked_for.type is FieldType.CONSENT and text not in _TICKS):
        if asked_for.required:
            raise _Faulty("consent" if asked_for.type is FieldType.CONSENT else "required")
        return ""
    if not is_printable(text):
        raise _Faulty("characters")
    if asked_for.type is not FieldType.PROSE and re.search(r"[\n\t]", text):
        raise _Faulty("one_line")
    if len(text) > asked_for.max_length:
        raise _Faulty("too_long", most=asked_for.max_length, count=len(text))
    return _SPELLINGS[asked_for.type](text, asked_for, today)


def _is_heaped(text: str) -> bool:
    """True where more marks stand on one character than any language needs (UAX 15, stream-safe text).

    Such text reaches over the lines around it, and normalising it takes time that grows with its square.
    """
    marks = 0
    for each in "" if text.isascii() else text:
        marks = marks + 1 if unicodedata.combining(each) else 0
        if marks > _MOST_MARKS:
            return True
    return False


def _is_blank(text: str) -> bool:
    """True for text in which nothing can be seen."""
    return all(each.isspace() or each in _FILLERS or unicodedata.category(each) == "Cf" for each in text)


def _email(text: str, _: Field, today: date) -> str:
    """Answers go there, so it has to be an address that SES takes: ASCII before the @, no special-use domain."""
    try:
        return validate_email(text, allow_smtputf8=False, check_deliverability=False, strict=True).normalized
    except EmailNotValidError as error:
        raise _Faulty("email") from error


def _phone(text: str, _: Field, today: date) -> str:
    text = _with_ascii_digits(text)
    digits = sum(map(str.isdigit, text))
    if not _PHONE.fullmatch(text) or not _DIGITS[0] <= digits <= _DIGITS[1]:
        raise _Faulty("phone")
    return text


def _date(text: str, _: Field, today: date) -> str:
    text = _with_ascii_digits(text)
    try:
        day = date.fromisoformat(text if _DATE.fullmatch(text) else "")
    except ValueError as error:
        raise _Faulty("date") from error
    if day < today - _BEHIND:
        raise _Faulty("past")
    if day > today + _AHEAD:
        raise _Faulty("far")
    return day.isoformat()


def _time(text: str, _: Field, today: date) -> str:
    if not (found := _TIME.fullmatch(_with_ascii_digits(text))):
        raise _Faulty("time")
    return f"{int(found[1]):02d}:{found[2]}"


def _number(text: str, asked_for: Field, _: date) -> str:
    text = _with_ascii_digits(text)
    least, most = asked_for.least or 0, asked_for.most or 0
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII) or not least <= int(text) <= most:
        raise _Faulty("number", least=least, most=most)
    return str(int(text))


def _with_ascii_digits(text: str) -> str:
    """Digits of any script as ASCII: keyboards in Cairo and Delhi have others."""
    return "".join(str(unicodedata.decimal(each, each)) for each in text)


def _ticked(text: str, _: Field, today: date) -> str:
    return ACCEPTED


def _as_it_is(text: str, _: Field, today: date) -> str:
    return text


_SPELLINGS: Mapping[FieldType, Callable[[str, Field, date], str]] = {
    FieldType.LINE: _as_it_is,
    FieldType.CHOICE: _as_it_is,
    FieldType.PROSE: _as_it_is,
    FieldType.EMAIL: _email,
    FieldType.PHONE: _phone,
    FieldType.DATE: _date,
    FieldType.TIME: _time,
    FieldType.NUMBER: _number,
    FieldType.CONSENT: _ticked,
}
"""How what is right is kept. Each raises `_Faulty` for what is not."""
