"""One customer's month."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest

from code24.analytics.models import AnalyticsSettings, DayRollup
from code24.errors import Damaged, InvalidRequest, NotFound, Transient
from code24.reports.monthly.making.models import Part, ReportTask
from tests.unit.reports.monthly.cycles import cycle, fix, keep
from tests.unit.reports.monthly.months import DUE, NOVEMBER, OTHER, OWNER, SITE, Platform, figures

FOLDER = f"analytics/monthly/2026/11/customers/{OWNER}/"
TASK = ReportTask(part=Part.CUSTOMER, year=2026, month=11, scheduled_at=DUE, customer_id=OWNER)
SECOND, THIRD = "s000000000002", "s000000000003"


@pytest.fixture
def platform() -> Platform:
    made = Platform()
    made.add_customer()
    return made


def report(platform: Platform) -> Any:
    return json.loads(platform.report_files.read(f"{FOLDER}report.json"))


def test_its_sites_are_added_up_and_listed_with_the_largest_first(platform: Platform) -> None:
    for site_id, visitors in ((SITE, 10), (SECOND, 100), (THIRD, 1)):
        platform.add_site(site_id, name=f"Site {visitors}")
        platform.add_days(NOVEMBER, lambda _, visitors=visitors: figures(visitors, converting=1), site_id)  # type: ignore[misc]
    keep(cycle(1, datetime(2026, 11, 5, tzinfo=UTC), fix("1")), SITE, platform.jobs, platform.optimizations)
    done = platform.do(TASK)
    assert (done.done, done.sites) == (True, 3)
    found = report(platform)
    assert [(row["name"], row["figures"]["visitors"]) for row in found["sites"]] == [
        ("Site 100", 3_000), ("Site 10", 300), ("Site 1", 30)
    ]  # fmt: skip
    assert found["audience"]["figures"]["visitors"] == 3_330
    assert found["audience"]["figures"]["conversion_rate"] == round(90 / 3_330, 4)
    assert found["audience"]["vitals"][0]["samples"] == 3_330
    assert found["fixes"]["kinds"][0]["changes"] == 3
    assert found["history"]["months"][-1] == {
        "month": "2026-11", "visitors": 3_330, "visits": 3_330, "views": 6_660, "completions": 90, "converting": 90,
        "sites": 3, "whole": True,
    }  # fmt: skip
    assert set(platform.report_files.files) == {
        f"{FOLDER}report.json",
        f"{FOLDER}report.html",
        *(f"{FOLDER}sites/{each}.json" for each in (SITE, SECOND, THIRD)),
        f"analytics/monthly/by-customer/{OWNER}/2026-11",
        f"analytics/monthly/parts/2026/11/run-1/summaries/000000/{OWNER}.json",
    }
    assert platform.report_files.types[f"{FOLDER}report.html"] == "text/html; charset=utf-8"


def test_the_lift_of_one_site_is_its_own_and_of_several_that_of_all_holdouts(platform: Platform) -> None:
    platform.add_site()
    platform.add_days(NOVEMBER, lambda _: figures(1_000, converting=60, held=(50, 2)))
    platform.do(TASK)
    assert report(platform)["lift"]["sentence"].startswith("Those who see the optimized website")
    platform.add_site(SECOND)
    platform.add_days(NOVEMBER, lambda _: figures(1_000, converting=60, held=(50, 2)), SECOND)
    platform.do(TASK)
    lift = report(platform)["lift"]
    assert lift["sentence"].startswith("Over 2 sites with a holdout")
    assert lift["lift"] == pytest.approx((58 / 950) / (2 / 50) - 1, abs=1e-5)


def test_a_customer_without_sites_has_a_report_that_says_so(platform: Platform) -> None:
    platform.do(TASK)
    found = report(platform)
    assert (found["sites"], found["audience"]["figures"]["visitors"]) == ([], 0)
    assert found["notes"][0] == "There was no website this month."
    assert [month["month"] for month in found["history"]["months"]] == ["2026-11"]


def test_sites_that_left_are_named_without_figures_and_are_in_no_sum(platform: Platform) -> None:
    for site_id in (SITE, SECOND, THIRD):
        platform.add_site(site_id)
        platform.add_days(NOVEMBER, lambda _: figures(10), site_id)
    platform.delete_site(SECOND, datetime(2026, 11, 20, tzinfo=UTC))
    platform.delete_site(THIRD, datetime(2026, 10, 20, tzinfo=UTC))
    platform.do(TASK)
    found = report(platform)
    [there, left] = found["sites"]
    assert (there["site_id"], left["site_id"], left["status"], left["until"], left["figures"]) == (
        SITE, SECOND, "deleted", "2026-11-20", None
    )  # fmt: skip
    assert found["audience"]["figures"]["visitors"] == 300
    assert found["notes"][0].startswith("One website was deleted, and the figures went along")


def test_a_customer_who_left_with_everything_has_a_report_still(platform: Platform) -> None:
    platform.add_site()
    platform.delete_site(SITE, datetime(2026, 11, 20, tzinfo=UTC))
    platform.do(TASK)
    assert [row["status"] for row in report(platform)["sites"]] == ["deleted"]


def test_sites_that_were_made_after_the_month_are_not_in_it(platform: Platform) -> None:
    platform.add_site(SITE, created=datetime(2026, 12, 1, 13, tzinfo=UTC))
    platform.add_site(SECOND, created=datetime(2026, 11, 30, 22, tzinfo=UTC))  # the next day in Tokyo
    platform.site_analytics.put(AnalyticsSettings(site_id=SECOND, timezone="Asia/Tokyo"))
    platform.do(TASK)
    assert report(platform)["sites"] == []


def test_another_customers_sites_are_not_looked_at(platform: Platform) -> None:
    platform.add_customer(OTHER, "Other")
    platform.add_site(SITE, OTHER)
    platform.do(TASK)
    assert report(platform)["sites"] == []
    assert not platform.report_files.names(f"analytics/monthly/2026/11/customers/{OTHER}")


class Slow(Platform):
    """Every look at the clock is half a minute later."""

    def __init__(self) -> None:
        super().__init__()
        clock, tick = self.clock, self.clock.now

        def now() -> datetime:
            clock.advance(seconds=25)
            return tick()

        clock.now = now  # type: ignore[method-assign]


def test_with_many_sites_it_goes_on_in_another_message_and_comes_to_the_same(platform: Platform) -> None:
    slow = Slow()
    slow.add_customer()
    for each in (platform, slow):
        for number in range(1, 8):
            each.add_site(f"s{number:012d}")
            each.add_days(NOVEMBER, lambda _, n=number: figures(10 * n, converting=1, held=(1, 0)), f"s{number:012d}")  # type: ignore[misc]
    assert platform.do(TASK).done
    assert not slow.do(TASK).done
    assert slow.drain() > 1
    assert slow.report_files.files == platform.report_files.files


def test_it_waits_for_days_that_are_counted_in_a_new_time_zone_and_says_so_where_that_takes_long(
    platform: Platform,
) -> None:
    platform.add_site()
    platform.add_days(NOVEMBER, lambda _: figures(10), timezone="UTC")
    platform.site_analytics.put(AnalyticsSettings(site_id=SITE, timezone="Asia/Tokyo"))
    assert not platform.do(TASK).done
    assert platform.report_queue.sent == [(TASK.model_copy(update={"asked": 1}), 900)]
    assert f"{FOLDER}report.json" not in platform.report_files.files
    assert platform.do(TASK.model_copy(update={"asked": 4})).done
    assert report(platform)["notes"][0].startswith("30 days are still counted in a time zone that was set before")
    platform.add_days(NOVEMBER, lambda _: figures(10), timezone="Asia/Tokyo")
    assert platform.do(TASK).done
    assert not [note for note in report(platform)["notes"] if "time zone that was set" in note]


def test_a_message_without_a_customer_or_of_nobody_fails(platform: Platform) -> None:
    with pytest.raises(InvalidRequest):
        platform.do(TASK.model_copy(update={"customer_id": None}))
    with pytest.raises(NotFound):
        platform.do(TASK.model_copy(update={"customer_id": OTHER}))


def unreadable(platform: Platform, site_id: str, error: Exception) -> Callable[[], None]:
    """Have a site's days fail, until the returned function is called."""
    days = platform.rollups.days

    def fail(asked: str, first: date, last: date) -> Sequence[DayRollup]:
        if asked == site_id:
            raise error
        return days(asked, first, last)

    platform.rollups.days = fail  # type: ignore[method-assign]
    return lambda: setattr(platform.rollups, "days", days)


