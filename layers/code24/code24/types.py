"""Constrained identifiers and text types, declared once.

Every identifier is a prefix letter and characters of `0-9a-z`, so that it fits into host
labels, S3 keys, Lambda names and Step Functions execution names without escaping.
"""

import re
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


def is_printable(text: str) -> bool:
    """True for text without control and direction-override characters; line feeds and tabs are fine."""
    return not _CONTROL.search(text)


def printable(text: str) -> str:
    """Text without its control and direction-override characters."""
    return _CONTROL.sub("", text)


def _without_control_characters(text: str) -> str:
    if found := _CONTROL.search(text):
        raise ValueError(f"contains the control character U+{ord(found[0]):04X} at position {found.start()}; remove it")
    return text


def _one_line(text: str) -> str:
    if "\n" in text or "\t" in text:
        raise ValueError("must be a single line without tabs")
    return _without_control_characters(text)


def _prose(text: str) -> str:
    return _without_control_characters(text.replace("\r\n", "\n"))


_ID = r"[0-9a-z]"

CustomerId = Annotated[str, StringConstraints(pattern=rf"^c{_ID}{{12}}$")]
SiteId = Annotated[str, StringConstraints(pattern=rf"^s{_ID}{{12}}$")]
BuildId = Annotated[str, StringConstraints(pattern=rf"^b{_ID}{{16}}$")]
OptimizationId = Annotated[str, StringConstraints(pattern=rf"^o{_ID}{{16}}$")]
TestId = Annotated[str, StringConstraints(pattern=rf"^t{_ID}{{12}}$")]
ReleaseId = Annotated[str, StringConstraints(pattern=rf"^r{_ID}{{10}}$")]
UploadId = Annotated[str, StringConstraints(pattern=rf"^u{_ID}{{16}}$")]
SubmissionId = Annotated[str, StringConstraints(pattern=rf"^f{_ID}{{16}}$")]
ImageId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9](?:-?[a-z0-9]){0,39}$")]
ResultId = Annotated[str, StringConstraints(pattern=rf"^w{_ID}{{16}}$")]

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9](?:-?[a-z0-9]){0,39}$", max_length=40)]
"""A host label of 1 to 40 characters without a double hyphen: `preview-<release>--<slug>` stays within 63."""

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_one_line)]
"""Text on one line, without control or direction-override characters."""

Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_prose)]
"""Text that may span lines."""

HexColor = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$", to_lower=True)]
LanguageTag = Annotated[str, StringConstraints(pattern=r"^[a-zA-Z]{2,3}(?:-[a-zA-Z]{4})?(?:-(?:[a-zA-Z]{2}|\d{3}))?$")]
"""BCP 47: language, optional script, optional region (`de`, `pt-BR`, `zh-Hant-TW`)."""


class Goal(StrEnum):
    """What a visitor should do: the five primary goals that playbooks are written for."""

    SALES = "sales"
    LEADS = "leads"
    SIGNUPS = "signups"
    BOOKINGS = "bookings"
    TRAFFIC = "traffic"
