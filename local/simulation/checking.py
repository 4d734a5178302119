"""Every figure that the platform reports, held against the truth."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from local.platform_api import PlatformApi
from local.simulation.truth import Truth

VITALS_ERROR = 0.01
"""What the platform states for its percentiles."""


class Check(NamedTuple):
    """One figure."""

    name: str
    reported: float | str
    true: float | str
    tolerance: float = 0.0
    """Relative."""

    @property
    def passed(self) -> bool:
        """Whether the report is right."""
        if isinstance(self.reported, str) or isinstance(self.true, str):
            return self.reported == self.true
        return abs(self.reported - self.true) <= self.tolerance * abs(self.true) + 1e-9


def checks(api: PlatformApi, site: str, truth: Truth, days: tuple[date, date]) -> Iterator[Check]:
    """Ask the API for the days of the simulation, and compare."""
    asked = f"period=custom&from={days[0]}&to={days[1]}"

    def get(what: str, more: str = "") -> Any:
        return api.call("GET", f"/sites/{site}/stats{what}?{asked}{more}")

    figures = get("")["figures"]
    yield Check("visitors", figures["visitors"], truth.visitors)
    yield Check("visits", figures["visits"], truth.visits)
    yield Check("page views", figures["views"], truth.views)
    yield Check("bounce rate", figures["bounceRate"], round(truth.bounces / truth.visits, 4))
    yield Check("visit duration, s", figures["visitDuration"], round(truth.seconds / truth.visits, 1), 0.002)
    yield Check("converting visitors", figures["converting"], truth.converting)
    revenue = sum(each["amount"] for each in figures["revenue"])
    yield Check("revenue, EUR", revenue, round(truth.revenue, 2))
    by_hour = get("/timeseries", "&interval=hour")["points"]
    yield Check("page views, by hour", sum(point["views"] for point in by_hour), truth.views)
    for prop, figure, true in (
        ("page", "views", truth.by_page),
        ("entryPage", "visits", truth.entries),
        ("exitPage", "visits", truth.exits),
        ("source", "visits", truth.sources),
        ("country", "visitors", truth.countries),
        ("device", "visitors", truth.devices),
        ("browser", "visitors", truth.browsers),
    ):
        yield _table(prop, figure, get("/breakdown", f"&property={prop}&limit=1000")["rows"], true)
    for name, count in truth.goals.items():
        found = [row for row in get("/goals")["goals"] if row["name"] == name]
        yield Check(f"goal {name}", sum(row["completions"] for row in found), count)
    google = get("", "&filters=source==Google")["figures"]
    yield Check("visits from Google, by a filter", google["visits"], truth.sources["Google"])
    (paint,) = (each for each in get("/vitals")["measures"] if each["name"] == "lcp")
    yield Check("LCP at p75, ms", paint["p75"], _p75(truth.paints), VITALS_ERROR)
    yield Check("LCP, samples", paint["samples"], len(truth.paints))


def _table(prop: str, figure: str, rows: list[dict[str, Any]], true: Counter[str]) -> Check:
    reported = {row["value"]: row["figures"][figure] for row in rows}
    wrong = [
        f"{value}: {reported.get(value, 0)} for {true[value]}"
        for value in sorted({*reported, *true})
        if reported.get(value, 0) != true[value]
    ]
    name = f"{figure} by {prop.replace('_', ' ')}"
    return Check(name, "; ".join(wrong[:4]) or f"{len(true)} rows", f"{len(true)} rows")


def _p75(values: list[float]) -> float:
    """The smallest value that three quarters of all do not exceed."""
    ordered = sorted(values)
    return ordered[-(-len(ordered) * 3 // 4) - 1]
