"""What an import brings."""

from typing import NamedTuple

from code24.audit.models import Severity
from code24.optimize.importing.models import ImportNote
from code24.website.website import Website


class Imported(NamedTuple):
    """A website, and what its owner should know about how it was read."""

    website: Website
    """Without files where nothing could be read; then a note of critical severity says why."""
    notes: tuple[ImportNote, ...]
    redirects: dict[str, str]
    """Paths of the website that lead elsewhere, and where to: `/old` to `/new/`, or to an absolute URL."""
    requests: int
    bytes: int
    seconds: float

    @property
    def failure(self) -> str | None:
        """Why nothing could be read."""
        critical = (note.message for note in self.notes if note.severity is Severity.CRITICAL)
        return next(critical, None) if not self.website.files else None
