"""What an owner can set for the counting of a site's visitors, and what of it makes no sense."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from code24.analytics.models import AnalyticsSettings, GoalDefinition
from code24.analytics.rollups.goals import KNOWN_STEPS
from code24.errors import InvalidRequest


def check_settings(settings: AnalyticsSettings) -> None:
    """Raises InvalidRequest with all that is wrong: the zone, names that come twice, steps that do not exist."""
    problems = [
        *_zone(settings.timezone),
        *_twice("goals", [goal.name for goal in settings.goals]),
        *(problem for number, goal in enumerate(settings.goals) for problem in _goal(number, goal)),
        *_twice("funnels", [funnel.name for funnel in settings.funnels]),
        *_steps(settings),
        *(
            (f"excludedPaths.{number}", "must begin with a slash")
            for number, path in enumerate(settings.excluded_paths)
            if not path.startswith("/")
        ),
    ]
    if problems:
        raise InvalidRequest.of(problems)


def _zone(name: str) -> list[tuple[str, str]]:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return [("timezone", f"`{name[:60]}` is no time zone of the IANA database, such as `Europe/Berlin`")]
    return []


def _twice(field: str, names: list[str]) -> list[tuple[str, str]]:
    return [
        (f"{field}.{number}.name", f"`{name}` is the name of another one already")
        for number, name in enumerate(names)
        if name in names[:number]
    ]


def _goal(number: int, goal: GoalDefinition) -> list[tuple[str, str]]:
    if (goal.event is None) is (goal.path is None):
        return [(f"goals.{number}", "names exactly one of `event` and `path`")]
    if goal.path is not None and not goal.path.startswith("/"):
        return [(f"goals.{number}.path", "must begin with a slash")]
    if goal.event is not None and not goal.event.rstrip("*"):
        return [(f"goals.{number}.event", "must name an event")]
    return [(f"goals.{number}.name", "must not begin with a slash, as paths do")] if goal.name.startswith("/") else []


def _steps(settings: AnalyticsSettings) -> list[tuple[str, str]]:
    known = {goal.name for goal in settings.goals} | KNOWN_STEPS
    return [
        (
            f"funnels.{number}.steps.{place}",
            f"`{step}` is no goal of this site; name one, a path that begins with a slash, or one of "
            + ", ".join(sorted(KNOWN_STEPS)),
        )
        for number, funnel in enumerate(settings.funnels)
        for place, step in enumerate(funnel.steps)
        if not step.startswith("/") and step not in known
    ]
