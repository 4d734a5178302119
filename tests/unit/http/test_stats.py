"""A site's figures and how they are counted, through the platform API."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from code24.analytics.event import Event
from code24.analytics.models import AnalyticsSettings, Funnel, GoalDefinition, Opportunity, OpportunityKind
from code24.analytics.packing.events import packed_events
from code24.analytics.rollups.day import day_rollup
from code24.analytics.sets import day_key, part_of_hour
from code24.experiments.traffic import Holdout
from code24.types import Goal
from tests.happenings import goal, leave, measured, view
from tests.unit.http.client import Api
from tests.unit.http.test_optimizations import live_site

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
TODAY = [
    view("09:00", "ann", "/", source="Google", channel="search", country="DE"),
    measured("09:00:05", "ann", "/", lcp=3_000.0, cls=0.05),
    leave("09:00:30", 30, "ann", "/"),
    view("09:01", "ann", "/pricing/", source="Google", channel="search", country="DE"),
    goal("09:02", "Signup", "ann", "/pricing/", props={"plan": "pro"}),
    view("11:58", "bob", "/", country="FR"),
]
YESTERDAY = [view("2026-03-09T08:00", "cat", "/"), view("2026-03-09T09:00", "dan", "/gone", status=404)]
SETTINGS = {
    "timezone": "Europe/Berlin",
    "currency": "CHF",
    "goals": [{"name": "Joined", "type": "signups", "event": "Signup", "value": 20.0}],
    "funnels": [{"name": "Joining in", "steps": ["/", "/pricing/", "Joined"]}],
    "excludedPaths": ["/admin/*"],
    "holdoutShare": 0.1,
}


class Measured:
    """Alice's site with two days of visitors: yesterday rolled up, today still open."""

    def __init__(self, api: Api) -> None:
        self.api, self.ports = api, api.ports
        self.id = live_site(api)
        self.ports.clock.moment = NOW
        self.settings = AnalyticsSettings(
            site_id=self.id,
            goals=(GoalDefinition(name="Joined", type=Goal.SIGNUPS, event="Signup", value=20),),
            funnels=(Funnel(name="Joining in", steps=("/", "/pricing/", "Joined")),),
        )
        self.ports.site_analytics.put(self.settings)
        self.happened([*TODAY, *YESTERDAY])
        self.ports.rollups.put(day_rollup(self.mine(YESTERDAY), date(2026, 3, 9), self.settings))

    def mine(self, events: Iterable[Event]) -> list[Event]:
        return [
            Event(**{name: getattr(event, name) for name in Event.__slots__} | {"site_id": self.id}) for event in events
        ]

    def happened(self, events: Iterable[Event]) -> None:
        for number, event in enumerate(self.mine(events)):
            moment = datetime.fromtimestamp(event.at / 1_000, UTC)
            self.ports.event_sets.append(
                day_key(self.id, moment.date()), part_of_hour(moment.hour, str(number)), packed_events([event]), 0
            )

    def get(self, rest: str, key: str = "") -> Any:
        answer = self.api.ask("GET", f"/sites/{self.id}{rest}", key=key)
        assert answer.status == 200, answer.body
        return answer.json()

    def refused(self, rest: str) -> dict[str, str]:
        answer = self.api.ask("GET", f"/sites/{self.id}{rest}")
        assert answer.status == 422, answer.body
        return answer.fields()


@pytest.fixture
def site(api: Api) -> Measured:
    return Measured(api)


def test_a_range_in_figures(site: Measured) -> None:
    assert site.get("/stats?period=day") == {
        "siteId": site.id,
        "timezone": "UTC",
        "range": {"from": "2026-03-10", "to": "2026-03-10"},
        "filters": "",
        "figures": {
            "visitors": 2, "visits": 2, "views": 3, "viewsPerVisit": 1.5, "bounceRate": 0.5, "visitDuration": 60.0,
            "events": 1, "completions": 1, "converting": 1, "conversionRate": 0.5,
            "revenue": [{"currency": "EUR", "amount": 20.0}], "floodVisitors": 0, "floodEvents": 0,
        },
        "comparison": None,
    }  # fmt: skip


