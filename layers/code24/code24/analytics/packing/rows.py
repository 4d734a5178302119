"""What the visitors of a test did ↔ bytes.

Rows carry the hour and not the second, and 16 bits that follow from the event's id under a key: the visitor's id in
the test, of which 88 bits are stored nowhere. So no row leads to an event of a site's day by its id, nor can anybody
find out by trying. A row's identity is its visitor, arm, kind, name, value and these 16 bits; of two with the same, the
earlier one counts.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate
from math import isfinite

from code24.analytics.packing.columns import Reader, Writer
from code24.errors import Damaged, InvalidRequest

_KIND, _VERSION = "te", 1
_UNIT_DIGITS, _ID_DIGITS = 10, 4
_PARTS = 10_000
"""Of a unit, that revenues and CLS are kept with; milliseconds are whole."""
_MOST = 2**47

KINDS = ("exposure", "goal", "vital", "error")


@dataclass(frozen=True, slots=True)
class TestRow:
    """One thing that a visitor of a test did."""

    __test__ = False  # no test case

    unit: str
    """The visitor's id in the test."""
    arm: int
    """0 is the control."""
    hour: int
    """Hours since 1970, UTC."""
    kind: str
    """`exposure` (a view, `name` is its path), `goal`, `vital` or `error` (a view that could not be answered)."""
    event_id: str
    """The same for the same thing; not the event's own."""
    name: str = ""
    """Of the goal, or of the vital; the path of a view."""
    value: float = 0.0
    """A goal's revenue, a vital's reading (ms; CLS without unit)."""


type _Row = tuple[int, int, int, str, str, int, int]
"""Unit, arm, id, kind, name, hour, value."""


def row_id(unit: str, event_id: str) -> str:
    """What an event is called in the rows of a test; `unit` is the visitor's whole id."""
    return blake2b(event_id.encode(), digest_size=_ID_DIGITS // 2, key=unit.encode()).hexdigest()


def packed_rows(rows: Iterable[TestRow]) -> bytes:
    """The set of these rows, all of one test. Raises InvalidRequest for what is no row."""
    unique: dict[tuple[int | str, ...], _Row] = {}
    for row in sorted(map(_row, rows)):
        unique.setdefault((*row[:5], row[6]), row)
    return _packed(list(unique.values()))


def unpacked_rows(body: bytes) -> list[TestRow]:
    """The rows of a set, by visitor. Raises Damaged."""
    reader = Reader(body, _KIND, _VERSION)
    count, runs, first = reader.number(), reader.number(), reader.number()
    lengths = reader.numbers(runs)
    if sum(lengths) != count:
        raise Damaged("A set's visitors do not add up to its rows.")
    units = [f"{unit:0{_UNIT_DIGITS}x}" for unit in accumulate(reader.numbers(runs))]
    arms, steps, hours = reader.numbers(runs), iter(reader.numbers(count)), iter(reader.numbers(count))
    whats = [tuple(what) if isinstance(what, list) else () for what in reader.coded(count)]
    values = {what: iter(reader.numbers(many)) for what, many in Counter(whats).most_common()}
    reader.end()
    found: list[TestRow] = []
    index = 0
    try:
        for unit, arm, length in zip(units, arms, lengths, strict=True):
            place = 0
            for _ in range(length):
                place += next(steps)
                kind, name = what = whats[index]
                value = _signed(next(values[what])) / _parts(kind, name)
                hour = first + next(hours)
                found.append(TestRow(unit, arm, hour, kind, f"{place:0{_ID_DIGITS}x}", name, value))
                index += 1
    except (ValueError, TypeError) as error:
        raise Damaged("A set's columns do not fit each other.") from error
    return found


def _row(row: TestRow) -> _Row:
    try:
        return (
            int(row.unit[:_UNIT_DIGITS], 16),
            _natural(row.arm),
            int(row.event_id[-_ID_DIGITS:], 16),
            KINDS[KINDS.index(row.kind)],
            row.name,
            _natural(row.hour),
            _kept(row.value * _parts(row.kind, row.name)),
        )
    except (ValueError, TypeError, AttributeError, OverflowError) as error:
        raise InvalidRequest(f"A row of a test cannot be packed: {type(error).__name__}.") from error


def _packed(rows: list[_Row]) -> bytes:
    first = min((row[5] for row in rows), default=0)
    lengths: list[int] = []
    units: list[int] = []
    arms: list[int] = []
    steps: list[int] = []
    values: dict[tuple[str, str], list[int]] = {}
    known: tuple[int, int] | None = None
    before = place = 0
    for row in rows:
        unit, arm, this, kind, name = row[:5]
        if (unit, arm) != known:
            lengths.append(0)
            units.append(unit - before)
            arms.append(arm)
            known, before, place = (unit, arm), unit, 0
        lengths[-1] += 1
        steps.append(this - place)
        place = this
        values.setdefault((kind, name), []).append(row[6])
    writer = Writer(_KIND, _VERSION)
    for number in (len(rows), len(lengths), first):
        writer.number(number)
    writer.numbers(lengths)
    writer.numbers(units)
    writer.numbers(arms)
    writer.numbers(steps)
    writer.numbers([row[5] - first for row in rows])
    whats = [(row[3], row[4]) for row in rows]
    writer.coded(whats)
    for what, _ in Counter(whats).most_common():
        writer.numbers(values[what])
    return writer.bytes()


def _parts(kind: str, name: str) -> int:
    """Into how many parts a unit of a row's value is divided."""
    return 1 if kind == "vital" and name != "cls" else _PARTS


def _kept(value: float) -> int:
    """A value's whole number of parts, twice; odd where it is negative."""
    if not isfinite(value) or abs(value) >= _MOST:
        raise ValueError(f"{value} is no value")
    number = round(value)
    return 2 * number if number >= 0 else -2 * number - 1


def _signed(kept: int) -> int:
    return -(kept + 1) // 2 if kept % 2 else kept // 2


def _natural(number: int) -> int:
    if not 0 <= number < _MOST:
        raise ValueError(f"{number} is out of range")
    return number
