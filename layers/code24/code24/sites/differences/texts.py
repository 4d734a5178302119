"""What a page says, as differences are told of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SectionText:
    """One section: its markup, and its texts in reading order."""

    id: str
    markup: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class PageText:
    """One page."""

    title: str
    description: str
    sections: tuple[SectionText, ...]
    frame: tuple[str, ...]
    """Texts of header and footer."""
