"""What a stylesheet makes a page load: imports, the fonts of families in use, pictures of rules that may match."""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, partial
from typing import NamedTuple

from code24.website.page import Page
from code24.website.styles.media import PHONE, media_matches
from code24.website.styles.page_styles import sheets_of
from code24.website.styles.sheets import parsed
from code24.website.website import Website

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_IMPORT = re.compile(r"@import\s+(?:url\(\s*)?[\"']?([^\"')\s;]+)", re.IGNORECASE)
_FACE = re.compile(r"@font-face\s*\{([^}]*)\}", re.IGNORECASE)
_FAMILY = re.compile(r"font-family\s*:\s*([^;}]+)", re.IGNORECASE)
_SHORT_FONT = re.compile(r"(?<![-\w])font\s*:\s*([^;}]+)", re.IGNORECASE)
_URL = re.compile(r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^)\"']*))\s*\)(?:\s*format\(\s*[\"']?([\w-]+))?", re.IGNORECASE)
_RANGE = re.compile(r"unicode-range\s*:\s*([^;}]+)", re.IGNORECASE)
_LATIN = re.compile(r"U\+0{0,3}(?:0|2[0-9a-f])(?:-|\b)", re.IGNORECASE)


class Loaded(StrEnum):
    """What a stylesheet loads."""

    IMPORT = "import"
    FONT = "font"
    PICTURE = "picture"


class _Rule(NamedTuple):
    words: tuple[frozenset[str], ...]
    """Classes and ids that each of its selectors needs."""
    urls: tuple[str, ...]


class _Loads(NamedTuple):
    imports: tuple[str, ...]
    fonts: tuple[tuple[str, str], ...]
    """Family and the address that a browser of today takes."""
    rules: tuple[_Rule, ...]
    named: str
    """All font families that the sheet asks for, in small letters."""


def sheet_loads(css: str, page: Page, website: Website) -> list[tuple[Loaded, str]]:
    """What a page that has this stylesheet loads for it; addresses as written, `data:` left out."""
    loads = website.remembered(("sheet loads", css), lambda: _read(css))
    words = _words(page, website)
    found = [(Loaded.IMPORT, url) for url in loads.imports]
    named = _named(page, website) if loads.fonts else ""
    found += [(Loaded.FONT, url) for family, url in loads.fonts if family in loads.named or family in named]
    found += [
        (Loaded.PICTURE, url)
        for rule in loads.rules
        if any(needed <= words for needed in rule.words)
        for url in rule.urls
    ]
    return found


def _named(page: Page, website: Website) -> str:
    """All families that the page's stylesheets ask for: a font service's faces are in a sheet of their own."""

    def made() -> str:
        sheets = {applied.sheet.text for applied in sheets_of(page, website)}
        return " ".join(website.remembered(("sheet loads", text), partial(_read, text)).named for text in sheets)

    return website.remembered(("families", page.path, page.text, website.styles_digest), made)


def _words(page: Page, website: Website) -> frozenset[str]:
    def made() -> frozenset[str]:
        classes = {word for element in page.elements for word in (element.attr("class") or "").split()}
        return frozenset(classes | page.by_id.keys())

    return website.remembered(("page words", page.path, website.files[page.path].sha256), made)


def _read(css: str) -> _Loads:
    text = _COMMENT.sub("", css) if "/*" in css else css
    imports = tuple(found for found in _IMPORT.findall(text) if not found.startswith("data:"))
    fonts = []
    for face in _FACE.findall(text):
        ranges = _RANGE.search(face)
        family, url = _FAMILY.search(face), _newest(face)
        if family and url and (ranges is None or _LATIN.search(ranges[1])):
            fonts.append((_plain(family[1]), url))
    rest = _FACE.sub("", text)
    named = " ".join([*_FAMILY.findall(rest), *_SHORT_FONT.findall(rest)]).lower()
    return _Loads(imports, tuple(fonts), tuple(_pictures(css)), named)


def _pictures(css: str) -> Iterator[_Rule]:
    """The pictures of rules that a phone follows; of rules with the same selectors, the last one's."""
    found: dict[tuple[str, str], _Rule] = {}
    for rule in parsed(css).rules:
        if not all(media_matches(each.text, PHONE) for each in rule.conditions if each.name == "media"):
            continue
        # what only shows on a visitor's act is no part of a first visit
        words = tuple(selector.classes | selector.ids for selector in rule.selectors if selector.resting)
        for declaration in rule.declarations if words else ():
            if "url(" in declaration.value.lower():
                place = rule.selector_text, declaration.name.removesuffix("-image")
                found[place] = _Rule(words, tuple(_chosen(declaration.value)))
    yield from found.values()


def _chosen(value: str) -> Iterator[str]:
    """The addresses of a value; of each `image-set()` the first one, which the best format has."""
    for number, part in enumerate(re.split(r"image-set\(", value, flags=re.IGNORECASE)):
        inside, outside = _closed(part) if number else ("", part)
        yield from (url for url, _ in [*_urls(inside)[:1], *_urls(outside)])


def _closed(text: str) -> tuple[str, str]:
    """What is before the bracket that closes, and what comes after it."""
    depth = 1
    for at, sign in enumerate(text):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if not depth:
            return text[:at], text[at:]
    return text, ""


def _newest(face: str) -> str | None:
    """The font file that a browser of today takes: the first WOFF2, else the first of all."""
    found = _urls(face)
    best = [url for url, kind in found if kind == "woff2" or url.split("?")[0].endswith(".woff2")]
    return next(iter(best or [url for url, _ in found]), None)


def _urls(text: str) -> list[tuple[str, str]]:
    written = [((a or b or c).strip(), kind.lower()) for a, b, c, kind in _URL.findall(text)]
    return [(url, kind) for url, kind in written if url and not url.lower().startswith("data:") and url[0] != "#"]


@cache
def _plain(family: str) -> str:
    return family.strip().strip("\"'").lower()
