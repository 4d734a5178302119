"""A day by hand, figure by figure."""

from datetime import date
from typing import Any

import pytest

from code24.analytics.event import Event
from code24.analytics.models import AnalyticsSettings, DayRollup, Funnel, GoalDefinition
from code24.analytics.rollups.columns import MOST_ROWS, OTHER
from code24.analytics.rollups.day import day_rollup
from code24.analytics.rollups.histograms import quantile
from code24.analytics.rollups.visits import MOST_EVENTS
from code24.types import Goal
from tests.happenings import DAY, SETTINGS, SITE, goal, leave, measured, view


def figures(*events: Event, day: date = DAY, settings: AnalyticsSettings = SETTINGS) -> Any:
    return day_rollup(events, day, settings).figures


def totals(*events: Event, **more: Any) -> dict[str, int]:
    return {name: value for name, value in figures(*events, **more)["totals"].items() if value}


GOOGLE: dict[str, Any] = {"source": "Google", "channel": "search", "referrer": "www.google.com/", "country": "DE"}
AD: dict[str, Any] = {
    "source": "Google",
    "channel": "paid",
    "click": "gclid",
    "campaign": {"source": "google", "medium": "cpc", "campaign": "spring"},
}

ANN = [
    view("09:00", "ann", "/", device="mobile", browser="Safari", system="iOS", **GOOGLE),
    leave("09:00:40", 40, "ann", "/", **GOOGLE),
    view("09:01", "ann", "/pricing/", **AD),
    goal("09:02", "Form: Start", "ann", "/pricing/", props={"form": "contact"}),
    goal("09:03", "Form: Submission", "ann", "/pricing/", props={"form": "contact"}),
    view("15:00", "ann", "/", country="DE"),
]
"""Two visits: one with a goal, whose source stays the first, and one that bounces."""
BOB = [view("09:30", "bob", "/", **GOOGLE), leave("09:30:20", 20, "bob", "/")]
CAT = [
    view("23:50", "cat", "/blog/", holdout=True),
    goal("23:59", "Purchase", "cat", "/blog/", revenue=19.99, currency="EUR", props={"plan": "pro"}, holdout=True),
]


def test_totals() -> None:
    assert totals(*ANN, *BOB, *CAT) == {
        "visitors": 3, "visits": 4, "views": 5, "visitViews": 5, "bounces": 2,
        "duration": 180_000 + 0 + 20_000 + 540_000, "events": 3, "completions": 2, "converting": 2,
    }  # fmt: skip


def test_hours() -> None:
    hours = figures(*ANN, *BOB, *CAT)["hours"]
    assert len(hours) == 24
    assert {number: row for number, row in enumerate(hours) if any(row)} == {
        9: [2, 2, 3, 1, 200_000, 2, 1],
        15: [1, 1, 1, 1, 0, 0, 0],
        23: [1, 1, 1, 0, 540_000, 1, 1],
    }


def test_where_visits_came_from_is_what_they_began_with() -> None:
    found = figures(*ANN, *BOB, *CAT)
    assert found["sources"] == {"(direct)": [2, 2, 2, 1, 540_000, 1], "Google": [2, 2, 3, 1, 200_000, 1]}
    assert found["channels"] == {"direct": [2, 2, 2, 1, 540_000, 1], "search": [2, 2, 3, 1, 200_000, 1]}
    assert found["referrers"] == {"www.google.com/": [2, 2, 3, 1, 200_000, 1]}
    assert found["clicks"] == found["campaign.source"] == {}
    assert found["countries"] == {"DE": [2, 3, 4, 2, 200_000, 1], "(unknown)": [1, 1, 1, 0, 540_000, 1]}
    assert found["systems"]["iOS"] == [1, 1, 2, 0, 180_000, 1]


def test_a_campaign_has_its_tables() -> None:
    found = figures(view("10:00", **AD))
    assert found["clicks"].keys() == {"gclid"}
    tables = {name: list(table) for name, table in found.items() if name.startswith("campaign.")}
    assert tables == {
        "campaign.source": ["google"], "campaign.medium": ["cpc"], "campaign.name": ["spring"],
        "campaign.term": [], "campaign.content": [],
    }  # fmt: skip


