"""The charts of a milestone: before and after, and the course between."""

from collections.abc import Iterator

from code24.optimize.reporting.models import Milestone
from code24.reports.document import Chart, ChartKind, Series

MOST_PAGES = 12
"""The heaviest are drawn."""


def charts(milestone: Milestone) -> Iterator[Chart]:
    """Scores before and after and from pass to pass, and what a first visit weighs."""
    names = tuple(score.category.value for score in milestone.scores)
    yield Chart(
        id="scores",
        title="Scores of categories",
        kind=ChartKind.BARS,
        unit="points of 100",
        category="category",
        categories=names,
        series=_before_and_after([(score.before, score.after) for score in milestone.scores]),
        decimals=1,
    )
    heaviest = sorted(milestone.weights, key=lambda weight: -weight.bytes_before)[:MOST_PAGES]
    if heaviest:
        pages = tuple(weight.path for weight in heaviest)
        yield Chart(
            id="bytes",
            title="Weight of a first visit, compressed",
            kind=ChartKind.BARS,
            unit="kilobytes",
            category="page",
            categories=pages,
            series=_before_and_after([(each.bytes_before / 1000, each.bytes_after / 1000) for each in heaviest]),
            decimals=1,
        )
        yield Chart(
            id="requests",
            title="Requests of a first visit",
            kind=ChartKind.BARS,
            unit="requests",
            category="page",
            categories=pages,
            series=_before_and_after([(each.requests_before, each.requests_after) for each in heaviest]),
        )
    if milestone.passes > 1:
        yield Chart(
            id="course",
            title="Scores pass by pass",
            kind=ChartKind.LINE,
            unit="points of 100",
            category="pass",
            categories=("before", *(str(number) for number in range(1, milestone.passes + 1))),
            series=tuple(
                Series(name=score.category.value, values=(score.before, *score.course)) for score in milestone.scores
            ),
            decimals=1,
        )


def _before_and_after(pairs: list[tuple[float, float]]) -> tuple[Series, Series]:
    before, after = zip(*pairs, strict=True) if pairs else ((), ())
    return Series(name="Before", values=before), Series(name="After", values=after)
