"""What in a day's figures is worth acting on, against the site's own days before.

Each check asks for a minimum of data, for an effect that matters, and for a surprise that chance makes on one day in a
hundred at most, over all looks of the day (one an hour) and all that it looks at (Bonferroni).
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from code24.analytics.models import AnalyticsSettings, DayRollup, Opportunity, OpportunityKind
from code24.analytics.querying.reports import POOR, rating
from code24.analytics.rates import percent
from code24.analytics.rollups.columns import FORM, OTHER
from code24.analytics.rollups.days import local_day
from code24.analytics.rollups.histograms import above, quantile, size
from code24.analytics.rollups.merging import merged
from code24.analytics.surprises import Share, higher_count, higher_rate, lower_rate, more_than, rate_of

FALSE_ALARMS = 0.01
"""Of each check, a day."""
LOOKS = 24
"""A day is looked at so often."""
HISTORY = 28
"""Days that a day is compared with, at most."""
FEWEST_DAYS = 7
"""Days before that a comparison needs."""
WEEK = 7
"""Days that are taken together where one alone has too few conversions."""

EXPECTED_CONVERSIONS = 10
DROPPED_TO = 0.6
"""A rate of this share of what it was, or less, is a drop."""
SURGE = 2.0
FEWEST_VISITORS = 50
FEWEST_SAMPLES = 50
FEWEST_MISSES = 10
MISSES_TIMES = 3.0
FEWEST_STARTERS = 30
MOST_PAGES = 20
QUARTER = 0.25

_NOBODY: Mapping[str, Any] = {
    **{section: {} for section in ("types", "forms", "errors", "sources", "vitals", "pageVitals")},
    "totals": {"visitors": 0},
    "hours": [],
}
"""The figures of a day that there are none of."""
_VERDICTS = {"needs-improvement": "needs improvement", "poor": "is poor"}

type Found = tuple[OpportunityKind, str, str, dict[str, float]]
"""Kind, subject, sentence, figures."""


def opportunities(
    today: DayRollup, history: Sequence[DayRollup], settings: AnalyticsSettings
) -> tuple[Opportunity, ...]:
    """What is worth acting on in a day, finished or not, given the days before it (in any order).

    The same is found under the same id all day; `found_at` is the day's beginning, so that it stands in the same place.
    """
    begun = datetime.fromtimestamp(local_day(today.day, settings.timezone).start / 1_000, UTC)
    before = _every_day(today, history)
    checks = (_conversions, _surge, _vitals, _errors, _forms)
    return tuple(
        Opportunity(
            opportunity_id=_id(today.site_id, kind, subject, today.day),
            site_id=today.site_id,
            kind=kind,
            found_at=begun,
            subject=subject,
            sentence=sentence,
            figures=numbers,
        )
        for check in checks
        for kind, subject, sentence, numbers in check(today.figures, before)
    )


def _conversions(today: Mapping[str, Any], before: Sequence[Mapping[str, Any]]) -> Iterator[Found]:
    """Visitors who convert have become fewer, by type of goal; today, or in the last seven days."""
    types = sorted({name for figures in before for name in figures["types"]})
    for name in types:
        days = [_share(figures, name) for figures in before]
        found = _drop(_share(today, name), days, EXPECTED_CONVERSIONS, checks=len(types))
        if found is None:
            continue
        now, past, length = found
        yield (
            OpportunityKind.CONVERSION_DROP,
            name,
            f"{now[0]:,.0f} of {now[1]:,.0f} visitors ({percent(now[0] / now[1], 1)}) completed a goal of the type "
            f"{name} {_span(length)}, against {percent(past, 1)} before.",
            {"converting": now[0], "visitors": now[1], "rate": round(now[0] / now[1], 6), "before": round(past, 6)},
        )


def _surge(today: Mapping[str, Any], before: Sequence[Mapping[str, Any]]) -> Iterator[Found]:
    """More visitors have come than on any usual day, up to the hour."""
    hours = _completed_hours(today)
    counts = [_visitors(figures, hours) for figures in _known(before)]
    now = _visitors(today, hours)
    if len(counts) < FEWEST_DAYS or now < FEWEST_VISITORS:
        return
    usual = sum(counts) / len(counts)
    if now >= SURGE * usual and higher_count(now, counts) <= FALSE_ALARMS / LOOKS:
        source, visitors = _first_source(today)
        yield (
            OpportunityKind.TRAFFIC_SURGE,
            "visitors",
            f"{now:,} visitors came in the day's first {'hour' if hours == 1 else f'{hours} hours'}, against "
            f"{usual:,.0f} usually; the source that most of the day's come from is {source} ({visitors:,}).",
            {"visitors": now, "usual": round(usual, 2), "hours": hours},
        )


def _vitals(today: Mapping[str, Any], before: Sequence[Mapping[str, Any]]) -> Iterator[Found]:
    """More than a quarter of all views of the week were worse than good, on the site or on one of its busiest pages."""
    found = merged([*before[1 - WEEK :], today], "vitals", "pageVitals")
    pages = sorted(found["pageVitals"].items(), key=lambda item: (-sum(map(size, item[1].values())), item[0]))
    looked_at = [("", found["vitals"]), *pages[:MOST_PAGES]]
    limit = FALSE_ALARMS / LOOKS / (len(looked_at) * len(POOR))
    for path, measures in looked_at:
        for measure, (good, _) in POOR.items():
            written = measures.get(measure, "")
            samples, slow, p75 = size(written), above(written, good), quantile(written)
            if p75 is None or samples < FEWEST_SAMPLES or rating(measure, p75) == "good":
                continue
            if more_than(slow, samples, QUARTER) <= limit:
                shown = f"{p75:.2f}" if measure == "cls" else _duration(p75)
                yield (
                    OpportunityKind.SLOW_VITALS,
                    f"{measure} {path}".strip(),
                    f"{measure.upper()} {f'of {path}' if path else 'of all pages'} is {shown} at the 75th percentile "
                    f"of {samples:,} measurements, which {_VERDICTS[rating(measure, p75)]}.",
                    {"p75": round(p75, 4), "samples": samples, "good": good, "above": slow},
                )


def _errors(today: Mapping[str, Any], before: Sequence[Mapping[str, Any]]) -> Iterator[Found]:
    """An address that is missing is asked for by more visitors than before."""
    if len(_known(before)) < FEWEST_DAYS:
        return
    busy = {path: row for path, row in today["errors"].items() if row[0] >= FEWEST_MISSES and path != OTHER}
    visitors = max(1, today["totals"]["visitors"])
    for path, (missed, views) in sorted(busy.items()):
        days = [(_at(figures["errors"], path, 0), max(1, figures["totals"]["visitors"])) for figures in before]
        usual = rate_of(days)
        if missed / visitors < MISSES_TIMES * usual:
            continue
        if higher_rate((missed, visitors), days) <= FALSE_ALARMS / LOOKS / len(busy):
            yield (
                OpportunityKind.ERROR_PAGES,
                path,
                f"{missed:,} visitors were told today that {path} is missing, against "
                f"{usual * visitors:,.1f} in as many visitors before.",
                {"visitors": missed, "views": views, "usual": round(usual * visitors, 4)},
            )


def _forms(today: Mapping[str, Any], before: Sequence[Mapping[str, Any]]) -> Iterator[Found]:
    """Visitors who begin a form send it less often than before."""
    forms = sorted({form for figures in before for form in figures["forms"] if form != OTHER})
    for form in forms:
        days = [_sent(figures, form) for figures in before]
        found = _drop(_sent(today, form), days, EXPECTED_CONVERSIONS, checks=len(forms), fewest=FEWEST_STARTERS)
        if found is None:
            continue
        (sent, began), past, length = found
        yield (
            OpportunityKind.ABANDONED_FORMS,
            form,
            f"{began - sent:,.0f} of {began:,.0f} visitors who began the form {form or 'without a name'} "
            f"{_span(length)} did not send it ({1 - sent / began:.0%}), against {1 - past:.0%} before.",
            {"starters": began, "abandoners": began - sent, "rate": round(1 - sent / began, 6),
             "before": round(1 - past, 6)},
        )  # fmt: skip


def _drop(
    today: Share, before: Sequence[Share], expected: float, *, checks: int, fewest: int = FEWEST_VISITORS
) -> tuple[Share, float, int] | None:
    """A rate that has dropped today or in the last seven days: the counts, the rate before, and how many days."""
    for length in (1, WEEK):
        recent, past = [*before[len(before) - length + 1 :], today], before[: len(before) - length + 1]
        if sum(trials > 0 for _, trials in past) < FEWEST_DAYS:
            continue
        now, usual = (sum(count for count, _ in recent), sum(trials for _, trials in recent)), rate_of(past)
        if now[1] < fewest or now[1] * usual < expected or now[0] > DROPPED_TO * usual * now[1]:
            continue
        if lower_rate(now, past) <= FALSE_ALARMS / LOOKS / (2 * checks):
            return now, usual, length
    return None


def _every_day(today: DayRollup, history: Sequence[DayRollup]) -> list[Mapping[str, Any]]:
    """The figures of the days before, from the first that there are any of: a week is seven days, whoever came."""
    known = {
        (today.day - rollup.day).days: rollup.figures
        for rollup in history
        if 0 < (today.day - rollup.day).days <= HISTORY and rollup.timezone == today.timezone
    }
    return [known.get(ago, _NOBODY) for ago in range(max(known, default=0), 0, -1)]


def _known(before: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Without the days that nothing is known of: nobody may have come, or the site was not there."""
    return [figures for figures in before if figures is not _NOBODY]


