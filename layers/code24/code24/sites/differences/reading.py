"""Reading a release: its files from the zip, and of each page its sections with their texts."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from turbohtml import Element, Text, parse

from code24.errors import Conflict

FILE_LIMIT = 4 * 1024 * 1024
"""Bytes of a file that is still read: what a release holds at most (`sites/bundle.py`)."""
MANIFEST_LIMIT = 4 * 1024 * 1024
TEXTS_LIMIT = 1_000
"""Texts of one section that are still told apart."""
BLOCKS = frozenset(
    {
        *("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "dt", "dd", "th", "td", "caption", "figcaption", "blockquote"),
        *("summary", "label", "legend", "button", "address", "option", "div", "section", "header", "footer", "nav"),
        *("article", "aside", "form", "fieldset", "details", "ul", "ol", "dl", "table", "tr", "figure"),
    }
)
"""Elements whose text is a text of its own."""
SILENT = frozenset({"script", "style", "template", "svg"})
_PAGES = "text/html"
_SHEETS = "text/css"
_COLOR = re.compile(r"--([a-z-]+):(#[0-9a-fA-F]{3,8})(?=[;}])")
_DARK = re.compile(r"@media ?\(prefers-color-scheme: ?dark\) ?\{:root\{([^}]*)\}")
_ROOT = re.compile(r":root\{([^}]*)\}")


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


class ReleaseContents:
    """The files of one release."""

    def __init__(self, body: bytes) -> None:
        """Open a release's zip. Raises Conflict where it is none."""
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(body))
            manifest = json.loads(self._member("manifest.json", MANIFEST_LIMIT))
            self._entries: dict[str, Any] = dict(manifest["files"])
        except (zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
            raise _unreadable() from error

    @property
    def files(self) -> dict[str, tuple[str, int]]:
        """Content hash and size in bytes of every file, by path."""
        return {path: (str(entry["file"]), int(entry["bytes"])) for path, entry in self._entries.items()}

    @property
    def pages(self) -> tuple[str, ...]:
        """Paths of all pages."""
        return self._of_type(_PAGES)

    def page(self, path: str) -> PageText:
        """The page at a path."""
        return page_text(self._text(path))

    def palette(self) -> dict[tuple[str, str], str]:
        """Colours by scheme (`light`, `dark`) and role, as the stylesheets declare them."""
        found: dict[tuple[str, str], str] = {}
        for path in self._of_type(_SHEETS):
            found |= colors_in(self._text(path))
        return found

    def _of_type(self, media_type: str) -> tuple[str, ...]:
        return tuple(path for path, entry in self._entries.items() if str(entry["type"]).startswith(media_type))

    def _text(self, path: str) -> str:
        try:
            return self._member(f"files/{self._entries[path]['file']}", FILE_LIMIT).decode(errors="replace")
        except (zipfile.BadZipFile, KeyError, ValueError) as error:
            raise _unreadable() from error

    def _member(self, name: str, limit: int) -> bytes:
        """A file of the archive, of which no more is unpacked than it may have."""
        with self._archive.open(name) as member:
            body = member.read(limit + 1)
        if len(body) > limit:
            raise ValueError(f"{name} has more than {limit:,} bytes")
        return body


def _unreadable() -> Conflict:
    return Conflict("This release cannot be read: its archive is not one of Code24's.")


def page_text(html: str) -> PageText:
    """What a page says, section by section."""
    document = parse(html)
    described = document.select_one('meta[name="description"]')
    title = document.select_one("title")
    sections = document.select("main > section[id]")
    frame = document.select("body > header, body > footer")
    return PageText(
        title=" ".join(title.text.split()) if title else "",
        description=(described.attr("content") or "") if described else "",
        sections=tuple(SectionText(str(each.attr("id")), each.html, texts_of(each)) for each in sections),
        frame=tuple(text for each in frame for text in texts_of(each)),
    )


def texts_of(element: Element) -> tuple[str, ...]:
    """The texts below an element: a paragraph, a heading or a link on its own is one, and so is an alternative text."""
    found: list[tuple[Element | None, list[str]]] = []
    for node in element.descendants:
        if isinstance(node, Text):
            if node.data.strip() and (block := _block(node, element)) is not None:
                if not found or found[-1][0] is not block:
                    found.append((block, []))
                found[-1][1].append(node.data)
        elif isinstance(node, Element) and node.tag == "img" and node.attr("alt"):
            found.append((None, [str(node.attr("alt"))]))
        if len(found) > TEXTS_LIMIT:
            break
    return tuple(" ".join("".join(parts).split()) for _, parts in found[:TEXTS_LIMIT])


def _block(text: Text, top: Element) -> Element | None:
    """The element whose text this is part of; None for what nobody reads."""
    found: Element | None = None
    for parent in _parents(text, top):
        if parent.tag in SILENT:
            return None
        if found is None and (parent.tag in BLOCKS or _alone(parent)):
            found = parent
    return found or top


def _parents(node: Text, top: Element) -> Iterator[Element]:
    parent = node.parent
    while isinstance(parent, Element):
        yield parent
        if parent is top:
            return
        parent = parent.parent


def _alone(element: Element) -> bool:
    """True for a link that is no part of a sentence."""
    holder = element.parent
    if element.tag != "a" or not isinstance(holder, Element):
        return False
    return not any(isinstance(child, Text) and child.data.strip() for child in holder.children)


def colors_in(css: str) -> dict[tuple[str, str], str]:
    """The custom properties of a stylesheet that are colours, by scheme and role."""
    found: dict[tuple[str, str], str] = {}
    dark = _DARK.search(css)
    light = _ROOT.search(css)
    for scheme, block in (("light", light), ("dark", dark)):
        if block is not None:
            found |= {(scheme, role): color.lower() for role, color in _COLOR.findall(block[1] + ";")}
    return found