def test_pages() -> None:
    found = figures(*ANN, *BOB, *CAT)
    assert found["pages"] == {
        "/": [2, 3, 3, 2, 2, 2, 60_000],
        "/blog/": [1, 1, 1, 1, 0, 0, 0],
        "/pricing/": [1, 1, 0, 1, 0, 0, 0],
    }
    assert {path: row[:2] for path, row in found["entries"].items()} == {"/": [2, 3], "/blog/": [1, 1]}
    assert {path: row[:2] for path, row in found["exits"].items()} == {
        "/": [2, 2],
        "/blog/": [1, 1],
        "/pricing/": [1, 1],
    }


def test_goals_money_and_the_holdout() -> None:
    found = figures(*ANN, *BOB, *CAT)
    assert found["goals"] == {
        "leads": {"Form: Submission": {"row": [1, 1], "revenue": {}}},
        "sales": {"Purchase": {"row": [1, 1], "revenue": {"EUR": 19_990_000}}},
    }
    assert found["types"] == {"leads": [1, 1], "sales": [1, 1]}
    assert found["typeRevenue"] == {"sales": {"EUR": 19_990_000}}
    assert found["holdout"]["others"] == {
        "visitors": 2, "converting": 1, "types": {"leads": 1}, "revenue": {}, "squares": {},
    }  # fmt: skip
    assert found["holdout"]["holdout"]["squares"]["EUR"] == pytest.approx(19.99**2)
    assert found["events"] == {"Form: Start": [1, 1], "Form: Submission": [1, 1], "Purchase": [1, 1]}
    assert found["props"]["Purchase"] == {"plan": {"pro": [1, 1]}}


def test_an_event_that_is_two_goals_earns_once() -> None:
    goals = (
        GoalDefinition(name="Signup", type=Goal.SIGNUPS, event="Signup", value=5),
        GoalDefinition(name="Anything", type=Goal.SIGNUPS, event="Sign*", value=3),
        GoalDefinition(name="Lead", type=Goal.LEADS, event="Signup"),
    )
    found = figures(goal("09:00", "Signup"), settings=SETTINGS.model_copy(update={"goals": goals}))
    assert {name: row["revenue"] for name, row in found["goals"]["signups"].items()} == {
        "Signup": {"EUR": 5_000_000}, "Anything": {"EUR": 3_000_000},
    }  # fmt: skip
    assert found["typeRevenue"] == {"leads": {"EUR": 5_000_000}, "signups": {"EUR": 5_000_000}}
    assert found["holdout"]["others"]["revenue"] == {"EUR": 5_000_000}
    assert (found["totals"]["completions"], found["types"]) == (3, {"leads": [1, 1], "signups": [1, 2]})


def test_forms_that_were_begun_and_not_sent() -> None:
    began = [goal("09:00", "Form: Start", who, props={"form": "contact"}) for who in ("ann", "bob", "cat")]
    sent = goal("09:09", "Form: Submission", "bob", props={"form": "contact"})
    tried = [goal("09:05", "Form: Attempt", "cat", props={"form": "contact"}, path=path) for path in ("/", "/a")]
    assert figures(*began, sent, *tried)["forms"] == {"contact": [3, 2, 1, 3, 1, 2]}


def test_funnels_count_visitors_who_took_the_steps_in_order() -> None:
    funnel = Funnel(name="Asking", steps=("/", "/pricing/", "Form: Submission"))
    settings = SETTINGS.model_copy(update={"funnels": (funnel,)})
    backwards = [view("10:00", "eve", "/pricing/"), view("10:01", "eve", "/")]
    found = figures(*ANN, *BOB, *CAT, *backwards, settings=settings)
    assert found["funnels"] == {"Asking": {"/\n/pricing/\nForm: Submission": [3, 1, 1]}}


def test_links_elsewhere() -> None:
    clicks = [
        goal("09:00", "Outbound Link: Click", props={"url": "maps.example/a"}),
        goal("09:01", "Outbound Link: Click", props={"url": "maps.example/a"}),
        goal("09:01", "Outbound Link: Click", "bob", props={"url": "maps.example/b"}),
    ]
    assert figures(*clicks)["outbound"] == {"maps.example/a": [1, 2], "maps.example/b": [1, 1]}