def test_stored_days_and_the_open_one_add_up(site: Measured) -> None:
    figures = site.get("/stats?period=7d")["figures"]
    assert (figures["visitors"], figures["visits"], figures["views"]) == (4, 4, 5)


def test_a_comparison_says_what_changed(site: Measured) -> None:
    compared = site.get("/stats?period=day&compare=previous_period")["comparison"]
    assert compared["range"] == {"from": "2026-03-09", "to": "2026-03-09"}
    assert compared["figures"]["visitors"] == 2
    assert compared["change"] == {
        "visitors": 0.0, "visits": 0.0, "views": 50.0, "viewsPerVisit": 50.0, "bounceRate": -50.0,
        "visitDuration": None, "events": None, "completions": None, "converting": None, "conversionRate": None,
        "revenue": None,
    }  # fmt: skip
    custom = "compare=custom&compareFrom=2026-03-01&compareTo=2026-03-09"
    assert site.get(f"/stats?period=day&{custom}")["comparison"]["figures"]["visitors"] == 2
    assert site.get("/stats?compare=year_over_year")["comparison"]["range"]["to"] == "2025-03-10"


def test_filters(site: Measured) -> None:
    figures = site.get("/stats?period=7d&filters=page==/pricing/;country!=FR")["figures"]
    assert (figures["visitors"], figures["views"]) == (1, 2)
    assert site.get("/stats?period=7d&filters=page==/gone")["figures"]["visitors"] == 1
    assert site.get("/stats?period=7d&filters=goal==Joined")["figures"]["visitors"] == 1


def test_a_day_by_hours(site: Measured) -> None:
    found = site.get("/stats/timeseries?period=day&compare=previous_period")
    assert (found["interval"], len(found["points"]), len(found["comparison"])) == ("hour", 24, 24)
    assert found["points"][9] == {
        "at": "2026-03-10T09:00:00+00:00", "visitors": 1, "visits": 1, "views": 2, "bounceRate": 0.0,
        "visitDuration": 120.0, "events": 1, "completions": 1,
    }  # fmt: skip
    assert [point["views"] for point in found["comparison"]][7:10] == [0, 1, 1]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("period=custom&from=2026-03-08&to=2026-03-10", {"2026-03-08": 0, "2026-03-09": 2, "2026-03-10": 2}),
        ("period=custom&from=2026-03-06&to=2026-03-10&interval=week", {"2026-03-06": 0, "2026-03-09": 4}),
        ("period=custom&from=2026-02-20&to=2026-03-10&interval=month", {"2026-02-20": 0, "2026-03-01": 4}),
    ],
)
def test_days_weeks_and_months(site: Measured, query: str, expected: dict[str, int]) -> None:
    points = site.get(f"/stats/timeseries?{query}")["points"]
    assert {point["at"]: point["visitors"] for point in points} == expected


def test_hours_of_the_day_on_which_clocks_change(site: Measured) -> None:
    site.ports.site_analytics.put(site.settings.model_copy(update={"timezone": "Europe/Berlin"}))
    points = site.get("/stats/timeseries?period=custom&from=2025-10-26&to=2025-10-26")["points"]
    assert [point["at"] for point in points][1:4] == [
        "2025-10-26T01:00:00+02:00", "2025-10-26T02:00:00+02:00", "2025-10-26T02:00:00+01:00",
    ]  # fmt: skip
    assert len(points) == 25


