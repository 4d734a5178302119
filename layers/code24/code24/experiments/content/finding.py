"""Where a site loses its visitors, by its figures: the place where other words could keep the most of them."""

from collections.abc import Iterable, Mapping
from typing import Any

from code24.analytics.models import DayRollup
from code24.analytics.rollups.columns import FORM, PAGE
from code24.analytics.rollups.merging import merged
from code24.experiments.content.spots import Weakness, WeakSpot
from code24.experiments.statistics.proportions import wilson_interval
from code24.experiments.statistics.samples import Proportion

BOUNCING = 0.55
"""The share of arrivals on a page that leave at once, above which its words are worth a test."""
ABANDONING = 0.5
"""The share of those who begin with a form and do not send it."""
BEGINNING = 0.02
"""The share of visitors who begin with a form, below which the offer is not clear enough."""
_ERROR = 0.1
"""Of the intervals that decide: a weak spot has to be one even at its better end."""
_FEWEST = 30


def weak_spot(days: Iterable[DayRollup], form_pages: Mapping[str, str]) -> WeakSpot | None:
    """The weak spot that costs the most visitors; None where the figures show none, or are too few.

    `form_pages` are the paths of pages by the kind of the form on them.
    """
    found = merged((day.figures for day in days), "totals", "pages", "forms")
    spots = [*_arrivals(found["pages"]), *_forms(found["forms"], form_pages), *_offers(found, form_pages)]
    return max(spots, key=lambda each: each[0], default=(0.0, None))[1]


def _arrivals(pages: Mapping[str, Any]) -> Iterable[tuple[float, WeakSpot]]:
    for path, row in pages.items():
        entries, bounces = row[PAGE.index("entries")], row[PAGE.index("bounces")]
        if (surely := _at_least(bounces, entries)) > BOUNCING:
            sentence = f"Of {entries:,} visits that began at {path}, {bounces:,} ended there without a second step."
            yield (surely - BOUNCING) * entries, WeakSpot(weakness=Weakness.ARRIVAL, path=path, sentence=sentence)


def _forms(forms: Mapping[str, Any], pages: Mapping[str, str]) -> Iterable[tuple[float, WeakSpot]]:
    for form, row in forms.items():
        starters, abandoners = row[FORM.index("starters")], row[FORM.index("abandoners")]
        if form in pages and (surely := _at_least(abandoners, starters)) > ABANDONING:
            sentence = f"Of {starters:,} visitors who began with the form “{form}”, {abandoners:,} did not send it."
            # Who begins with a form is close to the goal: one of them counts as several who only arrived.
            yield (
                (surely - ABANDONING) * starters * 5,
                WeakSpot(weakness=Weakness.FORM, path=pages[form], sentence=sentence),
            )


def _offers(found: Mapping[str, Any], pages: Mapping[str, str]) -> Iterable[tuple[float, WeakSpot]]:
    visitors = found["totals"].get("visitors", 0)
    starters = sum(row[FORM.index("starters")] for row in found["forms"].values())
    if not pages or visitors < _FEWEST or starters > visitors:
        return
    most = wilson_interval(Proportion(visitors, starters), alpha=_ERROR)[1]
    if most < BEGINNING:
        sentence = f"Of {visitors:,} visitors, {starters:,} began with a form."
        yield (BEGINNING - most) * visitors, WeakSpot(weakness=Weakness.OFFER, path="/", sentence=sentence)


def _at_least(count: int, of: int) -> float:
    """The lower end of the interval of a share; 0 where there are too few to say."""
    if of < _FEWEST or count > of:
        return 0.0
    return wilson_interval(Proportion(of, count), alpha=_ERROR)[0]
