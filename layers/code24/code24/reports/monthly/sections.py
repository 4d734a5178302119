"""Sections that the reports of customers and of the platform share."""

from collections.abc import Iterator, Mapping

from code24.analytics.querying.models import GoalRow, Measure, Row
from code24.reports.document import Chart, ChartKind, Figure, Section, Series, Table
from code24.reports.monthly.models import Audience, FixFigures, History
from code24.reports.monthly.wording import (
    NAMES,
    NONE,
    change_of,
    counted,
    is_good,
    money,
    number,
    percent,
    value_of,
)

SHOWN_SOURCES, SHOWN_KINDS = 12, 20
_VITALS = {
    "lcp": ("Largest Contentful Paint", "2.5 s"),
    "inp": ("Interaction to Next Paint", "200 ms"),
    "cls": ("Cumulative Layout Shift", "0.1"),
    "fcp": ("First Contentful Paint", "1.8 s"),
    "ttfb": ("Time to First Byte", "0.8 s"),
}
"""Names, and up to where they are good (web.dev/articles/vitals, /fcp and /ttfb)."""
CATEGORIES = {
    "accessibility": "Accessibility",
    "conversion": "Conversion",
    "design": "Design",
    "performance": "Performance",
    "security": "Security",
    "seo": "Search engines",
}
CHANNELS = {
    "direct": "Direct",
    "search": "Search",
    "paid": "Paid",
    "social": "Social",
    "email": "E-mail",
    "referral": "Other websites",
    "ai": "AI assistants",
    "campaign": "Campaigns",
}
_RATINGS = {"good": "Good", "needs-improvement": "Needs improvement", "poor": "Poor"}


def overview(audience: Audience, history: History, month: str) -> Section:
    """The figures that stand out, each against earlier months."""
    figures = [
        Figure(label=NAMES[trend.name], value=value_of(trend), change=change_of(trend, month), good=is_good(trend))
        for trend in history.trends
    ]
    if audience.figures.revenue:
        figures.append(Figure(label="Revenue", value=money(audience.figures.revenue)))
    counted = ("Visitors are counted day by day: who comes on two days counts twice.",) if audience.channels else ()
    return Section(id="overview", title="At a glance", paragraphs=counted, figures=tuple(figures))


def sources(audience: Audience) -> Section:
    """Where visitors came from."""
    if not audience.channels:
        return Section(id="sources", title="Where visitors came from", paragraphs=("Nobody came this month.",))
    chart = Chart(
        id="channels",
        title="Sessions by channel",
        kind=ChartKind.BARS,
        unit="sessions",
        category="channel",
        categories=tuple(CHANNELS.get(row.value, row.value) for row in audience.channels),
        series=(Series(name="Sessions", values=tuple(row.figures["visits"] for row in audience.channels)),),
    )
    table = Table(
        id="sources-table",
        title="Sources with the most visitors",
        note="Here the conversion rate is the share of sessions with a goal.",
        columns=("Source", "Visitors", "Sessions", "Bounce rate", "Conversion rate"),
        rows=tuple(map(_source, audience.sources[:SHOWN_SOURCES])),
        numeric=(1, 2, 3, 4),
    )
    return Section(id="sources", title="Where visitors came from", charts=(chart,), tables=(table,))


def goals(audience: Audience) -> Section:
    """What visitors did."""
    rows = [*audience.types, *audience.goals]
    if not rows:
        return Section(id="goals", title="Goals", paragraphs=("No goal was completed this month.",))
    rate = percent(audience.figures.conversion_rate, 2)
    table = Table(
        id="goals-table",
        title="Goals by type and by name",
        columns=("Goal", "Visitors", "Completed", "Conversion rate", "Revenue"),
        rows=tuple(map(_goal, rows)),
        numeric=(1, 2, 3, 4),
    )
    sentence = (
        f"{number(audience.figures.converting)} of {number(audience.figures.visitors)} visitors converted: {rate}."
    )
    return Section(id="goals", title="Goals", paragraphs=(sentence,), tables=(table,))


