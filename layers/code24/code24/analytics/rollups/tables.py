"""Tables of whole numbers by key, bounded, in an order that follows from them."""

from collections.abc import Callable, Iterable, Mapping
from operator import add

from code24.analytics.rollups.columns import MOST_PROPS, MOST_ROWS, MOST_VALUES, OTHER

type Table = dict[str, list[int]]


def counted(table: Table, key: str, seen: set[tuple[str, ...]], *identity: str) -> None:
    """Add one to a row of visitors and count; the visitor counts where `seen` does not hold the identity yet."""
    row = table.get(key)
    if row is None:
        row = table[key] = [0, 0]
    if identity not in seen:
        seen.add(identity)
        row[0] += 1
    row[1] += 1


def bounded(table: Mapping[str, list[int]], most: int = MOST_ROWS) -> Table:
    """The rows with the most in their first column, then in their second, then by key; the others are one row.

    Every column's sum stays what it was.
    """
    ordered = sorted(((key, row) for key, row in table.items() if key != OTHER), key=_rank)
    kept = dict(ordered[:most])
    others = [row for _, row in ordered[most:]]
    if OTHER in table:
        others.append(table[OTHER])
    if others:
        kept[OTHER] = added(others)
    return kept


def bounded_props(props: Mapping[str, Mapping[str, Table]]) -> dict[str, dict[str, Table]]:
    """Values by prop by event: of the events and props that most visitors sent."""
    return {
        name: {prop: bounded(values, MOST_VALUES) for prop, values in most(of_event, MOST_PROPS, _visitors)}
        for name, of_event in most(props, MOST_VALUES, lambda of_event: max(map(_visitors, of_event.values())))
    }


def most[Value](entries: Mapping[str, Value], count: int, rank: Callable[[Value], int]) -> list[tuple[str, Value]]:
    """The entries that rank highest, in the order of their keys."""
    ordered = sorted(entries.items(), key=lambda entry: (-rank(entry[1]), entry[0]))
    return sorted(ordered[:count], key=lambda entry: entry[0])


def added(rows: Iterable[list[int]]) -> list[int]:
    """The sum of rows, column by column."""
    total: list[int] | None = None
    for row in rows:
        total = list(row) if total is None else list(map(add, total, row))
    return total or []


def _visitors(table: Table) -> int:
    return sum(row[0] for row in table.values())


def _rank(entry: tuple[str, list[int]]) -> tuple[int, int, str]:
    key, row = entry
    return -row[0], -row[1], key
