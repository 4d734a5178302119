"""Where an axis begins and ends, and what stands beside it."""

from collections.abc import Sequence
from itertools import zip_longest
from math import ceil, floor, log10

from code24.reports.document import Chart, ChartKind

MOST_STEPS = 6
CLOSE = 0.6
"""A line whose least value is above this share of its greatest is shown without zero: its changes would vanish."""


def extent(chart: Chart) -> tuple[float, float] | None:
    """The least and the greatest value that the chart has to show, ends of intervals among them; None without any."""
    columns = [values for each in chart.series for values in (each.values, each.low or (), each.high or ())]
    if chart.kind is ChartKind.STACKED_BARS:
        stacks = zip_longest(*(each.values for each in chart.series))
        columns = [
            (sum(value for value in stack if value is not None and (value < 0) is below),)
            for stack in stacks
            for below in (True, False)
            if any(value is not None for value in stack)
        ]
    found = [value for column in columns for value in column if value is not None]
    return (min(found), max(found)) if found else None


def ticks(chart: Chart, most_steps: int = MOST_STEPS) -> tuple[float, ...]:
    """Round values from below the least to above the greatest, evenly spaced; empty without values.

    Bars stand on zero; so do lines, unless all of it happens far from there.
    """
    found = extent(chart)
    if found is None:
        return ()
    low, high = found
    if chart.kind is not ChartKind.LINE or low < 0 or low < CLOSE * high:
        low, high = min(low, 0), max(high, 0)
    step = _step(((high - low) or max(abs(high), 1)) / most_steps, chart.decimals)
    first, last = floor(low / step), ceil(high / step)
    return tuple(round(number * step, 10) for number in range(first, max(last, first + 1) + 1))


def hides_zero(values: Sequence[float]) -> bool:
    """Whether an axis with these values does not show zero."""
    return bool(values) and not values[0] <= 0 <= values[-1]


def _step(least: float, decimals: int) -> float:
    """The smallest of 1, 2, 2.5 and 5 times a power of ten that is not below `least` and can be written so."""
    power: float = 10 ** floor(log10(least))
    fitting = next(factor for factor in (1, 2, 2.5, 5, 10) if factor * power >= least * (1 - 1e-9))
    if fitting == 2.5 and round(fitting * power, decimals) != fitting * power:
        fitting = 5
    return max(fitting * power, 10.0**-decimals)