@pytest.mark.parametrize("slow", [False, True])
def test_a_site_that_cannot_be_read_is_named_and_the_others_are_reported_and_the_queue_tries_again(slow: bool) -> None:
    platform, whole = (Slow() if slow else Platform()), Platform()
    for each in (platform, whole):
        each.add_customer()
        for number, site_id in enumerate((SITE, SECOND, THIRD), 1):
            each.add_site(site_id, name=f"Site {number}")
            each.add_days(NOVEMBER, lambda _, n=number: figures(10 * n), site_id)  # type: ignore[misc]
    mend = unreadable(platform, SECOND, Damaged("Torn."))
    platform.report_queue.send([TASK])
    with pytest.raises(Damaged, match=rf"leaves out 1 of their sites; {SECOND}: Damaged: Torn\."):
        platform.drain()
    found = report(platform)
    assert [(row["name"], row["unread"], row["figures"] and row["figures"]["visitors"]) for row in found["sites"]] == [
        ("Site 3", False, 900), ("Site 1", False, 300), ("Site 2", True, None)
    ]  # fmt: skip
    assert found["audience"]["figures"]["visitors"] == 1_200
    assert found["notes"][0].startswith("The figures of one website could not be read, and are in no sum")
    assert "could not be read" in platform.report_files.read(f"{FOLDER}report.html").decode()
    summary = json.loads(
        platform.report_files.read(f"analytics/monthly/parts/2026/11/run-1/summaries/000000/{OWNER}.json")
    )
    assert (summary["sites"], summary["unread"], summary["left"]) == (2, 1, 0)
    mend()
    platform.drain()
    whole.do(TASK)
    assert platform.report_files.files == whole.report_files.files


def test_a_table_that_throttles_leaves_no_site_out(platform: Platform) -> None:
    platform.add_site()
    unreadable(platform, SITE, Transient("Slow down."))
    with pytest.raises(Transient):
        platform.do(TASK)
    assert platform.report_files.files == {}


def test_a_site_that_is_deleted_between_two_messages_is_one_that_left(platform: Platform) -> None:
    slow = Slow()
    slow.add_customer()
    for number in range(1, 6):
        slow.add_site(f"s{number:012d}")
        slow.add_days(NOVEMBER, lambda _: figures(10), f"s{number:012d}")
    assert not slow.do(TASK).done
    [(following, _)] = slow.report_queue.sent
    assert following.after is not None
    slow.delete_site(following.after, datetime(2026, 12, 1, 15, 1, tzinfo=UTC))
    slow.drain()
    assert [(row["status"], row["until"]) for row in report(slow)["sites"] if row["figures"] is None] == [
        ("deleted", "2026-12-01")
    ]
    assert report(slow)["audience"]["figures"]["visitors"] == 4 * 300