def test_missing_pages_count_once_for_server_and_script() -> None:
    events = [
        view("09:00", "ann", "/gone", status=404, server=True),
        view("09:00:01", "ann", "/gone", status=404),
        view("09:00", "bob", "/gone", status=404, server=True),
        view("09:01", "bob", "/gone", status=404, server=True),
    ]
    found = figures(*events)
    assert found["errors"] == {"/gone": [2, 3]}
    assert found["totals"]["views"] == 3, "a missing page was seen"


def test_a_server_s_view_counts_where_the_script_said_nothing_that_utc_day() -> None:
    seen = [view("09:00", "ann", server=True), view("12:00", "bob", server=True)]
    assert totals(*seen)["views"] == 2
    assert totals(*seen, measured("18:00", "ann", lcp=900.0))["views"] == 1
    assert totals(*seen, view("2026-03-11T01:00", "ann"))["views"] == 2


def test_the_script_speaks_for_the_utc_day_also_on_another_local_day() -> None:
    settings = SETTINGS.model_copy(update={"timezone": "Asia/Kolkata"})
    seen, spoke = view("12:00", server=True), measured("23:30", lcp=900.0)
    assert totals(seen, settings=settings)["views"] == 1
    assert totals(seen, spoke, settings=settings) == {}
    assert totals(seen, measured("2026-03-11T00:30", lcp=900.0), settings=settings)["views"] == 1
    sent = goal("23:30", "Form: Submission", server=True)
    assert totals(seen, sent, settings=settings)["views"] == 1, "the server told of the form, too"


def test_what_comes_late_belongs_to_its_page_and_to_no_visit() -> None:
    found = figures(view("09:00"), leave("09:50", 60), measured("09:51", lcp=1_000.0))
    assert found["totals"]["duration"] == 0
    assert found["pages"]["/"][5:] == [1, 60_000]
    assert quantile(found["vitals"]["lcp"]) == pytest.approx(1_000, rel=0.01)
    read_for_an_hour = figures(view("09:00"), leave("10:00", 3_590), view("10:20"))
    assert (read_for_an_hour["totals"]["visits"], read_for_an_hour["totals"]["duration"]) == (1, 4_800_000)


@pytest.mark.parametrize(("pause", "visits"), [("09:30", 1), ("09:30:00.1", 2)])
def test_half_an_hour_of_nothing_ends_a_visit(pause: str, visits: int) -> None:
    assert totals(view("09:00"), view(pause))["visits"] == visits


def test_an_action_without_a_view_is_a_visit_without_a_page() -> None:
    found = figures(goal("09:00", "Form: Submission"))
    assert found["totals"]["visits"] == found["totals"]["visitors"] == 1
    assert (found["totals"]["bounces"], found["entries"]) == (0, {})


def test_vitals_by_page() -> None:
    found = figures(*(measured("09:00", str(number), "/a", lcp=1_000.0 + number, fcp=5.0) for number in range(100)))
    assert quantile(found["vitals"]["lcp"]) == pytest.approx(1_074, rel=0.01)
    assert found["pageVitals"]["/a"].keys() == {"lcp"}


def test_nobody_does_so_much() -> None:
    flood = [
        view(f"{9 + number // 3600:02d}:{number // 60 % 60:02d}:{number % 60:02d}") for number in range(MOST_EVENTS)
    ]
    assert totals(*flood)["visitors"] == 1
    assert totals(*flood, goal("22:00", "Signup"), *BOB) == {
        "visitors": 1, "visits": 1, "views": 1, "visitViews": 1, "bounces": 1, "duration": 20_000,
        "floodVisitors": 1, "floodEvents": MOST_EVENTS + 1,
    }  # fmt: skip


def test_excluded_paths_are_not_counted() -> None:
    settings = SETTINGS.model_copy(update={"excluded_paths": ("/admin/*", "/thanks")})
    events = [view("09:00", path=path) for path in ("/admin/", "/admin/x", "/thanks", "/thanks/", "/")]
    assert set(figures(*events, settings=settings)["pages"]) == {"/", "/thanks/"}