def test_a_breakdown_by_page(site: Measured) -> None:
    found = site.get("/stats/breakdown?property=page&period=7d&compare=previous_period")
    assert (found["total"], found["page"], found["property"]) == (3, 1, "page")
    assert found["rows"][0] == {
        "value": "/",
        "figures": {"visitors": 3, "views": 3, "entries": 3, "exits": 2, "bounceRate": 0.6667, "exitRate": 0.6667,
                    "timeOnPage": 30.0},
        "change": None,
    }  # fmt: skip
    assert [row["value"] for row in found["rows"]] == ["/", "/gone", "/pricing/"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("source", {"(direct)": 3, "Google": 1}),
        ("country", {"(unknown)": 2, "DE": 1, "FR": 1}),
        ("entryPage", {"/": 3, "/gone": 1}),
        ("event", {"Signup": 1}),
        ("error", {"/gone": 1}),
        ("prop:plan", {"pro": 1}),
        ("utmSource", {}),
    ],
)
def test_breakdowns(site: Measured, wanted: str, expected: dict[str, int]) -> None:
    rows = site.get(f"/stats/breakdown?period=7d&property={wanted}")["rows"]
    assert {row["value"]: row["figures"]["visitors"] for row in rows} == expected


def test_a_breakdown_has_pages(site: Measured) -> None:
    found = [site.get(f"/stats/breakdown?property=page&period=7d&limit=2&page={page}") for page in (1, 2, 3)]
    assert [[row["value"] for row in each["rows"]] for each in found] == [["/", "/gone"], ["/pricing/"], []]
    assert {each["total"] for each in found} == {3}


def test_goals(site: Measured) -> None:
    found = site.get("/stats/goals?period=7d&compare=previous_period")
    assert found["goals"] == [
        {"name": "Joined", "type": "signups", "visitors": 1, "completions": 1, "rate": 0.25,
         "revenue": [{"currency": "EUR", "amount": 20.0}], "change": None},
    ]  # fmt: skip
    assert [(row["type"], row["visitors"]) for row in found["types"]] == [("signups", 1)]
    assert found["types"][0]["revenue"] == [{"currency": "EUR", "amount": 20.0}]
    assert (found["holdout"]["visitors"], found["others"]["visitors"]) == (0, 4)
    nothing = site.get("/stats/goals?period=custom&from=2026-01-01&to=2026-01-02")
    assert [(row["name"], row["completions"]) for row in nothing["goals"]] == [("Joined", 0)]


def test_forms(site: Measured) -> None:
    began = [goal("10:00", "Form: Start", who, props={"form": "contact"}) for who in ("eve", "fay")]
    site.happened([*began, goal("10:02", "Form: Submission", "eve", props={"form": "contact"})])
    assert site.get("/stats/goals?period=day")["forms"] == {
        "contact": {"starts": 2, "attempts": 0, "submissions": 1, "starters": 2, "submitters": 1, "abandoners": 1,
                    "abandonment": 0.5},
    }  # fmt: skip


def test_funnels(site: Measured) -> None:
    (funnel,) = site.get("/stats/funnels?period=7d")["funnels"]
    assert funnel == site.get("/stats/funnels/Joining%20in?period=7d")
    assert [(step["step"], step["visitors"], step["lost"]) for step in funnel["steps"]] == [
        ("/", 3, 0), ("/pricing/", 1, 2), ("Joined", 1, 0),
    ]  # fmt: skip
    assert (funnel["rate"], funnel["countedDays"], funnel["steps"][1]["fromPrevious"]) == (0.3333, 2, 0.3333)
    assert site.api.ask("GET", f"/sites/{site.id}/stats/funnels/None").status == 404


def test_days_that_were_counted_with_other_steps_are_left_out_of_a_funnel(site: Measured) -> None:
    other = Funnel(name="Joining in", steps=("/", "Joined"))
    site.ports.site_analytics.put(site.settings.model_copy(update={"funnels": (other,)}))
    assert site.get("/stats/funnels/Joining%20in?period=7d")["countedDays"] == 1


def test_vitals(site: Measured) -> None:
    found = site.get("/stats/vitals?period=7d")
    lcp, cls = found["measures"]
    assert (lcp["name"], lcp["rating"], lcp["samples"]) == ("lcp", "needs-improvement", 1)
    assert lcp["p75"] == pytest.approx(3_000, rel=0.01)
    assert (cls["name"], cls["rating"]) == ("cls", "good")
    assert [page["path"] for page in found["pages"]] == ["/"]


