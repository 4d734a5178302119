"""Editing every stylesheet of a website: its files, and the `style` elements of its pages."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from turbohtml import parse

from code24.website.models import WebFile
from code24.website.website import Website, base_of

type Edit = Callable[[str, str], str]
"""From the text of a stylesheet, and the path that its addresses are relative to, to its new text."""


class StyleText(NamedTuple):
    """One stylesheet: a file, or a `style` element."""

    text: str
    base: str
    """What its addresses are relative to."""
    path: str
    """The file that it is in."""


def style_texts(website: Website) -> Iterator[StyleText]:
    """All stylesheets of a website, files first."""
    for file in website.files.values():
        if file.media_type == "text/css":
            yield StyleText(file.text, file.path, file.path)
    for page in website.pages:
        for element in page.named("style"):
            yield StyleText(element.text, base_of(page), page.path)


def restyled(website: Website, edit: Edit) -> tuple[WebFile, ...]:
    """The files that an edit of all stylesheets changes."""
    changed = [
        file.with_content(text)
        for file in website.files.values()
        if file.media_type == "text/css" and (text := edit(file.text, file.path)) != file.text
    ]
    for page in website.pages:
        base = base_of(page)
        if any(edit(element.text, base) != element.text for element in page.named("style")):
            document = parse(page.text)
            for element in document.select("style"):
                element.set_text(edit(element.text, base))
            changed.append(website.files[page.path].with_content(document.serialize()))
    return tuple(changed)


class Cut(NamedTuple):
    """A span of a text, and what takes its place."""

    start: int
    end: int
    text: str = ""


def spliced(text: str, cuts: Iterable[Cut]) -> str:
    """The text with spans replaced; of overlapping spans the first counts."""
    parts, position = [], 0
    for cut in sorted(cuts):
        if cut.start >= position:
            parts += [text[position : cut.start], cut.text]
            position = cut.end
    return "".join([*parts, text[position:]])
