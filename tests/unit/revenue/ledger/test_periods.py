import pytest

from code24.revenue.ledger.models import Interval
from code24.revenue.ledger.periods import later
from tests.ledgers import moment


@pytest.mark.parametrize(
    ("begins", "interval", "count", "ends"),
    [
        ("2026-01-31 10:30", Interval.MONTH, 1, "2026-02-28 10:30"),
        ("2026-11-30", Interval.MONTH, 3, "2027-02-28"),
        ("2026-12-01", Interval.MONTH, 1, "2027-01-01"),
        ("2024-02-29", Interval.YEAR, 1, "2025-02-28"),
        ("2024-02-29", Interval.YEAR, 4, "2028-02-29"),
        ("2026-02-20", Interval.WEEK, 2, "2026-03-06"),
        ("2026-12-31", Interval.DAY, 1, "2027-01-01"),
    ],
)
def test_a_period_ends_on_the_calendar(begins: str, interval: Interval, count: int, ends: str) -> None:
    assert later(moment(begins), interval, count) == moment(ends)
