"""What differs between two releases of a site."""

from enum import StrEnum

from code24.models import Model
from code24.types import ReleaseId


class Change(StrEnum):
    """What became of a thing from one release to the next."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class TextDifference(Model):
    """A text of a page: null before where it was added, null after where it was removed."""

    before: str | None
    after: str | None


class SectionDifference(Model):
    """A section that is not what it was."""

    id: str
    change: Change
    texts: tuple[TextDifference, ...] = ()
    position: tuple[int, int] | None = None
    """Where it stood and stands among the sections of its page, where others have not moved likewise."""
    arrangement: tuple[str, str] | None = None
    """What it was and is, where that is known: plans are kept for a year."""


class PageDifference(Model):
    """A page that is not what it was."""

    path: str
    change: Change
    title: tuple[str, str] | None = None
    description: tuple[str, str] | None = None
    sections: tuple[SectionDifference, ...] = ()
    frame: tuple[TextDifference, ...] = ()
    """Texts of header and footer."""


class ColorDifference(Model):
    """A colour role of the palette."""

    scheme: str
    """`light` or `dark`."""
    role: str
    before: str | None
    after: str | None


class FileDifference(Model):
    """A file that was added, removed or changed."""

    path: str
    change: Change
    before: int | None
    """Bytes."""
    after: int | None


class ReleaseDifference(Model):
    """Everything that differs between two releases."""

    before: ReleaseId
    after: ReleaseId
    pages: tuple[PageDifference, ...]
    palette: tuple[ColorDifference, ...]
    files: tuple[FileDifference, ...]
    complete: bool = True
    """False where there is more than is told."""
