"""The fields of a posted form: `application/x-www-form-urlencoded`, or `multipart/form-data` without files."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl

from multipart import (  # type: ignore[import-untyped]
    MultipartError,
    MultipartSegment,
    ParserLimitReached,
    PushMultipartParser,
    parse_options_header,
)

from code24.forms.checking import Sent

MAX_BODY = 64 * 1024
"""Bytes of a body."""
MAX_FIELDS = 40
"""Fields of a body; the largest form here sends twelve."""
MAX_NAME = 64
"""Characters of a field's name."""
_FILE = re.compile(r";\s*filename\*?\s*=", re.IGNORECASE)


class Unreadable(Exception):
    """A body that cannot be read; `part` is the first half of its texts' names in `words.PageMessages`."""

    def __init__(self, part: str, status: int) -> None:
        super().__init__(part)
        self.part = part
        self.status = status


def fields_of(content_type: str, body: bytes) -> Sent:
    """Every value by name. Raises Unreadable for what is too large, of another type, no UTF-8, or holds a file."""
    if len(body) > MAX_BODY:
        raise Unreadable("large", 413)
    kind, options = parse_options_header(content_type)
    if options.get("charset", "utf-8").lower() not in {"utf-8", "utf8", "us-ascii"}:
        raise Unreadable("unreadable", 415)
    match kind.strip().lower():
        case "application/x-www-form-urlencoded":
            pairs = _urlencoded(body)
        case "multipart/form-data":
            pairs = _multipart(body, options.get("boundary", ""))
        case _:
            raise Unreadable("unreadable", 415)
    sent: dict[str, list[str]] = {}
    for name, value in pairs:
        if len(name) <= MAX_NAME:
            sent.setdefault(name, []).append(value)
    return sent


def _urlencoded(body: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=MAX_FIELDS,
            separator="&",
        )
    except ValueError as error:  # too many fields, or no UTF-8
        raise Unreadable("unreadable", 400) from error


def _multipart(body: bytes, boundary: str) -> list[tuple[str, str]]:
    if not 1 <= len(boundary) <= 70:  # RFC 2046, 5.1.1
        raise Unreadable("unreadable", 400)
    try:
        return list(_parts(body, boundary))
    except ParserLimitReached as error:
        raise Unreadable("large", 413) from error
    except (MultipartError, ValueError) as error:
        raise Unreadable("unreadable", 400) from error


def _parts(body: bytes, boundary: str) -> Iterator[tuple[str, str]]:
    """Name and value of each part. Parts within parts are text of the outer one: nothing is unpacked."""
    segment: MultipartSegment | None = None
    value = bytearray()
    with PushMultipartParser(
        boundary, max_segment_size=MAX_BODY, max_segment_count=MAX_FIELDS, max_header_count=4, max_header_size=1_024
    ) as parser:
        for event in [*parser.parse(body), *parser.parse(b"")]:
            if isinstance(event, MultipartSegment):
                if _FILE.search(event.header("Content-Disposition", "")):
                    raise Unreadable("files", 415)
                segment, value = event, bytearray()
            elif event:
                value += event
            elif segment is not None:
                yield segment.name, value.decode()
                segment = None
