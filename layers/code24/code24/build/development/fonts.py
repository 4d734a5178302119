"""The fonts of a site: which characters each of them has to draw, and their files."""

import base64
import re
from collections import Counter
from collections.abc import Iterable

import turbohtml

from code24.build.brand.models import Typography
from code24.build.development.models import SiteFile
from code24.fonts.faces import FontFaces, faces_for

WOFF2 = "font/woff2"
_IN_HEADING_FONT = re.compile(
    r"(?<![^{}])([^{}]++)\{[^{}]*font-family:var\(--(?:font-heading|(?:eyebrow|question|ui)-font)\b"
)
"""Each selector is tried from its beginning only: tried from each of its characters, the search was quadratic."""
_PSEUDO_ELEMENT = re.compile(r"::?(?:before|after|marker|first-letter|first-line|placeholder|selection)\b")
_GENERATED = re.compile(r"content:\s*\"([^\"\\]*)\"")
_COUNTED = "0123456789"
"""What CSS counters may draw."""


def fonts_of(typography: Typography, pages: Iterable[str], css: str) -> FontFaces:
    """The faces for pages under a (minified) stylesheet."""
    selectors = ",".join(_PSEUDO_ELEMENT.sub("", found) for found in _IN_HEADING_FONT.findall(css))
    drawn = Counter("".join(_GENERATED.findall(css)) + _COUNTED)
    heading, body = drawn.copy(), drawn.copy()
    for html in pages:
        document = turbohtml.parse(html)
        for element in document.select(selectors) if selectors else ():
            heading.update(element.text)
        for element in document.select("body"):
            body.update(element.text)
    return faces_for(typography, _drawn(heading), _drawn(body))


def _drawn(characters: Counter[str]) -> Counter[str]:
    """The characters without line breaks."""
    return Counter({character: count for character, count in characters.items() if character >= " "})


def font_files(faces: FontFaces) -> tuple[SiteFile, ...]:
    """The faces' files as files of the site."""
    return tuple(
        SiteFile(path=file.path, content_type=WOFF2, base64=base64.b64encode(file.content).decode())
        for file in faces.files
    )


def preloads(faces: FontFaces) -> str:
    """The links by which pages ask for the faces above the fold before the stylesheet is read."""
    return "".join(
        f'<link rel="preload" href="{path}" as="font" type="{WOFF2}" crossorigin>\n' for path in faces.preload
    )
