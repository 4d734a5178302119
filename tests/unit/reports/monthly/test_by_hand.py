"""The report's figures against a plain sum over the same days, which shares no code with the report."""

import json
import math
import statistics
from datetime import UTC, date, datetime
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from code24.analytics.models import AnalyticsSettings
from code24.analytics.rollups.histograms import histogram
from code24.reports.calendar import Month
from tests.unit.reports.monthly.months import NOVEMBER, OWNER, SITE, Platform, figures

SECOND = "s000000000002"
ZONES = {SITE: "Pacific/Auckland", SECOND: "America/Los_Angeles"}
MONTHS = [Month(2026, number) for number in range(3, 12)]
SLOWEST = 0.75
T_80, T_95 = 1.4149, 2.3646
"""Student's t with 7 degrees of freedom at 0.9 and 0.975, of the printed tables."""


@pytest.fixture(scope="module")
def days() -> dict[str, dict[date, dict[str, Any]]]:
    """Nine months of two sites: visitors, those of them who convert, and how long pages took."""
    random = Random(6)
    return {
        site: {
            day: {
                "visitors": (visitors := random.randint(20, 40) + 3 * month.month * (1 + number)),
                "converting": random.randint(0, visitors // 8),
                "lcp": [random.lognormvariate(7.6, 0.4) for _ in range(visitors)],
            }
            for month in MONTHS
            for day in month.days
        }
        for number, site in enumerate(ZONES)
    }


@pytest.fixture(scope="module")
def report(days: dict[str, dict[date, dict[str, Any]]]) -> Any:
    platform = Platform()
    platform.add_customer()
    for site, zone in ZONES.items():
        platform.add_site(site, created=datetime(2026, 2, 27, 12, tzinfo=UTC))
        platform.site_analytics.put(AnalyticsSettings(site_id=site, timezone=zone))
        for month in MONTHS:
            platform.add_days(month, lambda day, site=site: _figures(days[site][day]), site, zone)  # type: ignore[misc]
    platform.make()
    return json.loads(platform.report_files.read(f"analytics/monthly/2026/11/customers/{OWNER}/report.json"))


def _figures(day: dict[str, Any]) -> dict[str, Any]:
    return figures(day["visitors"], converting=day["converting"]) | {"vitals": {"lcp": histogram(day["lcp"])}}


def total(days: dict[str, dict[date, dict[str, Any]]], name: str, month: Month) -> int:
    return sum(day[name] for site in days.values() for at, day in site.items() if at in month)


def test_visitors_and_the_conversion_rate(report: Any, days: dict[str, dict[date, dict[str, Any]]]) -> None:
    visitors, converting = (total(days, name, NOVEMBER) for name in ("visitors", "converting"))
    found = report["audience"]["figures"]
    assert (found["visitors"], found["converting"]) == (visitors, converting)
    assert found["conversion_rate"] == round(converting / visitors, 4)


def test_the_75th_percentile(report: Any, days: dict[str, dict[date, dict[str, Any]]]) -> None:
    measured = sorted(
        each for site in days.values() for at, day in site.items() if at in NOVEMBER for each in day["lcp"]
    )
    [lcp] = [each for each in report["audience"]["vitals"] if each["name"] == "lcp"]
    assert lcp["samples"] == len(measured)
    assert lcp["p75"] == pytest.approx(measured[math.ceil(SLOWEST * len(measured)) - 1], rel=0.011)


def test_trends(report: Any, days: dict[str, dict[date, dict[str, Any]]]) -> None:
    now, before = (total(days, "visitors", month) for month in (NOVEMBER, Month(2026, 10)))
    visitors = report["history"]["trends"][0]
    assert (visitors["value"], visitors["previous"]) == (now, before)
    assert visitors["change"] == round((now / before - 1) * 100, 1)


def test_the_forecast_and_its_intervals(report: Any, days: dict[str, dict[date, dict[str, Any]]]) -> None:
    """Drift of nine months: the last one and the mean of eight changes, whose spread has seven degrees of freedom."""
    months = [total(days, "visitors", month) for month in MONTHS]
    assert [point["visitors"] for point in report["history"]["months"][-9:]] == months
    changes = [after - before for before, after in pairwise(months)]
    value, error = months[-1] + statistics.mean(changes), statistics.stdev(changes) * math.sqrt(1 + 1 / 8)
    found = report["history"]["forecasts"][0]
    assert (found["method"], found["months"]) == ("drift", 9)
    assert found["value"] == pytest.approx(value, abs=0.06)
    for level, quantile in (("80", T_80), ("95", T_95)):
        assert found[f"low{level}"] == pytest.approx(value - quantile * error, rel=2e-4)
        assert found[f"high{level}"] == pytest.approx(value + quantile * error, rel=2e-4)