def vitals(audience: Audience) -> Section:
    """How fast the websites were for those who came."""
    title = "Core Web Vitals"
    if not audience.vitals:
        return Section(id="vitals", title=title, paragraphs=("No browser measured anything this month.",))
    table = Table(
        id="vitals-table",
        title="At the 75th percentile, as visitors' browsers measured",
        columns=("Measure", "Rating", "75th percentile", "Good up to", "Measurements"),
        rows=tuple(
            (
                _VITALS[each.name][0],
                _RATINGS[each.rating],
                _measured(each),
                _VITALS[each.name][1],
                number(each.samples),
            )
            for each in audience.vitals
        ),
        numeric=(2, 3, 4),
        note="Three quarters of all page views were at least as fast; the value is within 1 % of the true one.",
    )
    return Section(id="vitals", title=title, tables=(table,))


def fixes(figures: FixFigures) -> Section:
    """What was fixed, and the scores before and after."""
    title = "Fixes, and scores before and after"
    if not figures.cycles:
        return Section(id="fixes", title=title, paragraphs=("The optimizer had nothing to change this month.",))
    charts, tables = [], []
    if figures.scores:
        charts.append(
            Chart(
                id="scores",
                title="Scores by category",
                kind=ChartKind.BARS,
                unit="points of 100",
                category="category",
                categories=tuple(CATEGORIES.get(step.category, step.category) for step in figures.scores),
                series=(
                    Series(name="Before", values=tuple(round(step.before / step.sites, 1) for step in figures.scores)),
                    Series(name="After", values=tuple(round(step.after / step.sites, 1) for step in figures.scores)),
                ),
                decimals=1,
                note="The mean over the websites that were worked on.",
            )
        )
    if figures.kinds:
        shown = figures.kinds[:SHOWN_KINDS]
        left = len(figures.kinds) - len(shown)
        tables.append(
            Table(
                id="fixes-table",
                title="Fixes by kind",
                columns=("Fix", "Websites", "Changes", "Defects before", "Defects after"),
                rows=tuple(
                    (work.title, number(work.sites), *map(number, (work.changes, work.found_before, work.found_after)))
                    for work in shown
                ),
                numeric=(1, 2, 3, 4),
                note=f"And {counted(left, 'more kind')}." if left else "",
            )
        )
    done = sum(work.fixes for work in figures.kinds)
    were = "was" if figures.withdrawn == 1 else "were"
    withdrawn = f" {number(figures.withdrawn)} made something worse and {were} withdrawn." if figures.withdrawn else ""
    cycles = counted(figures.cycles, "cycle")
    in_place = f"{counted(done, 'fix', 'fixes')} {'is' if done == 1 else 'are'} in place"
    sentence = f"{cycles} had something to do; {in_place}.{withdrawn}"
    return Section(id="fixes", title=title, paragraphs=(sentence,), charts=tuple(charts), tables=tuple(tables))


def states(counts: Mapping[str, int]) -> Iterator[Figure]:
    """How many tests there were of each state."""
    for state, count in counts.items():
        yield Figure(label=f"Tests {state.replace('-', ' ')}", value=number(count))


def _measured(measure: Measure) -> str:
    """In the unit that what is good is told in."""
    if measure.name == "cls":
        return number(measure.p75, 3)
    return f"{number(measure.p75)} ms" if measure.name == "inp" else f"{number(measure.p75 / 1_000, 2)} s"


def _source(row: Row) -> tuple[str, ...]:
    of = {name: value or 0.0 for name, value in row.figures.items()}
    rates = (percent(of["bounceRate"]), percent(of["conversionRate"], 2))
    return (row.value, number(of["visitors"]), number(of["visits"]), *rates)


def _goal(row: GoalRow) -> tuple[str, ...]:
    name = f"All {row.type}" if row.name is None else f"{row.name} ({row.type})"
    counts = (number(row.visitors), number(row.completions), percent(row.rate, 2))
    return (name, *counts, money(row.revenue) if row.revenue else NONE)
