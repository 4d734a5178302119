"""What a crawl has gathered so far: files by the address that they were read from, and what became of the others."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from code24.audit.models import Severity
from code24.optimize.importing.models import ImportNote
from code24.optimize.importing.placing import PAGES

_MOST_NOTES = 20
"""Of one kind; the rest is counted."""


@dataclass
class Read:
    """One file as it was read; texts in UTF-8."""

    url: str
    media_type: str
    body: bytes
    base: str
    """What its relative addresses are relative to: its URL, or what its `base` element says."""
    path: str = ""

    @property
    def is_page(self) -> bool:
        """Whether it is HTML."""
        return self.media_type in PAGES

    @property
    def text(self) -> str:
        """The content of a text."""
        return self.body.decode("utf-8", "replace")


@dataclass
class Gathered:
    """Everything by canonical URL."""

    files: dict[str, Read] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    """Addresses that lead to others: redirects, and second addresses of a page."""
    dead: set[str] = field(default_factory=set)
    """Addresses that the website itself has nothing under."""
    _notes: dict[str, list[ImportNote]] = field(default_factory=dict)

    def note(self, identifier: str, severity: Severity, message: str, url: str = "") -> None:
        """Tell the owner something."""
        self._notes.setdefault(identifier, []).append(
            ImportNote(id=identifier, severity=severity, message=message, url=url)
        )

    def notes(self) -> Iterator[ImportNote]:
        """What there is to tell, of each kind the first ones."""
        for identifier, notes in self._notes.items():
            yield from notes[:_MOST_NOTES]
            if (more := len(notes) - _MOST_NOTES) > 0:
                yield ImportNote(id=identifier, severity=notes[0].severity, message=f"The same holds for {more} more.")

    def end_of(self, url: str) -> str:
        """Where an address leads in the end; a circle ends where it began."""
        seen = {url}
        while url in self.aliases and self.aliases[url] not in seen:
            url = self.aliases[url]
            seen.add(url)
        return url

    def leads_back(self, url: str) -> bool:
        """Whether an address leads to itself in the end."""
        seen: set[str] = set()
        at = self.aliases.get(url)
        while at is not None and at != url and at not in seen:
            seen.add(at)
            at = self.aliases.get(at)
        return at == url

    def file(self, url: str) -> Read | None:
        """The file that an address leads to."""
        return self.files.get(self.end_of(url))
