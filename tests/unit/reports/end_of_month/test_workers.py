"""Making the report: when, of what, and again."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from turbohtml import parse

from code24.adapters.typesetting import TypstTypesetter
from code24.errors import RevenueDoesNotAddUp, Transient
from code24.reports.end_of_month.models import EndOfMonth
from code24.reports.end_of_month.workers import check, report_end_of_month
from code24.revenue.ledger.models import Entry
from code24.revenue.models import Definition
from code24.schedules.models import Scheduled
from tests.fakes import FakeReportFiles
from tests.ledgers import FakeLedger, entries, event, started
from tests.unit.reports.end_of_month.months import FakePlatformMetrics

FOLDER = "reports/end-of-month/2026/11"
NAMES = tuple(
    f"{FOLDER}/{name}" for name in ("executive-summary.json", "final-report.json", "report.html", "report.pdf")
)
LAST_WEEKDAY = datetime(2026, 11, 30, 23, 59, tzinfo=UTC)
HISTORY = entries(
    started("2026-09-10", 10_000),
    started("2026-11-05", 2_500, subscription="sub-2", customer="other"),
    event("2026-11-20", "changed", amount=12_000),
)
SETTER = TypstTypesetter()


class Month:
    """The world of one month."""

    def __init__(self, told: Sequence[Entry] = HISTORY, **metrics: float) -> None:
        self.ledger, self.files, self.metrics = FakeLedger(told), FakeReportFiles(), FakePlatformMetrics(**metrics)
        self.definition = Definition.CHARTMOGUL

    def make(self, at: datetime = LAST_WEEKDAY, run: int = 1) -> EndOfMonth:
        return report_end_of_month(
            Scheduled(scheduled_at=at, run=run),
            ledger=self.ledger,
            revenue_definition=self.definition,
            platform_metrics=self.metrics,
            report_files=self.files,
            typesetter=SETTER,
        )

    def told(self, name: str = "final-report.json") -> dict[str, object]:
        found: dict[str, object] = json.loads(self.files.read(f"{FOLDER}/{name}"))
        return found


def test_the_month_is_told_in_four_files() -> None:
    month = Month(builds_succeeded=3, builds_failed=1)
    done = month.make()
    assert (done.made, done.month, done.currencies, done.subscriptions, done.measured) == (True, "2026-11", 1, 2, True)
    assert month.files.names("") == NAMES
    assert done.bytes == sum(map(len, month.files.files.values()))
    assert [month.files.types[name].partition(";")[0] for name in NAMES] == [
        *("application/json", "application/json", "text/html", "application/pdf"),
    ]
    said = " ".join(month.told("executive-summary.json")["revenue"]).replace("\N{NO-BREAK SPACE}", " ")  # type: ignore[call-overload]
    assert "rose by 45.0 %, from USD 100.00 to USD 145.00" in said
    assert "New customers (USD 25.00) and customers who pay more (USD 20.00) added to it; nothing was lost." in said
    page = month.files.read(NAMES[2]).decode()
    assert "Month to date, until 2026-11-30 23:59 UTC." in page
    assert "90 of 120 builds that ended succeeded" in page
    assert [each.text for each in parse(page).select("h1")] == ["End of month: November 2026"]
    assert month.files.read(NAMES[3]).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("day", "made"),
    [("2026-11-27", False), ("2026-11-30", True), ("2026-10-30", True), ("2026-10-31", False), ("2026-02-26", False)],
)
def test_only_the_last_weekday_makes_it(day: str, made: bool) -> None:
    month = Month()
    done = month.make(datetime.fromisoformat(f"{day}T23:59:00+00:00"))
    assert done.made is made
    assert bool(month.files.files) is made
    if day == "2026-10-31":
        assert done.reason == "2026-10-31 is not the last weekday of 2026-10, which is 2026-10-30."


def test_what_comes_after_the_last_weekday_is_not_counted() -> None:
    """October 2026 ends on a Saturday."""
    month = Month(entries(started("2026-10-31", 10_000), started("2026-10-30", 5_000, subscription="a", customer="a")))
    month.make(datetime(2026, 10, 30, 23, 59, tzinfo=UTC))
    report = json.loads(month.files.read("reports/end-of-month/2026/10/final-report.json"))
    assert report["revenue"]["currencies"][0]["month"]["end_mrr"] == 5_000
    assert report["whole"] is False


@pytest.mark.parametrize(("definition", "end"), [("chartmogul", 10_000), ("stripe", 0), ("profitwell", 10_000)])
def test_it_is_made_by_the_definition_that_was_chosen(definition: str, end: int) -> None:
    """Cancelled in November, and over in December: only by Stripe's it is gone at once."""
    cancelled = event("2026-11-20", "cancelled", effective_at="2026-12-10")
    month = Month(entries(started("2026-09-10", 10_000), cancelled))
    month.definition = Definition(definition)
    month.make()
    [usd] = month.told()["revenue"]["currencies"]  # type: ignore[call-overload,index]
    assert (usd["month"]["definition"], usd["month"]["end_mrr"]) == (definition, end)
    assert {each["definition"] for each in usd["others"]} == set(Definition) - {definition}


