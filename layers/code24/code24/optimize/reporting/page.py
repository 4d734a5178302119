"""The milestone report as a page of its own: no scripts, nothing loaded but the pictures beside it."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from code24.optimize.reporting.charts import bars, course, figure
from code24.optimize.reporting.models import Milestone

MOST_BARS = 12


class Pair(NamedTuple):
    """Pictures of a page before and after; their addresses are relative to the report."""

    path: str
    width: int
    before: str
    after: str


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("code24.optimize.reporting", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def milestone_page(milestone: Milestone, pictures: Sequence[Pair] = ()) -> str:
    """The page's HTML."""
    heaviest = sorted(milestone.weights, key=lambda weight: -weight.bytes_before)[:MOST_BARS]
    charts = [
        bars(
            "scores",
            "Scores of categories",
            "points of 100",
            ((score.category.value, score.before, score.after) for score in milestone.scores),
            most=100,
        )
    ]
    if heaviest:
        charts += [
            bars(
                "bytes",
                "Weight of a first visit, compressed",
                "kilobytes",
                ((weight.path, weight.bytes_before / 1000, weight.bytes_after / 1000) for weight in heaviest),
            ),
            bars(
                "requests",
                "Requests of a first visit",
                "requests",
                ((weight.path, weight.requests_before, weight.requests_after) for weight in heaviest),
            ),
        ]
    lines = []
    if milestone.passes > 1:
        lines = [(score.category.value, course((score.before, *score.course))) for score in milestone.scores]
    page = _environment().get_template("milestone.html")
    return page.render(milestone=milestone, charts=charts, lines=lines, pictures=pictures, figure=figure)
