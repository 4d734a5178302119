"""A day of events: its hours side by side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.analytics.packing.days import packed_day, unpacked_day
from code24.errors import Damaged

HOURS = {"10": b"ten", "00": b"", "23": b"last"}


def test_hours_come_back_and_their_order_does_not_matter() -> None:
    assert unpacked_day(packed_day(HOURS)) == HOURS
    assert packed_day(dict(reversed(HOURS.items()))) == packed_day(HOURS)
    assert unpacked_day(packed_day({})) == {}


@pytest.mark.parametrize("length", range(len(packed_day(HOURS))))
def test_what_ends_too_early_is_damaged(length: int) -> None:
    with pytest.raises(Damaged):
        unpacked_day(packed_day(HOURS)[:length])


def test_what_has_more_is_damaged() -> None:
    with pytest.raises(Damaged):
        unpacked_day(packed_day(HOURS) + b"x")


@given(st.binary(max_size=60))
def test_anything_else_is_damaged(body: bytes) -> None:
    for start in (b"", b"da\x01", b"da\x01\x02\x00\x00\x00[]", b'da\x01\x08\x00\x00\x00{"00":-1}'):
        with pytest.raises(Damaged):
            unpacked_day(start + body)
