"""Core Web Vitals of a day: histograms over all pages and by page."""

from collections.abc import Iterable
from typing import Any

from code24.analytics.event import Event
from code24.analytics.rollups.columns import MOST_VALUES
from code24.analytics.rollups.histograms import histogram

MEASURES = ("lcp", "inp", "cls", "fcp", "ttfb")
OF_PAGES = ("lcp", "inp", "cls")
"""Those that Core Web Vitals are judged by; only they are kept page by page."""


class PageVitals:
    """What pages measured, value by value."""

    def __init__(self) -> None:
        self._of_pages: dict[str, dict[str, list[float]]] = {}

    def add(self, event: Event) -> None:
        """Count an event of kind `vitals`."""
        page = self._of_pages.setdefault(event.path, {})
        for measure, value in event.vitals.items():
            if measure in MEASURES:
                page.setdefault(measure, []).append(value)

    def figures(self) -> dict[str, Any]:
        """Histograms by measure, over all pages and of those with the most measurements."""
        everywhere: dict[str, list[float]] = {}
        for page in self._of_pages.values():
            for measure, values in page.items():
                everywhere.setdefault(measure, []).extend(values)
        pages = sorted(self._of_pages.items(), key=lambda entry: (-sum(map(len, entry[1].values())), entry[0]))
        return {
            "vitals": _histograms(everywhere, MEASURES),
            "pageVitals": {path: _histograms(page, OF_PAGES) for path, page in pages[:MOST_VALUES]},
        }


def _histograms(values: dict[str, list[float]], measures: Iterable[str]) -> dict[str, str]:
    return {measure: histogram(values[measure]) for measure in measures if measure in values}
