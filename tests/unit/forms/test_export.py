"""Submissions as a table."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.forms.export import MAX_BYTES, MAX_ROWS, columns_of, table
from code24.forms.models import FormKind, Submission


def submission(form: FormKind = FormKind.CONTACT, number: int = 1, **fields: str) -> Submission:
    return Submission(
        site_id="s000000000001",
        submission_id=f"f{number:016d}",
        form=form,
        created_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
        fields={"name": "Jane", "email": "jane@example.org"} | fields,
        page="/contact/",
    )


def test_a_table_has_a_column_for_every_field() -> None:
    made = table([submission(message='Hi "there",\nJane')], FormKind.CONTACT)
    assert made.body.decode("utf-8-sig") == (
        "id,received_at,form,page,name,email,phone,message\r\n"
        'f0000000000000001,2026-03-01T12:00:00Z,contact,/contact/,Jane,jane@example.org,,"Hi ""there"",\nJane"\r\n'
    )
    assert made.body.startswith(b"\xef\xbb\xbf")
    assert (made.rows, made.last) == (1, None)


def test_all_forms_share_one_table() -> None:
    columns = columns_of(None)
    assert len(set(columns)) == len(columns)
    assert {"message", "date", "quantity", "consent"} <= set(columns)
    made = table([submission(), submission(FormKind.ORDER, 2, what="Bread", quantity="2")], None)
    rows = list(csv.DictReader(io.StringIO(made.body.decode("utf-8-sig"), newline="")))
    assert [(row["form"], row["quantity"]) for row in rows] == [("contact", ""), ("order", "2")]


def test_an_empty_table_has_its_head() -> None:
    assert table([], FormKind.NEWSLETTER).body.decode("utf-8-sig") == "id,received_at,form,page,email,name,consent\r\n"


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", " =1", "＝1"])  # noqa: RUF001
def test_no_cell_is_a_formula(text: str) -> None:
    [_, row] = csv.reader(io.StringIO(table([submission(name=text)], FormKind.CONTACT).body.decode(), newline=""))
    assert row[4] == f"'{text}"


@given(st.text(min_size=1), st.text(min_size=1))
def test_every_text_comes_back(name: str, message: str) -> None:
    made = table([submission(name=name, message=message)], FormKind.CONTACT)
    [_, row] = csv.reader(io.StringIO(made.body.decode("utf-8-sig", errors="surrogatepass"), newline=""), strict=True)
    assert row[4].replace("'", "") == name.replace("'", "")
    assert row[7].replace("'", "") == message.replace("'", "")


@pytest.mark.parametrize(
    "text",
    ["x;=1+1", "Hello\n=1+1", "x; =1+1", 'x;"=1+1"', "a\n@SUM(1)", "Hello\r\n＝1"],  # noqa: RUF001
)
def test_no_part_of_a_cell_is_a_formula_where_semicolons_separate(text: str) -> None:
    """As a German or French Excel reads it: the quotation mark of a cell that is not the first means nothing to it."""
    body = table([submission(message=text)], FormKind.CONTACT).body.decode("utf-8-sig")
    parts = [part for line in body.splitlines() for part in line.split(";")]
    assert not [part for part in parts if part.lstrip(' "').startswith(("=", "@", "＝"))]  # noqa: RUF001


def test_a_list_in_a_message_stays_readable() -> None:
    made = table([submission(message="Two things - bread; butter\n- rolls")], FormKind.CONTACT)
    assert "Two things - bread; butter\n'- rolls" in made.body.decode()


def endless(**fields: str) -> Iterator[Submission]:
    number = 0
    while True:
        number += 1
        yield submission(FormKind.CONTACT, number, **fields)


def test_a_table_ends_at_its_rows() -> None:
    made = table(endless(), FormKind.CONTACT)
    assert made.rows == MAX_ROWS
    assert made.last is not None
    assert made.last.submission_id == f"f{MAX_ROWS:016d}"


def test_a_table_ends_at_its_bytes() -> None:
    made = table(endless(message="ü" * 4_000), FormKind.CONTACT)
    assert MAX_BYTES - 9_000 < len(made.body) <= MAX_BYTES
    assert made.last is not None
    assert made.last.submission_id == f"f{made.rows:016d}"


def test_a_table_fits_into_the_answer_of_a_function() -> None:
    """Quotation marks and line breaks are written twice as long in JSON, and quotation marks in CSV already."""
    made = table(endless(message='"\n' * 2_000), FormKind.CONTACT)
    assert len(json.dumps({"body": made.body.decode()}, ensure_ascii=False).encode()) < 5_000_000


def test_bookings_of_nights_have_columns_of_their_own() -> None:
    columns = columns_of(FormKind.BOOKING)
    assert columns.index("departure") == columns.index("arrival") + 1
    assert {"date", "time"} <= set(columns)
