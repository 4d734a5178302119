"""Comparing two releases, page by page and section by section."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from code24.sites.differences.models import (
    Change,
    ColorDifference,
    FileDifference,
    PageDifference,
    ReleaseDifference,
    SectionDifference,
    TextDifference,
)
from code24.sites.differences.reading import ReleaseContents
from code24.sites.differences.texts import PageText, SectionText
from code24.types import ReleaseId

PAGES_TOLD = 60
FILES_TOLD = 1_000
TEXT_TOLD = 600
"""Characters of a text that are told."""

type Arrangements = Mapping[tuple[str, str], str]
"""Arrangements by page path and section id, as far as they are known."""


def release_difference(
    ids: tuple[ReleaseId, ReleaseId],
    before: ReleaseContents,
    after: ReleaseContents,
    arranged: tuple[Arrangements, Arrangements],
) -> ReleaseDifference:
    """Everything that differs from one release to another."""
    changed = tuple(_files(before, after))
    touched = [file for file in changed if file.path in {*before.pages, *after.pages}]
    touched.sort(key=lambda file: _address(file.path))
    pages = [_page(file, before, after, arranged) for file in touched[:PAGES_TOLD]]
    return ReleaseDifference(
        before=ids[0],
        after=ids[1],
        pages=tuple(pages),
        palette=tuple(_palette(before.palette(), after.palette())),
        files=changed[:FILES_TOLD],
        complete=len(touched) <= PAGES_TOLD and len(changed) <= FILES_TOLD,
    )


def _files(before: ReleaseContents, after: ReleaseContents) -> Iterator[FileDifference]:
    old, new = before.files, after.files
    for path in sorted({*old, *new}):
        was, now = old.get(path), new.get(path)
        if was is None or now is None or was[0] != now[0]:
            change = Change.ADDED if was is None else Change.REMOVED if now is None else Change.CHANGED
            yield FileDifference(path=path, change=change, before=was and was[1], after=now and now[1])


def _palette(old: Mapping[tuple[str, str], str], new: Mapping[tuple[str, str], str]) -> Iterator[ColorDifference]:
    for scheme, role in dict.fromkeys([*old, *new]):
        was, now = old.get((scheme, role)), new.get((scheme, role))
        if was != now:
            yield ColorDifference(scheme=scheme, role=role, before=was, after=now)


def _page(
    file: FileDifference,
    before: ReleaseContents,
    after: ReleaseContents,
    arranged: tuple[Arrangements, Arrangements],
) -> PageDifference:
    path = _address(file.path)
    nothing = PageText("", "", (), ())
    old = nothing if file.change is Change.ADDED else before.page(file.path)
    new = nothing if file.change is Change.REMOVED else after.page(file.path)

    def arrangement(section_id: str) -> tuple[str, str] | None:
        was, now = (each.get((path, section_id)) for each in arranged)
        return (was, now) if was and now and was != now else None

    return PageDifference(
        path=path,
        change=file.change,
        title=_pair(old.title, new.title),
        description=_pair(old.description, new.description),
        sections=tuple(section_differences(old.sections, new.sections, arrangement)),
        frame=tuple(text_differences(old.frame, new.frame)) if file.change is Change.CHANGED else (),
    )


def _address(path: str) -> str:
    return path.removesuffix("index.html")


def _pair(was: str, now: str) -> tuple[str, str] | None:
    return (was, now) if was != now else None


def section_differences(
    old: Sequence[SectionText], new: Sequence[SectionText], arrangement: Callable[[str], tuple[str, str] | None]
) -> Iterator[SectionDifference]:
    """Sections that were added, removed, moved or changed; in the order of the new page, removed ones last."""
    was = {section.id: section for section in old}
    places = {section.id: at for at, section in enumerate(old)}
    moved = _moved([each.id for each in old], [each.id for each in new])
    for at, section in enumerate(new):
        earlier = was.get(section.id)
        if earlier is None:
            yield SectionDifference(id=section.id, change=Change.ADDED, texts=_told((), section.texts))
        elif earlier.markup != section.markup or section.id in moved:
            yield SectionDifference(
                id=section.id,
                change=Change.CHANGED,
                texts=_told(earlier.texts, section.texts),
                position=(places[section.id], at) if section.id in moved else None,
                arrangement=arrangement(section.id),
            )
    there = {section.id for section in new}
    for section in old:
        if section.id not in there:
            yield SectionDifference(id=section.id, change=Change.REMOVED, texts=_told(section.texts, ()))


def _moved(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """Sections of both that do not keep their order: the fewest whose move explains the new order."""
    kept = [each for each in old if each in set(new)], [each for each in new if each in set(old)]
    matcher = SequenceMatcher(None, *kept, autojunk=False)
    still = {each for block in matcher.get_matching_blocks() for each in kept[0][block.a : block.a + block.size]}
    return set(kept[0]) - still


def _told(old: Sequence[str], new: Sequence[str]) -> tuple[TextDifference, ...]:
    return tuple(text_differences(old, new))


def text_differences(old: Sequence[str], new: Sequence[str]) -> Iterator[TextDifference]:
    """Texts that were added, removed or changed, in reading order."""
    for kind, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            for was, now in zip_longest(old[start:end], new[new_start:new_end]):
                yield TextDifference(before=_shortened(was), after=_shortened(now))


def _shortened(text: str | None) -> str | None:
    return text if text is None or len(text) <= TEXT_TOLD else text[: TEXT_TOLD - 1] + "…"
