"""Which events complete which goals, what that is worth, and how far visitors come in funnels."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from code24.analytics.event import Event
from code24.analytics.models import AnalyticsSettings, GoalDefinition
from code24.types import Goal

SUBMISSION, OUTBOUND = "Form: Submission", "Outbound Link: Click"
START, ATTEMPT = "Form: Start", "Form: Attempt"
KNOWN_STEPS = frozenset({SUBMISSION, OUTBOUND, START, ATTEMPT})
"""Events that every site can have, so that a funnel may name them."""
MICRO = 1_000_000
"""Money is counted in millionths, as whole numbers: their sum does not depend on the order."""

MOST_REVENUE = 1e9
"""More than this in one event is not believed."""

FORM_GOALS = {
    "contact": "leads",
    "quote": "leads",
    "booking": "bookings",
    "newsletter": "signups",
    "order": "sales",
}
"""What a form that was sent is, by its kind; a lead where the kind is not known."""
_TYPES = frozenset(goal.value for goal in Goal)


class Completion(NamedTuple):
    """One goal that an event completes."""

    name: str
    type: str
    """A `Goal`'s value."""
    value: int
    """What it is worth where the event brings no revenue, in millionths of the site's currency."""


class GoalRules:
    """What a site's settings say about goals and funnels, ready for many events."""

    def __init__(self, settings: AnalyticsSettings) -> None:
        self.currency = settings.currency
        self.funnels = settings.funnels
        self._of_events = tuple(goal for goal in settings.goals if goal.event is not None)
        self._of_paths = tuple(goal for goal in settings.goals if goal.path is not None)
        self._steps = frozenset(step for funnel in settings.funnels for step in funnel.steps)
        self._view_completions = lru_cache(maxsize=10_000)(self._completed_by_path)
        self._path_steps = lru_cache(maxsize=10_000)(self._steps_by_path)

    def completions(self, event: Event) -> tuple[Completion, ...]:
        """The goals that an event completes: those that the settings name it for, or else the one that it is by itself.

        By themselves, forms that were sent, clicks on links elsewhere and events with revenue are goals, and custom
        events that carry a goal's type in their prop `type`.
        """
        if event.kind == "view":
            return self._view_completions(event.path) if self._of_paths else ()
        if event.kind != "goal":
            return ()
        named = tuple(_completion(goal) for goal in self._of_events if _matches(goal.event or "", event.name))
        return named or _by_itself(event)

    def revenue(self, event: Event, completions: Iterable[Completion]) -> tuple[str, int] | None:
        """Currency and millionths that an event brings; a goal's own value where the event says nothing."""
        if event.revenue is not None:
            believed = abs(event.revenue) <= MOST_REVENUE
            return (event.currency or self.currency, round(event.revenue * MICRO)) if believed else None
        value = max((each.value for each in completions), default=0)
        return (self.currency, value) if value else None

    def steps(self, event: Event, completions: Iterable[Completion]) -> frozenset[str]:
        """The funnels' steps that an event is."""
        if event.kind == "view":
            paths = self._path_steps(event.path)
            return paths | (self._steps & {each.name for each in completions}) if completions else paths
        if event.kind != "goal":
            return frozenset()
        return self._steps & {event.name, *(each.name for each in completions)}

    def _completed_by_path(self, path: str) -> tuple[Completion, ...]:
        return tuple(_completion(goal) for goal in self._of_paths if _matches(goal.path or "", path))

    def _steps_by_path(self, path: str) -> frozenset[str]:
        return frozenset(step for step in self._steps if step.startswith("/") and _matches(step, path))


def reached(steps: tuple[str, ...], done: Iterable[frozenset[str]]) -> int:
    """How many of the steps, from the first, a visitor did in order; one event is one step at most."""
    count = 0
    for each in done:
        if count < len(steps) and steps[count] in each:
            count += 1
    return count


def _matches(pattern: str, text: str) -> bool:
    return text.startswith(pattern[:-1]) if pattern.endswith("*") else text == pattern


def _completion(goal: GoalDefinition) -> Completion:
    return Completion(goal.name, goal.type.value, round((goal.value or 0) * MICRO))


def _by_itself(event: Event) -> tuple[Completion, ...]:
    if event.name == SUBMISSION:
        return (Completion(event.name, FORM_GOALS.get(event.props.get("form", ""), "leads"), 0),)
    if event.name == OUTBOUND:
        return (Completion(event.name, "traffic", 0),)
    if event.revenue is not None:
        return (Completion(event.name, "sales", 0),)
    if (said := event.props.get("type", "")) in _TYPES:
        return (Completion(event.name, said, 0),)
    return ()
