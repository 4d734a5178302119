"""How the platform worked, as the report's readers get it."""

from code24.reports.document import Figure, Section, Table
from code24.reports.end_of_month.measuring import share, typical, worst
from code24.reports.end_of_month.models import Technical
from code24.reports.end_of_month.pictures import technical_charts
from code24.reports.end_of_month.wording import share_of
from code24.reports.rendering.values import NONE, number


def technical_section(technical: Technical) -> Section:
    """Rates and counts of the month, and its days as charts."""
    title = "How the platform worked"
    if not technical.measured:
        return Section(id="technical", title=title, paragraphs=("Not measured: no metric was recorded.",))
    rate = share(technical, "builds_succeeded", "builds_failed")
    requests = technical.total("requests") or 0
    return Section(
        id="technical",
        title=title,
        figures=(
            Figure(
                label="Builds that succeeded", value=share_of(rate), change=_of(technical, "builds_started", "started")
            ),
            Figure(
                label="Fixes applied",
                value=_count(technical, "fixes_applied"),
                change=_of(technical, "cycles", "cycles"),
            ),
            Figure(
                label="Requests of visitors",
                value=number(requests, 0),
                change=_of(technical, "requests_failed", "failed"),
            ),
            Figure(
                label="Incidents repaired",
                value=_count(technical, "incidents_repaired"),
                change=_of(technical, "incidents_parked", "parked for a person"),
            ),
        ),
        charts=technical_charts(technical),
        tables=(_work(technical),),
    )


def _count(technical: Technical, name: str) -> str:
    return number(technical.total(name) or 0, 0)


def _of(technical: Technical, name: str, words: str) -> str:
    return f"{_count(technical, name)} {words}"


_COUNTED = (
    ("builds_started", "Builds started"),
    ("builds_succeeded", "Builds that succeeded"),
    ("builds_failed", "Builds that failed"),
    ("cycles", "Cycles of optimization"),
    ("cycles_failed", "Cycles that failed"),
    ("releases", "Releases that cycles published"),
    ("fixes_applied", "Fixes applied"),
    ("fixes_withdrawn", "Fixes withdrawn"),
    ("tests_decided", "A/B tests decided"),
    ("requests", "Requests of visitors"),
    ("requests_failed", "Requests answered with a server error"),
    ("events_accepted", "Events accepted"),
    ("events_processed", "Events processed"),
    ("incidents_repaired", "Incidents repaired"),
    ("incidents_parked", "Incidents parked for a person"),
    ("health_checks", "Health checks"),
    ("health_checks_failed", "Health checks that failed"),
    ("runs_failed", "Calls of schedules that failed"),
)
_TIMED = (
    ("build_seconds_p50", "Build, median", "s"),
    ("build_seconds_p95", "Build, 95th percentile", "s"),
    ("cycle_seconds_p50", "Cycle, median", "s"),
    ("cycle_seconds_p95", "Cycle, 95th percentile", "s"),
    ("latency_p50", "Answer to a visitor, median", "ms"),
    ("latency_p95", "Answer to a visitor, 95th percentile", "ms"),
)


def _work(technical: Technical) -> Table:
    rows = [(name, _count(technical, key)) for key, name in _COUNTED]
    for key, name, unit in _TIMED:
        middle, most = typical(technical, key), worst(technical, key)
        told = NONE if middle is None or most is None else f"{number(middle, 1)} {unit} ({number(most, 1)} {unit})"
        rows.append((f"{name}: day in the middle (slowest day)", told))
    return Table(
        id="work",
        title="The month in counts and times",
        columns=("What", "Figure"),
        rows=tuple(rows),
        numeric=(1,),
    )
