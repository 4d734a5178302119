"""Submissions as a table for spreadsheets (RFC 4180)."""

import csv
import io
import re
from collections.abc import Iterable
from datetime import UTC
from typing import NamedTuple

from code24.forms.fields import FORMS
from code24.forms.models import FormKind, Submission

MARK = "\ufeff"
"""The byte order mark tells Excel that a file is UTF-8."""
MAX_BYTES = 4_000_000
"""Of one table as it stands in an answer, of which a function's may have 6 MB."""
MAX_ROWS = 5_000
_FORMULA = re.compile(r'(^|[;\r\n])([ "]*)(?=[=+\-@\t\r＝＋－＠])')  # noqa: RUF001 (spreadsheets take these too)
"""Before what spreadsheets take for a formula (OWASP, CSV injection).

That is at the beginning of a cell, and behind a line break and a semicolon in it: where the decimal sign is a comma,
spreadsheets separate by semicolons, and see no quotation marks around a cell that is not the first.
"""
_ESCAPED = re.compile(r'["\\\r\n\t]')
"""What takes twice its size in an answer of a function, which is JSON."""


class Table(NamedTuple):
    """A table, or the beginning of one."""

    body: bytes
    rows: int
    last: Submission | None
    """The last submission in it, where there are more; None where the table is whole."""


def table(submissions: Iterable[Submission], form: FormKind | None) -> Table:
    """Submissions as CSV in UTF-8: id, time, form, page and every field of the form, or of all forms, in a column.

    It ends before it passes `MAX_BYTES` or `MAX_ROWS`.
    """
    columns = columns_of(form)
    lines = [MARK + _line(["id", "received_at", "form", "page", *columns])]
    size, rows, last = _size(lines[0]), 0, None
    for submission in submissions:
        line = _line(_cells(submission, columns))
        length = _size(line)
        if rows == MAX_ROWS or size + length > MAX_BYTES:
            return Table("".join(lines).encode(), rows, last)
        lines.append(line)
        size, rows, last = size + length, rows + 1, submission
    return Table("".join(lines).encode(), rows, None)


def columns_of(form: FormKind | None) -> tuple[str, ...]:
    """The names of a form's fields, or of all forms' fields, each once."""
    kinds = [form] if form else list(FORMS)
    return tuple(dict.fromkeys(field.name for kind in kinds for field in FORMS[kind]))


def _cells(submission: Submission, columns: Iterable[str]) -> list[str]:
    received = submission.created_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    head = [submission.submission_id, received, submission.form.value, submission.page]
    return [*head, *(submission.fields.get(column, "") for column in columns)]


def _line(cells: Iterable[str]) -> str:
    target = io.StringIO(newline="")
    csv.writer(target, lineterminator="\r\n").writerow([_defused(cell) for cell in cells])
    return target.getvalue()


def _defused(cell: str) -> str:
    """A cell that no spreadsheet computes: an apostrophe goes before what looks like a formula."""
    return _FORMULA.sub(r"\1'\2", cell)


def _size(line: str) -> int:
    return len(line.encode()) + len(_ESCAPED.findall(line))
