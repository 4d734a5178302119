"""Months as their readers get them: every sentence follows from the figures."""

import json
from datetime import UTC, datetime

from code24.reports.calendar import Month
from code24.reports.document import Document, Section
from code24.reports.monthly.document import SHOWN_SITES, customer_document, platform_document
from code24.reports.monthly.models import CustomerMonth, PlatformMonth
from code24.reports.rendering.page import page
from tests.unit.reports.monthly.cycles import cycle, fix, keep
from tests.unit.reports.monthly.months import NOVEMBER, OWNER, SITE, Platform, figures


def customer(platform: Platform) -> Document:
    platform.make()
    body = platform.report_files.read(f"analytics/monthly/2026/11/customers/{OWNER}/report.json")
    return customer_document(CustomerMonth.model_validate_json(body))


def filled(sites: int = 2) -> Platform:
    platform = Platform()
    platform.add_customer(name="Crumb <script>")
    for number in range(1, sites + 1):
        site_id = f"s{number:012d}"
        platform.add_site(site_id, created=datetime(2026, 3, 1, tzinfo=UTC), name=f"Site {number}")
        for back in range(9):
            platform.add_days(
                NOVEMBER.plus(-back), lambda _, b=back: figures(1_000 - 50 * b, converting=50, held=(50, 2)), site_id  # type: ignore[misc]
            )  # fmt: skip
    return platform


def section(document: Document, name: str) -> Section:
    [found] = [each for each in document.sections if each.id == name]
    return found


def test_a_customers_month_in_sentences() -> None:
    platform = filled()
    keep(cycle(1, datetime(2026, 11, 5, tzinfo=UTC), fix("1"), fix("2")), SITE, platform.jobs, platform.optimizations)
    found = customer(platform)
    assert (found.title, found.subtitle) == ("November 2026 in figures", "Crumb <script>")
    assert found.summary == (
        "Your 2 websites had 60,000 visitors in 60,000 sessions in November 2026 (+1.9\xa0% against October 2026).",
        "3,000 goals were completed: 5.00\xa0% of the visitors converted.",
        "Over 2 sites with a holdout, visitors of the optimized websites convert +26.3\xa0% against the holdouts "
        "(+5.6\xa0% to +51.1\xa0%, 95\xa0% interval): +600 conversions.",
        "The optimizer keeps 2 fixes of 1 kind in place.",
    )
    assert [each.id for each in found.sections] == [
        "overview", "course", "sources", "goals", "vitals", "experiments", "fixes", "sites"
    ]  # fmt: skip
    visitors, *_, rate = section(found, "overview").figures
    assert (visitors.value, visitors.change, visitors.good) == ("60,000", "+1.9\xa0% against October 2026", True)
    assert (rate.label, rate.value, rate.change, rate.good) == (
        "Conversion rate", "5.00\xa0%", "\N{MINUS SIGN}0.26 percentage points against October 2026", False
    )  # fmt: skip
    [lift] = [each for each in section(found, "experiments").figures if each.label.startswith("Measured lift")]
    assert (lift.value, lift.change, lift.good) == (
        "+26.3\xa0%", "+5.6\xa0% to +51.1\xa0%, +600 conversions", True
    )  # fmt: skip


def test_the_course_shows_the_months_and_the_forecast_behind_them() -> None:
    chart, _ = section(customer(filled()), "course").charts
    measured, forecast = chart.series
    assert chart.categories[-2:] == ("2026-11", "2026-12")
    assert len(chart.categories) == len(measured.values) == len(forecast.values) == 10
    assert (measured.values[-2:], forecast.expected) == ((60_000.0, None), True)
    assert set(forecast.values[:-1]) == {None}
    value, low, high = ((each or (None,))[-1] or 0.0 for each in (forecast.values, forecast.low, forecast.high))
    assert 0 < low < value < high


def test_a_lift_that_may_be_none_says_so() -> None:
    platform = Platform()
    platform.add_customer()
    platform.add_site()
    platform.add_days(NOVEMBER, lambda _: figures(1_000, converting=50, held=(50, 2)))
    found = customer(platform)
    assert found.summary[-1].endswith("Nothing at all lies within this interval too: more visitors will tell.")
    assert section(found, "experiments").figures[0].good is None


def test_an_empty_month_is_said_in_words_in_every_section() -> None:
    platform = Platform()
    platform.add_customer()
    found = customer(platform)
    assert found.summary == ("You had no website in November 2026.",)
    said = {each.id: each.paragraphs for each in found.sections if each.paragraphs}
    assert said["sources"] == ("Nobody came this month.",)
    assert said["goals"] == ("No goal was completed this month.",)
    assert said["experiments"][-1] == "No test ran this month."
    assert said["sites"] == ("There was none this month.",)
    assert not any(each.charts for each in found.sections)


def test_of_very_many_sites_the_largest_are_shown() -> None:
    platform = Platform()
    platform.add_customer()
    for number in range(SHOWN_SITES + 7):
        platform.add_site(f"s{number:012d}")
    [table] = section(customer(platform), "sites").tables
    assert (len(table.rows), table.note) == (SHOWN_SITES, "And 7 more websites.")


def test_the_platforms_month_names_nobody() -> None:
    platform = filled()
    platform.make()
    report = PlatformMonth.model_validate_json(platform.report_files.read("analytics/monthly/2026/11/report.json"))
    found = platform_document(report)
    assert found.summary[0].startswith("2 websites of 1 customer had 60,000 visitors")
    assert [each.value for each in section(found, "overview").figures[:4]] == ["1", "1", "2", "0"]
    assert "Crumb" not in found.model_dump_json()
    assert json.loads(found.model_dump_json())["made_at"] == "2026-12-01T15:00:00Z"


def test_names_are_text_on_the_page() -> None:
    html = page(customer(filled()))
    assert "Crumb &lt;script&gt;" in html
    assert "<script" not in html


def test_months_have_names() -> None:
    platform = filled(1)
    assert "December 2026" in str(section(customer(platform), "course").tables[1].title)
    assert Month(2026, 12) == NOVEMBER.plus(1)
