"""Rates and amounts as sentences say them: never nothing where there is something."""

from math import floor, log10


def precise(value: float, places: int = 2) -> str:
    """A number with so many places, or where they would show nothing of it, with as many as two of its digits need."""
    if value and (order := floor(log10(abs(value)))) < -places:
        places = 1 - order
    return f"{value:,.{places}f}"


def percent(share: float, places: int = 2) -> str:
    """A share, as percent: `3.00%`, `0.0031%`."""
    return f"{precise(100 * share, places)}%"