def test_making_it_again_gives_the_same_bytes_even_when_metrics_and_ledger_went_on() -> None:
    month = Month(builds_succeeded=3)
    month.make()
    before = dict(month.files.files)
    month.metrics.values = {"builds_succeeded": 9.0}
    late = entries(started("2026-11-11", 99_900, subscription="late", customer="late"))[0]
    month.ledger.entries["late"] = late.model_copy(update={"recorded_at": datetime(2026, 12, 1, tzinfo=UTC)})
    month.make()
    assert month.files.files == before
    assert Month(builds_succeeded=3).make() == month.make()


def test_a_further_run_takes_in_what_was_learned_late() -> None:
    month = Month()
    month.make()
    before = month.told()
    late = entries(started("2026-11-11", 99_900, subscription="late", customer="late"))[0]
    month.ledger.entries["late"] = late.model_copy(update={"recorded_at": datetime(2026, 12, 1, tzinfo=UTC)})
    month.make(run=2)
    assert month.told() != before
    assert "1,144.00" in month.files.read(NAMES[2]).decode()
    assert month.metrics.asked == 2


class Mortal(FakeReportFiles):
    """Dies before the write of a given number."""

    def __init__(self, writes: int) -> None:
        super().__init__()
        self.writes = writes

    def write(self, key: str, body: bytes, content_type: str = "application/json") -> None:
        self.writes -= 1
        if self.writes < 0:
            raise Transient("killed")
        super().write(key, body, content_type)


@pytest.mark.parametrize("writes", range(4))
def test_whoever_takes_over_after_a_crash_writes_the_same(writes: int) -> None:
    whole, dying = Month(builds_succeeded=3), Month(builds_succeeded=3)
    whole.make()
    dying.files = Mortal(writes)
    with pytest.raises(Transient):
        dying.make()
    assert len(dying.files.files) == writes
    left = FakeReportFiles()
    left.files |= dying.files.files
    dying.files = left
    if writes:
        dying.metrics.values = {"builds_succeeded": 99.0}  # what is written already counts
    dying.make()
    assert dying.files.files == whole.files.files


def test_a_month_without_anything_is_told_as_such() -> None:
    month = Month(())
    done = month.make()
    assert (done.made, done.currencies, done.measured) == (True, 0, False)
    page = month.files.read(NAMES[2]).decode()
    assert "there is no recurring revenue" in page
    assert "was not measured" in page
    assert "<svg" not in page


def test_figures_that_do_not_add_up_are_not_published() -> None:
    month = Month()
    month.make()
    stored = month.told()
    stored["revenue"]["currencies"][0]["month"]["end_mrr"] += 1  # type: ignore[index]
    month.files.files = {NAMES[1]: json.dumps(stored).encode()}
    with pytest.raises(RevenueDoesNotAddUp, match=r"2026-11 in USD by chartmogul starts with 10000, moves by 4500 and"):
        month.make()
    assert set(month.files.files) == {NAMES[1]}


def test_customers_add_up_as_well() -> None:
    from code24.reports.end_of_month.models import FinalReport

    month = Month()
    month.make()
    revenue = FinalReport.model_validate(month.told()).revenue
    [currency] = revenue.currencies
    wrong = currency.month.model_copy(update={"end_customers": 7})
    broken = revenue.model_copy(update={"currencies": (currency.model_copy(update={"month": wrong}),)})
    check(revenue)
    with pytest.raises(RevenueDoesNotAddUp, match="1 come, 0 leave and 7 are there"):
        check(broken)