def test_a_table_is_bounded_and_its_sums_stay() -> None:
    events = [view("09:00", str(number), f"/{number % (MOST_ROWS + 500)}") for number in range(MOST_ROWS + 600)]
    pages = figures(*events)["pages"]
    assert len(pages) == MOST_ROWS + 1
    assert list(pages)[-1] == OTHER
    assert pages[OTHER][:2] == [500, 500]
    assert sum(row[1] for row in pages.values()) == MOST_ROWS + 600


def test_a_name_like_that_of_all_others_is_one_of_them() -> None:
    events = [goal("09:00", OTHER, "eve"), *(goal("09:00", f"e{number:04d}", str(number)) for number in range(1_002))]
    found = figures(*events)["events"]
    assert (len(found), found[OTHER]) == (MOST_ROWS + 1, [3, 3])


def test_props_and_goals_are_bounded() -> None:
    events = [
        goal("09:00", f"Sale {number}", str(number), revenue=1.0, props={f"p{number}": "x"}) for number in range(1_100)
    ]
    events += [goal("09:00", "Zebra", str(number), props={"stripes": str(number)}) for number in range(150)]
    found = figures(*events)
    assert len(found["goals"]["sales"]) == MOST_ROWS + 1
    assert found["goals"]["sales"][OTHER] == {"row": [100, 100], "revenue": {"EUR": 100_000_000}}
    assert found["types"]["sales"] == [1_100, 1_100]
    assert (len(found["props"]), len(found["props"]["Zebra"]["stripes"])) == (100, 101)


@pytest.mark.parametrize("revenue", [1e10, 1e300, float("inf"), float("nan")])
def test_absurd_revenue_is_not_believed(revenue: float) -> None:
    found = figures(goal("09:00", "Purchase", revenue=revenue))
    assert (found["types"], found["typeRevenue"]) == ({"sales": [1, 1]}, {})


def test_a_visit_across_midnight_is_one_and_counts_where_it_began() -> None:
    night = [view("23:50"), view("2026-03-11T00:10", continued=True), goal("2026-03-11T00:30", "Signup")]
    first, second = totals(*night), totals(*night, day=date(2026, 3, 11))
    assert first == {"visitors": 1, "visits": 1, "views": 1, "visitViews": 2, "duration": 2_400_000}
    assert second == {"visitors": 1, "views": 1, "events": 1}
    alone = totals(*night[1:], day=date(2026, 3, 11))
    assert alone == second, "also where the day before is not at hand"


def test_a_visit_across_a_local_midnight() -> None:
    settings = SETTINGS.model_copy(update={"timezone": "Asia/Kolkata"})
    night = [view("18:20"), view("18:40")]
    assert totals(*night, settings=settings) == {
        "visitors": 1, "visits": 1, "views": 1, "visitViews": 2, "duration": 1_200_000,
    }  # fmt: skip
    assert totals(*night, day=date(2026, 3, 11), settings=settings) == {"visitors": 1, "views": 1}


def test_a_page_that_is_looked_at_across_midnight_holds_a_visit_together() -> None:
    night = [view("23:20"), leave("2026-03-11T00:10", 1_800), view("2026-03-11T00:30")]
    assert totals(*night)["visits"] == 1
    assert "visits" not in totals(*night, day=date(2026, 3, 11))


def test_hours_are_those_of_the_site() -> None:
    settings = SETTINGS.model_copy(update={"timezone": "Europe/Berlin"})
    autumn = date(2026, 10, 25)
    events = [view(f"2026-10-25T{hour}", str(hour)) for hour in ("00:30", "01:30")] + [view("2026-10-24T22:00", "eve")]
    hours = figures(*events, day=autumn, settings=settings)["hours"]
    assert [number for number, row in enumerate(hours) if row[0]] == [0, 2, 3], "two o'clock comes twice"
    assert len(hours) == 25


def test_a_rollup_is_the_same_after_storage() -> None:
    made = day_rollup([*ANN, *BOB, *CAT], DAY, SETTINGS)
    assert (made.site_id, made.day, made.timezone) == (SITE, DAY, "UTC")
    assert DayRollup.model_validate_json(made.model_dump_json()) == made
