"""What a fix is: data and one pure function over the website. Fixes are idempotent: applied twice is applied once."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from turbohtml import Document, parse

from code24.optimize.models import Business, Change, Phase
from code24.website.models import Measurements, WebFile
from code24.website.page import Page
from code24.website.website import Website

EVERYWHERE = "*"
"""The path of fixes of the website as a whole."""


@dataclass(frozen=True)
class Setting:
    """What fixes may know besides the website itself."""

    business: Business = field(default_factory=Business)
    measured: Measurements = field(default_factory=dict)
    """What a browser saw; empty where there was none."""
    withheld: frozenset[str] = frozenset()
    """`kind` or `kind@path` of what is not to be applied."""
    is_placeholder_origin: bool = False
    """True where nobody has said under which address the website is live."""

    def allows(self, kind: str, path: str) -> bool:
        """Whether a fix may be applied to a file."""
        return not {kind, f"{kind}@{path}"} & self.withheld


@dataclass(frozen=True)
class Outcome:
    """What a fix did: whole new files, and the changes in words."""

    files: tuple[WebFile, ...] = ()
    removed: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


type Apply = Callable[[Website, Setting], Outcome]


@dataclass(frozen=True)
class FixKind:
    """One kind of fix."""

    id: str
    """Lower-case words with hyphens."""
    phase: Phase
    title: str
    """What it does, as a sentence for the owner."""
    answers: tuple[str, ...]
    """Ids of the rules whose findings it removes."""
    apply: Apply
    tolerance: float = 0.002
    """Share of a page's pixels that may differ by this fix alone."""
    needs_finding: bool = True
    """False for fixes that are applied whether or not a rule asked for them."""


def page_fix(
    identifier: str, phase: Phase, title: str, *answers: str, tolerance: float = 0.002, needs_finding: bool = True
) -> Callable[[Callable[[Document, Page, Website, Setting], Iterable[Change]]], FixKind]:
    """Make a fix of a function that edits one page's document and yields what it did.

    The document is a fresh one that the function may change as it likes; a page is written only where a change was
    yielded.
    """

    def kind(edit: Callable[[Document, Page, Website, Setting], Iterable[Change]]) -> FixKind:
        def apply(website: Website, setting: Setting) -> Outcome:
            files: list[WebFile] = []
            changes: list[Change] = []
            for page in website.pages:
                if not setting.allows(identifier, page.path):
                    continue
                document = parse(page.text)
                done = tuple(edit(document, page, website, setting))
                if done:
                    files.append(website.files[page.path].with_content(document.serialize()))
                    changes += done
            return Outcome(tuple(files), (), tuple(changes))

        return FixKind(identifier, phase, title, answers, apply, tolerance, needs_finding)

    return kind


def site_fix(
    identifier: str, phase: Phase, title: str, *answers: str, tolerance: float = 0.002, needs_finding: bool = True
) -> Callable[[Apply], FixKind]:
    """Make a fix of a function over the whole website."""

    def kind(apply: Apply) -> FixKind:
        return FixKind(identifier, phase, title, answers, apply, tolerance, needs_finding)

    return kind


def changes_by_path(changes: Iterable[Change]) -> Mapping[str, list[Change]]:
    """Changes grouped by the file that they are in."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(change.path, []).append(change)
    return found


def in_order(kinds: Iterable[FixKind]) -> Iterator[FixKind]:
    """Kinds in the order in which they are applied: by phase, then as they are registered."""
    phases = list(Phase)
    yield from sorted(kinds, key=lambda kind: phases.index(kind.phase))
