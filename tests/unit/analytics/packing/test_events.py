"""Events of a site and hour, packed: what is kept, what is one, and what it costs."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from code24.analytics.event import Event
from code24.analytics.packing.events import packed_events, unpacked_events
from code24.errors import Damaged, InvalidRequest
from tests.traffic import SITE, events_of, exactly

VIEW = Event(
    site_id=SITE, event_id="00000000000000ab", at=1_772_445_600_123, visitor="0123456789abcdef", kind="view",
    name="pageview", path="/", referrer="www.google.com/", source="Google", channel="search",
    campaign={"source": "g", "term": "brot & ö"}, click="gclid", country="DE", device="mobile", browser="Safari",
    system="iOS", props={"plan": "pro"}, revenue=-12.345, currency="EUR", status=404, server=True, holdout=True,
    interactive=False,
)  # fmt: skip
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
MAPPING = st.dictionaries(TEXT, TEXT, max_size=3)
DIGITS = st.integers(0, 2**64 - 1).map("{:016x}".format)
EVENTS = st.builds(
    Event, site_id=st.just(SITE), event_id=DIGITS, at=st.integers(0, 2**43), visitor=DIGITS,
    kind=st.sampled_from(["view", "goal"]), name=TEXT, path=TEXT, referrer=TEXT, source=TEXT, channel=TEXT,
    campaign=MAPPING, click=TEXT, country=TEXT, device=TEXT, browser=TEXT, system=TEXT, props=MAPPING,
    revenue=st.none() | st.floats(-1e9, 1e9), currency=TEXT, status=st.integers(100, 599), server=st.booleans(),
    holdout=st.booleans(), continued=st.booleans(), interactive=st.booleans(),
)  # fmt: skip


def kept(event: Event) -> Event:
    """What is left of an event that was packed."""
    [found] = unpacked_events(packed_events([event]))
    return found


def test_everything_is_kept_but_noise() -> None:
    assert kept(VIEW) == replace(VIEW, at=1_772_445_600_100, visitor="0123456789", event_id="01234567890000ab")


def test_measures_are_kept_as_precisely_as_promised() -> None:
    vitals = replace(VIEW, kind="vitals", name="vitals", vitals={"lcp": 1234.4, "cls": 0.12341, "inp": 0.0})
    assert kept(vitals).vitals == {"lcp": 1234.0, "inp": 0.0, "cls": 0.1234}
    leave = replace(VIEW, kind="leave", name="leave", seconds=12.34)
    assert kept(leave).seconds == 12.3


@settings(max_examples=25)
@given(st.lists(EVENTS, max_size=8))
def test_any_events_come_back_and_make_the_same_bytes_again(events: list[Event]) -> None:
    body = packed_events(events)
    found = unpacked_events(body)
    assert packed_events(found) == body
    assert packed_events([*reversed(events), *found, *events]) == body
    assert {(each.name, each.path, each.at) for each in found} <= {
        (each.name, each.path, each.at // 100 * 100) for each in events
    }


def test_a_sending_that_comes_again_later_is_the_same_event() -> None:
    again = replace(VIEW, at=VIEW.at + 3_000)
    assert unpacked_events(packed_events([again, VIEW])) == [kept(VIEW)]


def test_what_differs_is_not_the_same_event() -> None:
    others = [
        replace(VIEW, event_id="00000000000000ac"),
        replace(VIEW, visitor="0123456788abcdef"),
        replace(VIEW, path="/other/"),
        replace(VIEW, kind="goal"),
    ]
    assert len(unpacked_events(packed_events([VIEW, *others]))) == 5


def test_two_measures_with_the_same_short_id_stay_two_with_ids_of_their_own() -> None:
    leave = replace(VIEW, kind="leave", name="leave", seconds=12.3)
    found = unpacked_events(packed_events([leave, replace(leave, seconds=12.5)]))
    assert len({each.event_id for each in found}) == 2


def test_that_a_visit_went_on_wins_over_that_it_did_not() -> None:
    went_on = replace(VIEW, visitor="f" * 16, continued=True)
    assert unpacked_events(packed_events([VIEW, went_on])) == [kept(went_on)]


def test_ids_differ_where_events_do() -> None:
    found = unpacked_events(packed_events(events_of(exactly(1000))))
    assert len({each.event_id for each in found}) == 1000


@pytest.mark.parametrize("seed", range(2))
def test_a_thousand_events_of_a_busy_site_take_nine_write_units(seed: int) -> None:
    events = events_of(exactly(2500, seed))
    some = random.Random(seed).sample(events, 1000)
    assert len(packed_events(events[:1000])) <= 8_500
    assert len({event.visitor for event in some}) > 400, "fewer of a visitor's events come together"
    assert len(packed_events(some)) <= 10 * 1024


def test_a_few_events_take_one_write_unit() -> None:
    assert len(packed_events(events_of(exactly(5)))) < 600


def test_events_of_two_sites_are_no_set() -> None:
    with pytest.raises(InvalidRequest):
        packed_events([VIEW, replace(VIEW, site_id="s000000000002")])


@pytest.mark.parametrize(
    "wrong",
    [{"visitor": "xyz"}, {"event_id": ""}, {"kind": "other"}, {"at": -1}, {"revenue": float("nan")}],
    ids=str,
)
def test_what_is_no_event_is_named(wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidRequest):
        packed_events([replace(VIEW, **wrong)])  # type: ignore[arg-type]


BODY = packed_events(events_of(exactly(200)))


@given(st.integers(0, len(BODY) - 1), st.integers(1, 255))
def test_damaged_bytes_are_called_so(place: int, change: int) -> None:
    damaged = BODY[:place] + bytes([BODY[place] ^ change]) + BODY[place + 1 :]
    try:
        found = unpacked_events(damaged)
    except Damaged:
        return
    assert len(found) <= 2_000  # noise was damaged, which nobody can tell


@given(st.integers(0, len(BODY) - 1))
def test_what_ends_too_early_is_called_damaged(length: int) -> None:
    with pytest.raises(Damaged):
        unpacked_events(BODY[:length])


@given(st.binary(max_size=200))
def test_any_bytes_are_called_damaged(body: bytes) -> None:
    for start in (b"", b"ev\x01"):
        with pytest.raises(Damaged):
            unpacked_events(start + body)
