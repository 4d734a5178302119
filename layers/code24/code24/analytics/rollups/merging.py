"""Adding figures of several days up."""

from collections.abc import Iterable, Mapping
from operator import add
from typing import Any


def merged(days: Iterable[Mapping[str, Any]], *sections: str) -> dict[str, Any]:
    """The sections of days' figures (`totals`, `pages` …) added up, number by number; what a day lacks is nothing.

    Histograms, which are texts, are written one after another. `hours` are of one day and cannot be added up.
    """
    total: dict[str, Any] = {section: {} for section in sections}
    for figures in days:
        for section in sections:
            _add(total[section], figures.get(section, {}))
    return total


def _add(total: dict[str, Any], more: Mapping[str, Any]) -> None:
    for key, value in more.items():
        known = total.get(key)
        if isinstance(value, dict):
            if known is None:
                known = total[key] = {}
            _add(known, value)
        elif known is None:
            total[key] = list(value) if isinstance(value, list) else value
        elif isinstance(value, list):
            total[key] = list(map(add, known, value))
        else:
            total[key] = known + value
