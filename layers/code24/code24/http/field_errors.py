"""What pydantic found wrong with a request, in the wire's names and in words that say what would be right."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

SHOWN = 50
"""Errors that one answer lists at most."""

_FORMS = {
    "language": "must be a language tag such as `en`, `de` or `pt-BR`",
    "colors": "must be a colour as `#rrggbb`, such as `#0a7d5c`",
    "phone": "must be a phone number of digits, spaces and `( ) . / -`, such as `+49 30 1234567`",
    "country": "must be two capital letters (ISO 3166-1), such as `DE`",
    "openingHours": "must read like `Mo-Fr 09:00-18:00` or `Sa,Su 10:00-14:00`",
    "origin": "must be an address without a path, such as `https://www.example.com`",
    "uploadId": "must be the id of an upload: `u` and 16 characters of 0-9 and a-z",
    "siteId": "must be the id of a site: `s` and 12 characters of 0-9 and a-z",
    "releaseId": "must be the id of a release: `r` and 10 characters of 0-9 and a-z",
    "Idempotency-Key": "must be 1 to 255 printable ASCII characters",
}
"""What each field that has a pattern should look like: people cannot read regular expressions."""

_WORDS = {
    "missing": "is required",
    "extra_forbidden": "is not a field of this request; remove it or correct its name",
    "string_type": "must be a text",
    "string_unicode": "must be valid Unicode text",
    "bool_type": "must be true or false",
    "tuple_type": "must be a JSON array",
    "model_type": "must be a JSON object",
    "model_attributes_type": "must be a JSON object",
    "union_tag_not_found": "is required",
}
"""Kinds of errors in plain words; pydantic's own words serve for the others."""

_KIND_ERRORS = {"union_tag_invalid", "union_tag_not_found"}


@dataclass(frozen=True)
class FieldError:
    """One wrong field."""

    field: str
    """In dotted form (`contact.openingHours.0`), or a header's or query parameter's name; `body` for the whole body."""
    message: str
    pointer: str | None
    """JSON Pointer into the body as a URI fragment (RFC 6901, section 6); None for what is not in the body."""

    def document(self) -> dict[str, str]:
        """The entry in a problem document."""
        document = {"field": self.field, "message": self.message}
        return document if self.pointer is None else {**document, "pointer": self.pointer}


def field_errors(errors: Iterable[Any]) -> list[FieldError]:
    """The entries for pydantic's errors, as FastAPI reports them (`loc` begins with where the value was)."""
    return [_field_error(error) for error, _ in zip(errors, range(SHOWN), strict=False)]


def _field_error(error: dict[str, Any]) -> FieldError:
    where, *path = error["loc"]
    names = [str(part)[:80] for part in _without_kinds(path)]
    if error["type"] in _KIND_ERRORS:
        names.append("kind")
    pointer = pointer_to(names) if where == "body" else None
    return FieldError(".".join(names) or "body", _message(error, names), pointer)


def _without_kinds(path: list[Any]) -> list[Any]:
    """The path as the body has it: pydantic puts an entry's kind behind its number where there are several kinds."""
    return path[:2] + path[3:] if path[:1] == ["edits"] and len(path) > 2 else path


def pointer_to(names: Iterable[str]) -> str:
    """A JSON Pointer into the body, as a URI fragment."""
    return "#" + "".join("/" + _escaped(name) for name in names)


def _message(error: dict[str, Any], names: list[str]) -> str:
    kind = error["type"]
    named = next((name for name in reversed(names) if not name.isdigit()), "")
    if kind == "string_pattern_mismatch" and named in _FORMS:
        return _FORMS[named]
    if kind == "union_tag_invalid":
        return f"must be one of {error['ctx']['expected_tags']}"
    if kind == "string_too_short" and error["ctx"]["min_length"] == 1:
        return "must not be empty"
    return _WORDS.get(kind) or str(error["msg"]).removeprefix("Value error, ")


def _escaped(name: str) -> str:
    """A reference token, percent-encoded where a URI fragment needs it (RFC 6901, sections 3 and 6)."""
    return quote(name.replace("~", "~0").replace("/", "~1"), safe="-._~!$&'()*+,;=:@", errors="replace")
