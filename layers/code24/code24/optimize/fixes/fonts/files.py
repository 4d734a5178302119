"""Font files made smaller, and the `@font-face` rules that name them."""

import hashlib
import re
from collections.abc import Collection
from posixpath import basename, splitext

from code24.fonts.subsetting import reduced
from code24.optimize.addresses import for_stylesheet, spelled_like
from code24.optimize.restyling import Cut
from code24.website.models import WebFile
from code24.website.styles.declarations import declarations, written
from code24.website.styles.sheets import parsed
from code24.website.typefaces.fontfaces import FontFace, font_at
from code24.website.website import Website

FOLDER = "/assets/fonts"
MARK = ".cut"
"""In the names of files that are cut down already: they are not cut again."""
WORTH_IT = 0.95
"""A font is replaced where its new file is at most this part of the old one."""
_HASH = re.compile(r"\.[0-9a-f]{8,64}\Z")


def reduced_file(website: Website, face: FontFace, characters: Collection[int]) -> WebFile | None:
    """A WOFF2 file with these characters of a face; None where it is cut already, has none of them, or is no better."""
    if face.path is None or MARK in basename(face.path):
        return None
    file = website.files[face.path]
    key = ("reduced font", file.sha256, frozenset(characters))
    content = website.remembered(key, lambda: _reduced(website, file.path, frozenset(characters)))
    if content is None or len(content) > WORTH_IT * len(file.content):
        return None
    name = _HASH.sub("", splitext(basename(face.path))[0])
    digest = hashlib.sha256(content).hexdigest()[:8]
    return WebFile(f"{FOLDER}/{name}{MARK}.{digest}.woff2", "font/woff2", content)


def _reduced(website: Website, path: str, characters: frozenset[int]) -> bytes | None:
    font = font_at(website, path)
    if font is None or not (drawn := characters & set(font.unicodes)):
        return None
    try:
        return reduced(font, drawn)
    except Exception:  # HarfBuzz and fontTools raise whatever they stumble over in a broken file
        return None


def with_source(css: str, face: FontFace, path: str, base: str, **descriptors: str) -> Cut:
    """The replacement of a face's rule by one that has a single file, with some descriptors set."""
    body = css[slice(*_block(css, face))]
    example = next((source.url for source in face.sources if source.path == face.path), "")
    url = for_stylesheet(spelled_like(example, base, path))
    changed = {
        "src": f'url({url}) format("woff2")',
        **{name.replace("_", "-"): value for name, value in descriptors.items()},
    }
    kept = [item for item in declarations(body) if item.name not in changed]
    text = written(kept) + "".join(f";{name}:{value}" for name, value in changed.items())
    return Cut(*face.span, f"@font-face{{{text.lstrip(';')}}}")


def _block(css: str, face: FontFace) -> tuple[int, int]:
    rule = next(each for each in parsed(css).font_faces if each.span == face.span)
    return rule.block if rule.block is not None else (0, 0)
