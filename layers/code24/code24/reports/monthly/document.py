"""The reports of a month as their readers get them."""

from collections.abc import Iterator, Sequence

from code24.reports.document import Document, Figure, Section, Table
from code24.reports.monthly.course import course
from code24.reports.monthly.models import (
    CustomerMonth,
    Experiment,
    FixFigures,
    History,
    LiftFigures,
    PlatformMonth,
    SiteRow,
)
from code24.reports.monthly.sections import fixes, goals, overview, sources, states, vitals
from code24.reports.monthly.wording import (
    NONE,
    changes_of,
    counted,
    lift_alone,
    lift_ends,
    lift_of,
    lift_said,
    may_be_none,
    month_name,
    number,
    percent,
    signed,
)

SHOWN_SITES, SHOWN_TESTS = 100, 30
_NO_TEST = "No test ran this month."


def customer_document(report: CustomerMonth) -> Document:
    """A customer's month."""
    when = month_name(report.month)
    return Document(
        id=f"month-{report.month}",
        title=f"{when} in figures",
        subtitle=report.name,
        made_at=report.made_at,
        summary=tuple(_said(_whose(report), report.history, report.lift, report.fixes, report.month)),
        sections=(
            overview(report.audience, report.history, report.month),
            course(report.history),
            sources(report.audience),
            goals(report.audience),
            vitals(report.audience),
            _experiments(report),
            fixes(report.fixes),
            _sites(report.sites),
        ),
        notes=report.notes,
    )


def platform_document(report: PlatformMonth) -> Document:
    """The platform's month."""
    when = month_name(report.month)
    who = f"{counted(report.sites, 'website')} of {counted(report.customers, 'customer')}"
    counts = (
        Figure(label="Customers", value=number(report.customers)),
        Figure(label="Customers with visitors", value=number(report.with_visitors)),
        Figure(label="Websites", value=number(report.sites)),
        Figure(label="Websites that left", value=number(report.left)),
    )
    glance = overview(report.audience, report.history, report.month)
    return Document(
        id=f"platform-month-{report.month}",
        title=f"{when} in figures",
        subtitle="All customers of the platform",
        made_at=report.made_at,
        summary=tuple(_said(who, report.history, report.lift, report.fixes, report.month)),
        sections=(
            glance.model_copy(update={"figures": (*counts, *glance.figures)}),
            course(report.history),
            sources(report.audience),
            goals(report.audience),
            vitals(report.audience),
            Section(
                id="experiments",
                title="Tests and their measured lift",
                paragraphs=(" ".join(lift_said(report.lift)), *(() if report.experiment_counts else (_NO_TEST,))),
                figures=(_lift(report.lift), *states(report.experiment_counts)),
            ),
            fixes(report.fixes),
        ),
        notes=report.notes,
    )


def _whose(report: CustomerMonth) -> str:
    there = sum(row.figures is not None for row in report.sites)
    return f"Your {counted(there, 'website')}" if there > 1 else "Your website" if there else ""


def _said(who: str, history: History, lift: LiftFigures, work: FixFigures, month: str) -> Iterator[str]:
    """The month in sentences that follow from its figures."""
    if not who:
        yield f"You had no website in {month_name(month)}."
        return
    of = {trend.name: trend for trend in history.trends}
    visitors, visits, completions, rate = (of[name] for name in ("visitors", "visits", "completions", "conversionRate"))
    change = changes_of(visitors, month)
    said = f"{who} had {counted(visitors.value, 'visitor')} in {counted(visits.value, 'session')}"
    yield f"{said} in {month_name(month)}" + (f" ({change})." if change else ".")
    if visitors.value:
        were = "was" if completions.value == 1 else "were"
        goals_done = f"{counted(completions.value, 'goal')} {were} completed"
        yield f"{goals_done}: {percent(rate.value, 2)} of the visitors converted."
    if lift.lift is not None:
        yield " ".join(lift_said(lift))
    if work.kinds:
        kinds = counted(len(work.kinds), "kind")
        done = counted(sum(each.fixes for each in work.kinds), "fix", "fixes")
        yield f"The optimizer keeps {done} of {kinds} in place."


def _experiments(report: CustomerMonth) -> Section:
    shown = report.experiments[:SHOWN_TESTS]
    names = {row.site_id: row.name for row in report.sites}
    table = Table(
        id="tests",
        title="Tests",
        columns=("Test", "Website", "State", "Winner", "Began", "Its own lift"),
        rows=tuple(_test(each, names.get(each.site_id, each.site_id)) for each in shown),
        numeric=(4, 5),
        note="A winner's own lift, at the decision, overstates itself, and is not added up; the one above does not.",
    )
    return Section(
        id="experiments",
        title="Tests and their measured lift",
        paragraphs=(" ".join(lift_said(report.lift)), *(() if shown else (_NO_TEST,))),
        figures=(_lift(report.lift), *states(report.experiment_counts)),
        tables=(table,) if shown else (),
    )


def _lift(lift: LiftFigures) -> Figure:
    told = [lift_ends(lift)] if lift_ends(lift) else []
    if lift.extra is not None:
        told.append(f"{'+' if lift.extra > 0 else ''}{number(lift.extra)} conversions")
    good = None if lift.lift is None or may_be_none(lift) else lift.lift > 0
    return Figure(label="Measured lift against the holdout", value=lift_alone(lift), change=", ".join(told), good=good)


def _test(test: Experiment, website: str) -> tuple[str, ...]:
    state = test.state + (f", {test.shipped.replace('-', ' ')}" if test.shipped else "")
    lift = NONE if test.lift is None else signed(round(test.lift * 100, 1))
    return test.name, website, state, test.winner or NONE, f"{test.start:%Y-%m-%d}", lift


def _sites(rows: Sequence[SiteRow]) -> Section:
    if not rows:
        return Section(id="sites", title="Websites", paragraphs=("There was none this month.",))
    left = len(rows) - SHOWN_SITES
    table = Table(
        id="sites-table",
        title="Websites, those with the most visitors first",
        columns=("Website", "Status", "Visitors", "Change", "Conversion rate", "Measured lift"),
        rows=tuple(map(_site, rows[:SHOWN_SITES])),
        numeric=(2, 3, 4, 5),
        note=f"And {counted(left, 'more website')}." if left > 0 else "",
    )
    return Section(id="sites", title="Websites", tables=(table,))


def _site(row: SiteRow) -> tuple[str, ...]:
    if row.unread:
        return row.name, "could not be read", NONE, NONE, NONE, NONE
    if row.figures is None:
        return row.name, f"{row.status} on {row.until}", NONE, NONE, NONE, NONE
    change = NONE if row.visitors_change is None else signed(row.visitors_change)
    lift = NONE if row.lift is None else lift_of(row.lift)
    return (
        *(row.name, row.status, number(row.figures.visitors), change),
        *(percent(row.figures.conversion_rate, 2), lift),
    )
