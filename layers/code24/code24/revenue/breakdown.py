"""What a month's revenue is made of: plans, reasons of losses, cohorts, and what follows from its figures."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from code24.reports.calendar import Month
from code24.revenue.customers import Moved, Span, at
from code24.revenue.definitions import Counted
from code24.revenue.ledger.states import State
from code24.revenue.levels import Step
from code24.revenue.models import Cohort, Economics, LostTo, PlanRevenue, Reason, RevenueMonth


@dataclass(slots=True)
class Breakdown:
    """What is gathered of one currency, subscription by subscription and customer by customer."""

    plans: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    """Revenue and subscriptions by plan."""
    lost: defaultdict[Reason, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    """Revenue and subscriptions by reason."""
    cohorts: defaultdict[int, list[list[int]]] = field(default_factory=lambda: defaultdict(list))
    """Customers and revenue at each month's end, by the place of the month that they came in."""

    def add_subscription(
        self, history: Sequence[tuple[datetime, State]], steps: Sequence[Step], span: Span, counted: Counted
    ) -> None:
        """Count a subscription at the end of a month, and what became of it in it."""
        end = at(steps, span.ends)
        if end.mrr:
            plan = next(state.plan for moment, state in reversed(history) if moment < span.ends)
            self.plans[plan][0] += end.mrr
            self.plans[plan][1] += 1
        elif not end.stays and (brought := _last_brought(steps, span, counted)):
            lost = self.lost[end.reason or Reason.UNKNOWN]
            lost[0] += brought
            lost[1] += 1

    def add_customer(self, months: Sequence[Moved]) -> None:
        """Count a customer in the cohort that it came in, where that is one of these months."""
        came = next((place for place, month in enumerate(months) if month.came), None)
        if came is None:
            return
        cohort = self.cohorts[came]
        for place, month in enumerate(months[came:]):
            if place == len(cohort):
                cohort.append([0, 0])
            cohort[place][0] += month.is_one
            cohort[place][1] += month.end

    def plan_revenues(self) -> tuple[PlanRevenue, ...]:
        """Most revenue first."""
        rows = (PlanRevenue(plan=plan, mrr=mrr, subscriptions=several) for plan, (mrr, several) in self.plans.items())
        return tuple(sorted(rows, key=lambda row: (-row.mrr, row.plan)))

    def losses(self) -> tuple[LostTo, ...]:
        """Most revenue first."""
        rows = (LostTo(reason=reason, mrr=mrr, subscriptions=several) for reason, (mrr, several) in self.lost.items())
        return tuple(sorted(rows, key=lambda row: (-row.mrr, row.reason)))

    def cohort_rows(self, months: Sequence[Month]) -> tuple[Cohort, ...]:
        """Oldest first; `months` are those that customers' months were given of."""
        return tuple(
            Cohort(
                year=months[came].year,
                month=months[came].month,
                customers=tuple(customers for customers, _ in cohort),
                mrr=tuple(mrr for _, mrr in cohort),
            )
            for came, cohort in sorted(self.cohorts.items())
        )


def _last_brought(steps: Sequence[Step], span: Span, counted: Counted) -> int:
    """What a subscription last brought; 0 where it did not in the month, nor at its start.

    By `WHOLE_MONTH` that is what it brought at the start: what only came within the month was never there.
    """
    within = [level.mrr for moment, level in steps if span.begins <= moment < span.ends and level.mrr]
    return within[-1] if within and counted is Counted.EACH_CHANGE else at(steps, span.begins).mrr


def economics(month: RevenueMonth) -> Economics:
    """What follows from a month's figures, exactly divided and rounded once.

    LTV is ARPA over logo churn, with neither margin nor discounting; its limits are those of one month's churn.
    """
    moves = month.movements
    won, lost = moves.new + moves.reactivation + moves.expansion, moves.contraction + moves.churn
    average = Fraction(month.end_mrr, month.end_customers) if month.end_customers else None
    churn = Fraction(month.logo_churn).limit_denominator(10**12) if month.logo_churn else None
    return Economics(
        average_per_customer=None if average is None else round(average),
        quick_ratio=float(Fraction(won, lost)) if lost else None,
        lifetime_months=float(1 / churn) if churn else None,
        lifetime_value=round(average / churn) if average is not None and churn else None,
    )
