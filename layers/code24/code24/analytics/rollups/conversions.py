"""What visitors reached on a day: goals with their worth, funnels, forms, and the holdout beside the others."""

from collections.abc import Collection, Iterable
from typing import Any

from code24.analytics.event import Event
from code24.analytics.rollups.columns import COUNT, FORM, MOST_CURRENCIES, OTHER
from code24.analytics.rollups.goals import ATTEMPT, START, SUBMISSION, GoalRules, reached
from code24.analytics.rollups.tables import Table, bounded

type Money = dict[str, int]
"""Millionths by currency."""


class Group:
    """Some of the visitors as far as goals go: the holdout, or the others."""

    def __init__(self) -> None:
        self.visitors = self.converting = 0
        self.types: dict[str, int] = {}
        """Converting visitors by goal type."""
        self.revenue: Money = {}
        self.squares: dict[str, float] = {}
        """The sum of squares of what each visitor brought, in currency units: the variance follows from it."""

    def add(self, types: Iterable[str], money: Money) -> None:
        """Count a visitor by the types of goals that they completed, and what they brought."""
        self.visitors += 1
        for count, name in enumerate(types):
            self.converting += not count
            self.types[name] = self.types.get(name, 0) + 1
        for currency, value in money.items():
            self.revenue[currency] = self.revenue.get(currency, 0) + value
            self.squares[currency] = self.squares.get(currency, 0.0) + (value / 1_000_000) ** 2

    def figures(self, currencies: Collection[str]) -> dict[str, Any]:
        """The group's figures, with the revenue in some currencies."""
        return {
            "visitors": self.visitors,
            "converting": self.converting,
            "types": dict(sorted(self.types.items())),
            "revenue": _of(self.revenue, currencies),
            "squares": {name: value for name, value in sorted(self.squares.items()) if name in currencies},
        }


class Conversions:
    """Goals, funnels and forms of a day, visitor by visitor."""

    def __init__(self, rules: GoalRules) -> None:
        self._rules = rules
        self.completions = self.converting = 0
        self._goals: dict[tuple[str, str], list[int]] = {}
        """By type and name: visitors, completions."""
        self._types: Table = {}
        self._goal_money: dict[tuple[str, str], Money] = {}
        self._type_money: dict[str, Money] = {}
        self._forms: Table = {}
        self._funnels = [[0] * len(funnel.steps) for funnel in rules.funnels]
        self._holdout, self._others = Group(), Group()
        self._paid: dict[str, int] = {}
        """How often there was revenue in each currency."""

    def add(self, events: list[Event]) -> list[tuple[int, int]]:
        """Count what a visitor did on the day, in order; returns when goals were completed, and how many."""
        rules = self._rules
        completed: list[tuple[int, int]] = []
        done: list[frozenset[str]] = []
        goals: dict[tuple[str, str], int] = {}
        types: dict[str, int] = {}
        money: Money = {}
        forms: dict[str, list[int]] = {}
        holdout = False
        for event in events:
            holdout = holdout or event.holdout
            if event.kind == "goal" and event.name in _FORM_EVENTS:
                forms.setdefault(event.props.get("form", ""), [0, 0, 0])[_FORM_EVENTS[event.name]] += 1
            completions = rules.completions(event)
            if rules.funnels and (steps := rules.steps(event, completions)):
                done.append(steps)
            if not completions and event.revenue is None:
                continue
            revenue = rules.revenue(event, completions)
            if revenue is not None:
                _earn(money, revenue)
                self._paid[revenue[0]] = self._paid.get(revenue[0], 0) + 1
                for kind in {each.type for each in completions}:
                    _earn(self._type_money.setdefault(kind, {}), revenue)
            if completions:
                completed.append((event.at, len(completions)))
            for name, kind, value in completions:
                goals[kind, name] = goals.get((kind, name), 0) + 1
                types[kind] = types.get(kind, 0) + 1
                worth = revenue if event.revenue is not None else (rules.currency, value) if value else None
                if worth is not None:
                    _earn(self._goal_money.setdefault((kind, name), {}), worth)
        self._add_counts(goals, types)
        self._add_forms(forms)
        if done:
            self._add_funnels(done)
        (self._holdout if holdout else self._others).add(types, money)
        return completed

    def figures(self) -> dict[str, Any]:
        """The figures under their names."""
        currencies = self._currencies()
        return {
            "goals": self._bounded_goals(currencies),
            "types": dict(sorted(self._types.items())),
            "typeRevenue": {kind: _of(sums, currencies) for kind, sums in sorted(self._type_money.items())},
            "funnels": {
                funnel.name: {"\n".join(funnel.steps): counts}
                for funnel, counts in zip(self._rules.funnels, self._funnels, strict=True)
            },
            "forms": bounded(self._forms),
            "holdout": {
                "holdout": self._holdout.figures(currencies),
                "others": self._others.figures(currencies),
            },
        }

    def _currencies(self) -> Collection[str]:
        """Those that revenue is told in: a sender can name any three letters."""
        ranked = sorted(self._paid.items(), key=lambda paid: (-paid[1], paid[0]))
        others = [name for name, _ in ranked if name != self._rules.currency]
        return {self._rules.currency, *others[: MOST_CURRENCIES - 1]}

    def _bounded_goals(self, currencies: Collection[str]) -> dict[str, dict[str, Any]]:
        """Goals by type and name; of a type, those with the fewest visitors are one where there are very many."""
        goals: dict[str, dict[str, Any]] = {}
        kept: dict[str, Table] = {}
        for kind in {kind for kind, _ in self._goals}:
            kept[kind] = bounded({name: row for (of, name), row in self._goals.items() if of == kind})
        for kind, table in sorted(kept.items()):
            goals[kind] = {name: {"row": table[name], "revenue": {}} for name in sorted(table)}
        for (kind, name), sums in sorted(self._goal_money.items()):
            revenue = goals[kind][name if name in goals[kind] else OTHER]["revenue"]
            for each in _of(sums, currencies).items():
                _earn(revenue, each)
        return goals

    def _add_counts(self, goals: dict[tuple[str, str], int], types: dict[str, int]) -> None:
        for key, count in goals.items():
            row = self._goals.setdefault(key, [0] * len(COUNT))
            row[0] += 1
            row[1] += count
        for kind, count in types.items():
            row = self._types.setdefault(kind, [0] * len(COUNT))
            row[0] += 1
            row[1] += count
            self.completions += count
        self.converting += bool(types)

    def _add_forms(self, forms: dict[str, list[int]]) -> None:
        for form, (starts, attempts, submissions) in forms.items():
            row = self._forms.setdefault(form, [0] * len(FORM))
            visitors = (starts > 0, submissions > 0, starts > 0 and not submissions)
            for column, count in enumerate((starts, attempts, submissions, *visitors)):
                row[column] += count

    def _add_funnels(self, done: list[frozenset[str]]) -> None:
        for funnel, counts in zip(self._rules.funnels, self._funnels, strict=True):
            for step in range(reached(funnel.steps, done)):
                counts[step] += 1


def _of(money: Money, currencies: Collection[str]) -> Money:
    return {name: value for name, value in sorted(money.items()) if name in currencies}


def _earn(money: Money, revenue: tuple[str, int]) -> None:
    currency, value = revenue
    money[currency] = money.get(currency, 0) + value


_FORM_EVENTS = {START: 0, ATTEMPT: 1, SUBMISSION: 2}