def _share(figures: Mapping[str, Any], name: str) -> Share:
    return _at(figures["types"], name, 0), figures["totals"]["visitors"]


def _sent(figures: Mapping[str, Any], form: str) -> Share:
    began = _at(figures["forms"], form, FORM.index("starters"))
    return began - _at(figures["forms"], form, FORM.index("abandoners")), began


def _at(table: Mapping[str, Sequence[int]], key: str, column: int) -> int:
    return table[key][column] if key in table else 0


def _completed_hours(figures: Mapping[str, Any]) -> int:
    """Up to the last hour in which anything happened: that one may not be over."""
    return max((number for number, row in enumerate(figures["hours"]) if any(row)), default=0)


def _visitors(figures: Mapping[str, Any], hours: int) -> int:
    return sum(row[0] for row in figures["hours"][:hours])


def _first_source(figures: Mapping[str, Any]) -> tuple[str, int]:
    rows = ((row[0], source) for source, row in figures["sources"].items())
    visitors, source = max(rows, default=(0, "nowhere"))
    return source, visitors


def _duration(milliseconds: float) -> str:
    return f"{milliseconds / 1_000:.1f} s" if milliseconds >= 1_000 else f"{milliseconds:.0f} ms"


def _span(length: int) -> str:
    return "today" if length == 1 else f"in {length} days"


def _id(site_id: str, kind: OpportunityKind, subject: str, day: date) -> str:
    written = "\n".join((site_id, kind.value, subject, day.isoformat()))
    return "p" + hashlib.sha256(written.encode()).hexdigest()[:16]
