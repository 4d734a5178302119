"""Sites added up to a customer's month, and customers to the platform's."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from code24.reports.calendar import Month
from code24.reports.monthly.combining import added_strata, combined, stratum_of
from code24.reports.monthly.experiments import counts_of
from code24.reports.monthly.fixes import added_fixes
from code24.reports.monthly.forecasting import forecasts_of
from code24.reports.monthly.making.models import Strata, Summary
from code24.reports.monthly.models import (
    CustomerMonth,
    Experiment,
    FixFigures,
    History,
    LiftFigures,
    MonthPoint,
    PlatformMonth,
    SiteFile,
    SiteRow,
)
from code24.reports.monthly.sums import audience_of, sums_of, without_names
from code24.reports.monthly.trends import added_points, trends_of
from code24.reports.monthly.wording import customer_notes, platform_notes
from code24.types import CustomerId

MOST_EXPERIMENTS = 200
"""In a customer's report; sites' own files have all of theirs."""


@dataclass
class CustomerSums:
    """What a customer's sites add up to, one after another: nothing of a site is kept but its row."""

    month: Month
    rows: list[SiteRow] = field(default_factory=list)
    sums: dict[str, Any] = field(default_factory=lambda: sums_of(()))
    points: tuple[MonthPoint, ...] = ()
    strata: Strata = field(default_factory=Strata)
    only: LiftFigures | None = None
    experiments: list[Experiment] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    fixes: FixFigures = field(default_factory=FixFigures)
    left: int = 0
    unread: int = 0
    former_zone_days: int = 0

    def add(self, site: SiteFile, row: SiteRow) -> None:
        """Count a site."""
        self.rows.append(row)
        self.sums = sums_of((self.sums, site.sums))
        self.points = added_points((self.points, site.history.months))
        self.strata = added_strata((self.strata, stratum_of(site.lift)))
        self.only = site.lift if len(self.rows) == 1 else None
        self.experiments = _newest([*self.experiments, *site.experiments])
        self.counts.update(counts_of(site.experiments))
        self.fixes = added_fixes((self.fixes, site.fixes))
        self.former_zone_days += site.former_zone_days

    def add_left(self, row: SiteRow) -> None:
        """Name a site that was deleted, and whose figures went with it."""
        self.rows.append(row)
        self.left += row.until is not None and row.until in self.month

    def add_unread(self, row: SiteRow) -> None:
        """Name a site whose figures could not be read."""
        self.rows.append(row)
        self.unread += 1

    def report(self, customer_id: CustomerId, name: str, made_at: datetime) -> CustomerMonth:
        """The customer's month."""
        return CustomerMonth(
            customer_id=customer_id,
            name=name,
            month=str(self.month),
            made_at=made_at,
            sites=tuple(sorted(self.rows, key=_rank)),
            audience=audience_of(self.sums),
            history=_history(self.points, self.month),
            lift=self.only or combined(self.strata),
            experiments=tuple(self.experiments),
            experiment_counts=dict(sorted(self.counts.items())),
            fixes=self.fixes,
            notes=customer_notes(self.rows, self.former_zone_days, self.fixes),
        )

    def summary(self) -> Summary:
        """What the platform's month takes of it."""
        totals: Mapping[str, int] = self.sums["totals"]
        return Summary(
            with_visitors=int(totals["visitors"] > 0),
            sites=sum(row.figures is not None for row in self.rows),
            left=self.left,
            unread=self.unread,
            sums=without_names(self.sums),
            months=self.points,
            strata=self.strata,
            experiment_counts=dict(sorted(self.counts.items())),
            fixes=self.fixes,
        )


class PlatformSums:
    """What summaries add up to, one after another."""

    def __init__(self) -> None:
        self._total = Summary(
            customers=0, sums=sums_of(()), months=(), strata=Strata(), experiment_counts={}, fixes=FixFigures()
        )

    def add(self, more: Summary) -> None:
        """Count a customer's, or a slice's."""
        then = self._total
        counts = Counter(then.experiment_counts)
        counts.update(more.experiment_counts)
        self._total = Summary(
            customers=then.customers + more.customers,
            with_visitors=then.with_visitors + more.with_visitors,
            sites=then.sites + more.sites,
            left=then.left + more.left,
            unread=then.unread + more.unread,
            sums=sums_of((then.sums, more.sums)),
            months=added_points((then.months, more.months)),
            strata=added_strata((then.strata, more.strata)),
            experiment_counts=dict(sorted(counts.items())),
            fixes=added_fixes((then.fixes, more.fixes)),
            missing=then.missing + more.missing,
        )

    def summary(self, missing: int = 0) -> Summary:
        """All together, with how many customers' months could not be made besides."""
        return self._total.model_copy(update={"missing": self._total.missing + missing})

    def report(self, month: Month, made_at: datetime, missing_slices: int = 0) -> PlatformMonth:
        """The platform's month."""
        total = self._total
        return PlatformMonth(
            month=str(month),
            made_at=made_at,
            customers=total.customers,
            with_visitors=total.with_visitors,
            sites=total.sites,
            left=total.left,
            missing=total.missing,
            unread=total.unread,
            audience=audience_of(total.sums),
            history=_history(total.months, month),
            lift=combined(total.strata),
            experiment_counts=total.experiment_counts,
            fixes=total.fixes,
            notes=platform_notes(total, missing_slices),
        )


def history_of(points: tuple[MonthPoint, ...]) -> History:
    """Months with what they say about each other, and let expect."""
    return History(months=points, trends=trends_of(points), forecasts=forecasts_of(points))


def _history(points: tuple[MonthPoint, ...], month: Month) -> History:
    """A month without any site is one with nothing."""
    return history_of(added_points((points, (MonthPoint(month=str(month), whole=False),))))


def _newest(experiments: list[Experiment]) -> list[Experiment]:
    ordered = sorted(experiments, key=lambda each: each.test_id)
    return sorted(ordered, key=lambda each: each.start, reverse=True)[:MOST_EXPERIMENTS]


def _rank(row: SiteRow) -> tuple[bool, int, str]:
    return row.figures is None, -row.figures.visitors if row.figures else 0, row.site_id