def test_who_is_there(site: Measured) -> None:
    found = site.get("/stats/realtime")
    assert (found["visitors"], found["views"], found["minutes"]) == (1, 1, 5)
    assert found["pages"] == [{"value": "/", "visitors": 1}]
    assert found["sources"] == [{"value": "(direct)", "visitors": 1}]
    assert found["countries"] == [{"value": "FR", "visitors": 1}]
    site.ports.clock.advance(minutes=4)
    assert site.get("/stats/realtime")["visitors"] == 0


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("/stats?period=week", "period"),
        ("/stats?from=2026-03-01", "from"),
        ("/stats?period=custom&from=2026-03-01", "to"),
        ("/stats?period=custom&from=soon&to=2026-03-01", "from"),
        ("/stats?compareFrom=2026-03-01", "compareFrom"),
        ("/stats?compare=custom", "compareFrom"),
        ("/stats?filters=colour==red", "filters"),
        ("/stats?period=12mo&filters=page==/", "filters"),
        ("/stats/timeseries?period=12mo&interval=hour", "interval"),
        ("/stats/timeseries?interval=minute", "interval"),
        ("/stats/breakdown?property=colour", "property"),
        ("/stats/breakdown", "property"),
        ("/stats/breakdown?property=page&limit=0", "limit"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(site: Measured, query: str, field: str) -> None:
    assert site.refused(query).keys() == {field}


@pytest.mark.parametrize(
    "rest",
    ["/stats", "/stats/timeseries", "/stats/breakdown?property=page", "/stats/goals", "/stats/funnels",
     "/stats/funnels/x", "/stats/vitals", "/stats/realtime", "/stats/opportunities", "/analytics"],
)  # fmt: skip
def test_nobody_sees_somebody_else_s(site: Measured, rest: str) -> None:
    theirs = site.api.ask("GET", f"/sites/{site.id}{rest}", key=site.api.other_key)
    none = site.api.ask("GET", f"/sites/s000000000099{rest}", key=site.api.other_key)
    assert theirs.status == none.status == 404
    assert theirs.json()["detail"].replace(site.id, "s000000000099") == none.json()["detail"]


def test_what_is_worth_acting_on(site: Measured) -> None:
    assert site.get("/stats/opportunities") == {"opportunities": []}
    found = [
        Opportunity(
            opportunity_id=f"p{number:016d}", site_id=site.id, kind=OpportunityKind.ERROR_PAGES,
            found_at=NOW - timedelta(days=number), subject="/gone", sentence="It is missing.", figures={"visitors": 12},
        )
        for number in range(3)
    ]  # fmt: skip
    site.ports.opportunities.publish(found)
    told = site.get("/stats/opportunities?limit=2")["opportunities"]
    assert [each["opportunityId"] for each in told] == ["p0000000000000000", "p0000000000000001"]
    assert (told[0]["kind"], told[0]["figures"]) == ("error-pages", {"visitors": 12})
    assert site.refused("/stats/opportunities?limit=101").keys() == {"limit"}


def test_settings_are_the_defaults_at_first(api: Api) -> None:
    site_id = live_site(api)
    assert api.ask("GET", f"/sites/{site_id}/analytics").json() == {
        "siteId": site_id, "timezone": "UTC", "currency": "EUR", "goals": [], "funnels": [], "excludedPaths": [],
        "holdoutShare": 0.05,
    }  # fmt: skip


def test_a_changed_share_of_the_holdout_counts_at_once(site: Measured) -> None:
    sites = site.ports.sites
    first = sites.release(site.id, sites.get(site.id).live_release or "")
    better = first.model_copy(update={"release_id": "r0000000002", "source": first.release_id, "version": "2"})
    sites.add_release(better)
    sites.records[site.id] = sites.get(site.id).model_copy(update={"live_release": better.release_id})
    for share, held_out in ((0.1, Holdout(f"preview-{first.release_id}", 0.1)), (0, None)):
        answer = site.api.ask("PUT", f"/sites/{site.id}/analytics", SETTINGS | {"holdoutShare": share})
        assert answer.status == 200, answer.body
        assert site.ports.traffic_plans.get(site.id).holdout == held_out


def test_settings_are_replaced_and_days_counted_again(site: Measured) -> None:
    answer = site.api.ask("PUT", f"/sites/{site.id}/analytics", SETTINGS)
    assert answer.status == 200, answer.body
    stored = site.get("/analytics")
    assert stored == answer.json()
    assert stored["goals"] == [{**SETTINGS["goals"][0], "path": None}]  # type: ignore[index]
    assert stored["timezone"] == "Europe/Berlin"
    assert site.ports.rollup_queue.asked == [site.id]
    assert site.get("/stats?period=day")["figures"]["revenue"] == [{"currency": "CHF", "amount": 20.0}]


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"timezone": "Europe/Atlantis"}, {"timezone"}),
        ({"timezone": "../../etc/passwd"}, {"timezone"}),
        ({"timezone": ""}, {"timezone"}),
        ({"currency": "euro"}, {"currency"}),
        ({"goals": [{"name": "a", "type": "leads", "event": "x"}, {"name": "a", "type": "leads", "path": "/"}],
          "funnels": []}, {"goals.1.name"}),
        ({"goals": [{"name": "a", "type": "leads"}], "funnels": []}, {"goals.0"}),
        ({"goals": [{"name": "a", "type": "leads", "event": "x", "path": "/"}], "funnels": []}, {"goals.0"}),
        ({"goals": [{"name": "a", "type": "leads", "path": "x"}], "funnels": []}, {"goals.0.path"}),
        ({"goals": [{"name": "/a", "type": "leads", "path": "/x"}], "funnels": []}, {"goals.0.name"}),
        ({"goals": [{"name": "a", "type": "leads", "event": "*"}], "funnels": []}, {"goals.0.event"}),
        ({"goals": [{"name": "a", "type": "fame", "event": "x"}], "funnels": []}, {"goals.0.type"}),
        ({"goals": []}, {"funnels.0.steps.2"}),
        ({"funnels": [{"name": "f", "steps": ["/"]}]}, {"funnels.0.steps"}),
        ({"funnels": [{"name": "f", "steps": ["/"] * 9}]}, {"funnels.0.steps"}),
        ({"funnels": [{"name": "f", "steps": ["/", "/a"]}] * 2}, {"funnels.1.name"}),
        ({"holdoutShare": 0.6}, {"holdoutShare"}),
        ({"excludedPaths": ["admin"]}, {"excludedPaths.0"}),
        ({"siteId": "s000000000001"}, {"siteId"}),
    ],
)  # fmt: skip
def test_settings_that_make_no_sense_are_refused(site: Measured, change: dict[str, Any], fields: set[str]) -> None:
    answer = site.api.ask("PUT", f"/sites/{site.id}/analytics", SETTINGS | change)
    assert answer.status == 422
    assert answer.fields().keys() == fields
    assert site.ports.site_analytics.get(site.id) == site.settings
    assert site.ports.rollup_queue.asked == []


def test_nobody_sets_somebody_else_s(site: Measured) -> None:
    assert site.api.ask("PUT", f"/sites/{site.id}/analytics", SETTINGS, key=site.api.other_key).status == 404
    assert site.ports.site_analytics.get(site.id) == site.settings


@given(st.text(max_size=40), st.text(max_size=20))
@settings(max_examples=25)
def test_any_question_is_answered(site: Measured, filters: str, wanted: str) -> None:
    query = urlencode({"filters": filters, "property": wanted, "period": "day"}, errors="replace")
    assert site.api.ask("GET", f"/sites/{site.id}/stats/breakdown?{query}").status in {200, 422}
