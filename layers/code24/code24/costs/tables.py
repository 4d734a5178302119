"""Tables of Markdown, and how numbers look in them."""

from collections.abc import Iterable, Sequence


def money(amount: float) -> str:
    """US dollars with as many digits as tell something: `0.000104`, `0.0213`, `1.24`, `12,345`."""
    if amount == 0:
        return "0"
    if amount >= 1_000:
        return f"{amount:,.0f}"
    if amount >= 1:
        return f"{amount:.2f}"
    digits = 4 if amount >= 0.01 else 6
    return f"{amount:.{digits}f}" if amount >= 0.000001 else f"{amount:.1e}"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown; every column but the first is of numbers where its heading begins with a space."""
    aligned = ["---:" if heading.startswith(" ") else "---" for heading in headings]
    lines = [headings, aligned, *rows]
    return "\n".join("| " + " | ".join(cell.strip() for cell in line) + " |" for line in lines)


def number(value: float) -> str:
    """Whole where it is large, else three digits that tell something."""
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"
