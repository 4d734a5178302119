"""All customers, and what they add up to: whatever order, however often, wherever it is cut off."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random
from types import MappingProxyType
from typing import Any

import pytest

from code24.reports.monthly.making import customers as slices
from code24.reports.monthly.making.models import Part, ReportTask
from code24.reports.monthly.making.platform import MOST_ASKED
from tests.unit.reports.monthly.cycles import cycle, fix, keep
from tests.unit.reports.monthly.months import DUE, NOVEMBER, MortalFiles, Platform, figures

PLATFORM = "analytics/monthly/2026/11/report.json"


def customer(number: int) -> str:
    return f"c{number:012d}"


def filled(customers: int = 5, sites: int = 2) -> Platform:
    made = Platform()
    for number in range(customers):
        made.add_customer(customer(number), f"Customer {number}")
        for place in range(sites):
            site_id = f"s{number:06d}{place:06d}"
            made.add_site(site_id, customer(number))
            for back in range(3):
                made.add_days(
                    NOVEMBER.plus(-back),
                    lambda day, n=number, p=place: figures(  # type: ignore[misc]
                        50 + n + p + day.day % 3, converting=5, held=(10, 1), source=f"Source {n}"
                    ),
                    site_id,
                )
        keep(cycle(number + 1, datetime(2026, 11, 5, tzinfo=UTC), fix("1")), f"s{number:06d}000000", made.jobs,
             made.optimizations)  # fmt: skip
    return made


@pytest.fixture(autouse=True)
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices, "SLICE", 2)


def read(platform: Platform) -> Any:
    return json.loads(platform.report_files.read(PLATFORM))


def test_the_schedule_leads_to_a_report_of_every_customer_and_of_the_platform() -> None:
    platform = filled()
    platform.add_customer(customer(9), "Later", created=DUE - timedelta(hours=1))
    found = platform.make()
    assert {key for key in found if key.endswith("report.json")} == {
        PLATFORM, *(f"analytics/monthly/2026/11/customers/{customer(number)}/report.json" for number in range(5))
    }  # fmt: skip
    whole = read(platform)
    of_customers = [
        json.loads(found[f"analytics/monthly/2026/11/customers/{customer(number)}/report.json"]) for number in range(5)
    ]
    for name in ("visitors", "visits", "views", "completions", "converting"):
        assert whole["audience"]["figures"][name] == sum(each["audience"]["figures"][name] for each in of_customers)
    assert [month["visitors"] for month in whole["history"]["months"]] == [
        sum(each["history"]["months"][at]["visitors"] for each in of_customers) for at in range(3)
    ]
    assert (whole["customers"], whole["with_visitors"], whole["sites"], whole["missing"]) == (5, 5, 10, 0)
    assert [row["value"] for row in whole["audience"]["sources"]] == [f"Source {n}" for n in (4, 3, 2, 1, 0)]
    assert whole["fixes"]["kinds"][0]["sites"] == 5
    assert whole["lift"]["sites"] == 10
    assert "Customer" not in json.dumps(whole), "the platform's report names nobody"


def test_goals_that_customers_named_are_not_in_the_platforms_report() -> None:
    platform = filled()
    platform.make()
    assert read(platform)["audience"]["goals"] == []
    assert [row["type"] for row in read(platform)["audience"]["types"]] == ["leads"]


def test_a_platform_without_customers_has_a_report() -> None:
    platform = Platform()
    platform.make()
    assert (read(platform)["customers"], read(platform)["audience"]["figures"]["visitors"]) == (0, 0)


def test_making_it_again_gives_the_same_bytes() -> None:
    platform = filled()
    first = platform.make()
    platform.clock.advance(days=90)
    assert platform.make(run=2) == first


@cache
def made_in_order() -> Mapping[str, bytes]:
    """What slices and customers one after another make."""
    return MappingProxyType(filled().make())


@pytest.mark.parametrize("seed", range(6))
def test_messages_in_any_order_that_come_twice_make_the_same(seed: int) -> None:
    expected, platform = made_in_order(), filled()
    platform.ask()
    platform.drain(Random(seed), twice=0.3)
    assert platform.reports() == expected


def test_killed_after_any_write_and_tried_again_it_makes_the_same() -> None:
    whole = filled(3, 1)
    expected = whole.make()
    writes = len(whole.report_files.files)
    for after in range(1, writes + 1):
        platform = filled(3, 1)
        platform.report_files = MortalFiles(after)
        platform.ask()
        platform.drain()
        assert platform.report_files.left <= 0, "it died"
        assert platform.reports() == expected, f"after write {after}"


def test_a_customer_whose_month_cannot_be_made_is_missing_at_the_very_end_and_said_to_be() -> None:
    platform = filled()
    platform.ask()
    lost, looks = customer(1), 0
    while platform.report_queue.sent:
        task, _ = platform.report_queue.sent.pop(0)
        if task.part is Part.CUSTOMER and task.customer_id == lost:
            continue  # it lies in the dead-letter queue
        looks += not platform.do(task).done
    assert looks >= MOST_ASKED
    assert (read(platform)["customers"], read(platform)["missing"]) == (4, 1)
    assert read(platform)["notes"][0] == (
        "The months of 1 customer could not be made in time, and are not in these figures."
    )


def test_looks_come_rarer_and_rarer() -> None:
    platform = filled()
    platform.ask()
    task, _ = platform.report_queue.sent.pop(0)
    platform.do(task)
    [slice_task] = [task for task, _ in platform.report_queue.sent if task.part is Part.SLICE]
    delays = []
    platform.report_queue.sent.clear()
    for _ in range(9):
        assert platform.do(slice_task).missing == 2
        [(slice_task, delay)] = platform.report_queue.sent
        platform.report_queue.sent.clear()
        delays.append(delay)
    assert delays == [15, 30, 60, 120, 240, 480, 900, 900, 900]


def test_a_slice_that_is_asked_for_twice_asks_for_the_next_one_once_it_has_begun() -> None:
    platform = filled()
    task = ReportTask(part=Part.CUSTOMERS, year=2026, month=11, scheduled_at=DUE)
    platform.do(task)
    [following] = [task for task, _ in platform.report_queue.sent if task.part is Part.CUSTOMERS]
    assert (following.number, following.customer_id) == (1, customer(1))
    platform.do(following)
    platform.report_queue.sent.clear()
    platform.do(task)
    assert [task.part for task, _ in platform.report_queue.sent] == [Part.CUSTOMER, Part.CUSTOMER, Part.SLICE]


@pytest.mark.parametrize("customers", [1, 2, 3, 4])
def test_the_last_slice_may_be_full_or_empty(customers: int) -> None:
    platform = filled(customers, 1)
    platform.make()
    assert (read(platform)["customers"], read(platform)["missing"]) == (customers, 0)


def test_with_very_many_customers_a_message_asks_for_a_slice_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices, "SLICE", 1_000)
    platform = Platform()
    for number in range(2_500):
        platform.add_customer(customer(number))
    task = ReportTask(part=Part.CUSTOMERS, year=2026, month=11, scheduled_at=DUE)
    asked: list[str | None] = []
    for number, size in enumerate((1_000, 1_000, 500)):
        platform.do(task)
        sent = [each for each, _ in platform.report_queue.sent]
        platform.report_queue.sent.clear()
        asked += [each.customer_id for each in sent if each.part is Part.CUSTOMER]
        assert len([each for each in sent if each.part is Part.CUSTOMER and each.number == number]) == size
        following = [each for each in sent if each.part is Part.CUSTOMERS]
        task = following[0] if following else task
    assert asked == [customer(number) for number in range(2_500)]
    assert not following
