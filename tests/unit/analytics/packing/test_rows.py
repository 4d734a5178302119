"""What a test's visitors did, packed."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from code24.analytics.event import Unit
from code24.analytics.exposures import rows_for
from code24.analytics.packing.rows import KINDS, TestRow, packed_rows, row_id, unpacked_rows
from code24.errors import Damaged, InvalidRequest
from tests.traffic import exactly

ROW = TestRow("0123456789abcdef", 1, 492_346, "goal", "00ab", "Purchase", -12.34)
TEST = "t000000000001"
ROWS = st.builds(
    TestRow, unit=st.integers(0, 2**64 - 1).map("{:016x}".format), arm=st.integers(0, 9),
    hour=st.integers(400_000, 600_000), kind=st.sampled_from(KINDS), name=st.text(max_size=9).map(repr),
    event_id=st.integers(0, 2**16 - 1).map("{:04x}".format), value=st.integers(-1_000_000, 1_000_000).map(float),
)  # fmt: skip


def test_everything_is_kept_but_the_end_of_the_visitor_s_id() -> None:
    assert unpacked_rows(packed_rows([ROW])) == [replace(ROW, unit="0123456789")]


def test_readings_are_whole_milliseconds_and_cls_has_four_digits() -> None:
    readings = [
        replace(ROW, kind="vital", name="lcp", value=1234.4),
        replace(ROW, kind="vital", name="cls", value=0.1234),
    ]
    assert sorted(row.value for row in unpacked_rows(packed_rows(readings))) == [0.1234, 1234.0]


@settings(max_examples=25)
@given(st.lists(ROWS, max_size=8))
def test_any_rows_come_back_and_make_the_same_bytes_again(rows: list[TestRow]) -> None:
    body = packed_rows(rows)
    found = unpacked_rows(body)
    assert packed_rows(found) == body == packed_rows([*found, *reversed(rows)])
    assert {replace(row, unit=row.unit[:10]) for row in rows} >= set(found)


def test_the_earlier_one_of_two_counts() -> None:
    later = replace(ROW, hour=ROW.hour + 1)
    assert unpacked_rows(packed_rows([later, ROW])) == unpacked_rows(packed_rows([ROW]))


def test_an_event_is_one_row_or_one_for_each_reading() -> None:
    messages = exactly(200, units=(TEST, 2))
    rows = [row for message in messages for event in message.events for row in rows_for(message.units[0], event)]
    events = [event for message in messages for event in message.events]
    views = [event for event in events if event.kind == "view"]
    assert sum(row.kind == "exposure" for row in rows) == len(views)
    assert sum(row.kind == "vital" for row in rows) == sum(len(event.vitals) for event in events)
    assert {row.name for row in rows if row.kind == "exposure"} == {event.path for event in views}
    assert sorted(unpacked_rows(packed_rows(rows)), key=str) == sorted(
        (replace(row, unit=row.unit[:10]) for row in rows), key=str
    )


def test_a_row_leads_to_no_event_of_the_day() -> None:
    [message, *_] = exactly(1, units=(TEST, 2))
    [event] = message.events
    for row in rows_for(message.units[0], event):
        assert event.visitor not in repr(row)
        assert row.event_id == row_id(message.units[0].unit, event.event_id)
        assert row.event_id not in {event.event_id[:4], event.event_id[-4:]}


def test_what_a_row_calls_an_event_follows_from_more_of_the_visitor_than_is_stored() -> None:
    """Otherwise whoever has both stores could try what a visitor of a test calls each of a day's events."""
    [message, *_] = exactly(1, units=(TEST, 2))
    [unit], [event] = message.units, message.events
    [stored] = {row.unit for row in unpacked_rows(packed_rows(rows_for(unit, event)))}
    unknown = unit.unit.removeprefix(stored)
    assert 4 * len(unknown) >= 80
    others = {row_id(f"{stored}{number:022x}", event.event_id) for number in range(100)}
    assert len(others) > 90, "every digit counts"


def test_two_purchases_of_different_worth_are_two_even_under_one_id() -> None:
    assert len(unpacked_rows(packed_rows([ROW, replace(ROW, value=5.0), replace(ROW, hour=ROW.hour + 1)]))) == 2


def test_a_view_that_the_arm_failed_at_is_an_error_besides() -> None:
    [event] = exactly(1)[0].events
    failed = [row.kind for row in rows_for(Unit(TEST, "0" * 32, 1, failed=True), event)]
    assert failed == ["exposure", "error"]
    assert [row.kind for row in rows_for(Unit(TEST, "0" * 32, 1), replace(event, status=503))] == ["exposure", "error"]


@pytest.mark.parametrize("wrong", [{"unit": "x"}, {"arm": -1}, {"kind": "x"}, {"value": float("inf")}], ids=str)
def test_what_is_no_row_is_named(wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidRequest):
        packed_rows([replace(ROW, **wrong)])  # type: ignore[arg-type]


BODY = packed_rows(
    row
    for message in exactly(100, units=(TEST, 2))
    for each in message.events
    for row in rows_for(message.units[0], each)
)


@given(st.integers(0, len(BODY) - 1), st.integers(0, 255))
def test_damaged_bytes_are_called_so(place: int, value: int) -> None:
    try:
        unpacked_rows(BODY[:place] + bytes([value]) + BODY[place + 1 :])
    except Damaged:
        return


@given(st.integers(0, len(BODY) - 1))
def test_what_ends_too_early_is_called_damaged(length: int) -> None:
    with pytest.raises(Damaged):
        unpacked_rows(BODY[:length])
