"""What the command says at its end: before and after, what was done, what the owner should know."""

from collections.abc import Iterable, Sequence

from code24.optimize.models import FixStatus, Optimization

_MOST_IDEAS = 5


def summary(optimization: Optimization) -> str:
    """The result as lines of text."""
    parts = [_before_and_after(optimization), _fixes(optimization)]
    if optimization.pictures:
        parts.append(_pictures(optimization))
    if optimization.challengers:
        ideas = [f"  - {each.path}: {each.hypothesis}" for each in optimization.challengers[:_MOST_IDEAS]]
        more = len(optimization.challengers) - len(ideas)
        ideas += [f"  - and {more} more in the report's JSON"] * bool(more)
        parts.append("Worth an experiment, not applied\n" + "\n".join(ideas))
    if optimization.notes:
        parts.append("What you should know\n" + "\n".join(f"  - {note}" for note in optimization.notes))
    return "\n\n".join(parts)


def _before_and_after(optimization: Optimization) -> str:
    rows = [("", "before", "after")]
    for score in optimization.before.scores:
        name = f"{score.category.value}{' (estimate)' if score.estimate else ''}"
        rows.append((name, f"{score.value:.1f}", f"{optimization.after.score(score.category):.1f}"))
    findings = [sum(result.found for result in each.results) for each in (optimization.before, optimization.after)]
    rows.append(("findings", f"{findings[0]:,}", f"{findings[1]:,}"))
    weights = optimization.weights
    if weights:
        count = len(weights)
        rows.append(
            (
                "KB of a first visit, mean of pages",
                f"{sum(each.bytes_before for each in weights) / count / 1000:,.0f}",
                f"{sum(each.bytes_after for each in weights) / count / 1000:,.0f}",
            )
        )
        rows.append(
            (
                "requests of a first visit, mean",
                f"{sum(each.requests_before for each in weights) / count:,.1f}",
                f"{sum(each.requests_after for each in weights) / count:,.1f}",
            )
        )
    return table(rows)


def _fixes(optimization: Optimization) -> str:
    applied: dict[str, int] = {}
    for record in optimization.fixes:
        if record.status is FixStatus.APPLIED:
            applied[record.title] = applied.get(record.title, 0) + record.change_count
    lines = [f"{len(applied)} kinds of fixes applied"]
    lines += [f"  {count:>6,}  {title}" for title, count in applied.items()]
    withdrawn = [record for record in optimization.fixes if record.status is FixStatus.WITHDRAWN]
    if withdrawn:
        lines += ["", f"{len(withdrawn)} withdrawn"]
        lines += [f"  {record.kind} on {record.path}: {record.reason}" for record in withdrawn]
    return "\n".join(lines)


def _pictures(optimization: Optimization) -> str:
    rows = [("page", "width", "pixels changed")]
    rows += [(each.path, f"{each.width} px", f"{each.changed:.2%}") for each in optimization.pictures]
    return table(rows)


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows in columns; the first is a heading, and all columns but the first are to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [_line(row, widths) for row in rows]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def _line(row: Iterable[str], widths: Sequence[int]) -> str:
    cells = []
    for at, (cell, width) in enumerate(zip(row, widths, strict=True)):
        cells.append(f"{cell:<{width}}" if at == 0 else f"{cell:>{width}}")
    return "  ".join(cells)
