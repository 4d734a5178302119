import pytest

from code24.errors import AlreadyExists, Conflict, InvalidRequest
from code24.reports.calendar import Month
from code24.revenue.ledger.models import Entry, Event, Recorded
from code24.revenue.ledger.recording import record_event
from code24.revenue.reporting import revenue_of
from tests.fakes import FakeClock
from tests.ledgers import FakeLedger, event, moment, started

NOW = moment("2026-04-01")
BEGUN = started("2026-01-10")


@pytest.fixture
def ledger() -> FakeLedger:
    return FakeLedger()


def record(ledger: FakeLedger, told: Event) -> Recorded:
    return record_event(told, ledger=ledger, clock=FakeClock(NOW))


def test_an_event_is_added_with_the_moment_it_was_learned(ledger: FakeLedger) -> None:
    done = record(ledger, BEGUN)
    assert done == Recorded(event_id=BEGUN.event_id, subscription_id="sub-1", recorded_at=NOW, entries=1)
    [entry] = ledger.of_subscription("sub-1")
    assert entry == Entry(**dict(BEGUN), recorded_at=NOW)


def test_the_same_event_again_is_no_second_one(ledger: FakeLedger) -> None:
    first = record(ledger, BEGUN)
    again = record_event(BEGUN, ledger=ledger, clock=FakeClock(moment("2026-05-01")))
    assert again == first.model_copy(update={"already": True})
    assert len(ledger.entries) == 1


@pytest.mark.parametrize(
    "other", [started("2026-01-10", 9_999), started("2026-01-11"), started("2026-01-10", subscription="sub-2")]
)
def test_the_same_id_with_other_content_is_refused(ledger: FakeLedger, other: Event) -> None:
    record(ledger, BEGUN)
    with pytest.raises(Conflict, match="recorded with other content on 2026-04-01"):
        record(ledger, other.model_copy(update={"event_id": BEGUN.event_id}))
    assert len(ledger.entries) == 1


def test_what_is_told_late_takes_its_place(ledger: FakeLedger) -> None:
    for told in (BEGUN, event("2026-03-01", "ended"), event("2026-02-01", "changed", quantity=2)):
        record(ledger, told)
    assert [each.happening.kind for each in ledger.of_subscription("sub-1")] == ["started", "changed", "ended"]
    [usd] = revenue_of(Month(2026, 3), ledger=ledger).currencies
    assert usd.month.movements.churn == 20_000


def test_what_the_past_leaves_no_room_for_is_refused(ledger: FakeLedger) -> None:
    for told in (BEGUN, event("2026-03-01", "changed", quantity=2)):
        record(ledger, told)
    with pytest.raises(Conflict, match=r"`changed` \(sub-1.2026-03-01.changed\) .*, after `ended`"):
        record(ledger, event("2026-02-01", "ended"))
    with pytest.raises(Conflict, match="nothing `started` before"):
        record(ledger, event("2026-01-09", "paused"))
    assert len(ledger.entries) == 2


def test_a_subscription_has_one_customer(ledger: FakeLedger) -> None:
    record(ledger, BEGUN)
    with pytest.raises(Conflict, match="another customer's"):
        record(ledger, event("2026-02-01", "paused", customer="other"))


def test_currencies_are_those_that_there_are(ledger: FakeLedger) -> None:
    with pytest.raises(InvalidRequest, match="EUX is not a currency of ISO 4217"):
        record(ledger, started("2026-01-10", currency="EUX"))


def test_the_future_is_not_recorded(ledger: FakeLedger) -> None:
    record(ledger, started("2026-04-01T00:04"))
    with pytest.raises(InvalidRequest, match="which is ahead"):
        record(ledger, started("2026-04-01T00:06", subscription="sub-2"))


def test_what_was_learned_of_a_subscription_has_an_order(ledger: FakeLedger) -> None:
    """Clocks of two functions differ; what was known at any moment has to be a history that can have been."""
    record(ledger, BEGUN)
    record_event(event("2026-02-01", "paused"), ledger=ledger, clock=FakeClock(moment("2026-03-31")))
    first, second = (entry.recorded_at for entry in ledger.of_subscription("sub-1"))
    assert first == NOW < second


class Beaten(FakeLedger):
    """Somebody else records the same event right before."""

    def append(self, entry: Entry, after: int) -> None:
        super().append(entry, after)
        raise AlreadyExists("It was recorded already.")


def test_two_who_tell_the_same_at_once_record_it_once() -> None:
    ledger = Beaten()
    assert record(ledger, BEGUN).already
    assert len(ledger.entries) == 1


def test_two_who_tell_different_things_at_once_do_not_both_pass(ledger: FakeLedger) -> None:
    record(ledger, BEGUN)
    paused = Entry(**dict(event("2026-02-01", "paused")), recorded_at=NOW)
    with pytest.raises(Conflict, match="changed meanwhile"):
        ledger.append(paused, 0)
