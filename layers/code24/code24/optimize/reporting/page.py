"""The milestone report as a page of its own: no scripts, nothing loaded but the pictures beside it."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from jinja2 import Environment
from markupsafe import Markup

from code24.optimize.reporting.charts import charts
from code24.optimize.reporting.models import Milestone
from code24.reports.document import Chart
from code24.reports.rendering.charts import svg
from code24.reports.rendering.plotting import NARROW, WIDE
from code24.reports.rendering.text import plain
from code24.reports.rendering.values import short, table_of
from code24.templating import environment_of


class Pair(NamedTuple):
    """Pictures of a page before and after; their addresses are relative to the report."""

    path: str
    width: int
    before: str
    after: str


@cache
def _environment() -> Environment:
    environment = environment_of("code24.optimize.reporting")
    environment.filters["plain"] = plain
    environment.globals |= {"drawn": _drawn, "WIDE": WIDE, "NARROW": NARROW}
    return environment


def milestone_page(milestone: Milestone, pictures: Sequence[Pair] = ()) -> str:
    """The page's HTML."""
    page = _environment().get_template("milestone.html")
    return page.render(
        milestone=milestone,
        charts=[(chart, table_of(chart)) for chart in charts(milestone)],
        pictures=pictures,
        figure=lambda value: short(value, 0 if value >= 100 else 1),
    )


def _drawn(chart: Chart, width: int) -> Markup:
    return Markup(svg(chart, width))  # noqa: S704 - an element tree wrote it
