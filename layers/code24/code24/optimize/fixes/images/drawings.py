"""SVG files without what only drawing programs read."""

import re
from collections.abc import Iterator
from functools import partial

from code24.optimize.fix import Outcome, Setting, site_fix
from code24.optimize.models import Change, Phase
from code24.pictures.drawings import minified
from code24.website.models import WebFile
from code24.website.website import Website

_LEAST = 60
"""Bytes that have to be saved for a file to be touched."""


@site_fix(
    "svg-minified",
    Phase.IMAGES,
    "SVG drawings lose comments, metadata and what editors left in them.",
    "svg-minified",
)
def svg_minified(website: Website, setting: Setting) -> Outcome:
    """Minify every SVG file; the names stay."""
    files = []
    changes = []
    for file, smaller in drawings(website):
        if setting.allows("svg-minified", file.path):
            files.append(file.with_content(smaller))
            saved = len(file.content) - len(smaller)
            changes.append(Change(path=file.path, what=f"The drawing is {saved:,} bytes smaller and looks the same."))
    return Outcome(tuple(files), (), tuple(changes))


def drawings(website: Website) -> Iterator[tuple[WebFile, bytes]]:
    """SVG files that can be smaller, with what they become."""
    for file in website.files.values():
        if file.media_type == "image/svg+xml" and not re.search(rb"<font\b", file.content):
            smaller = website.remembered(("svg", file.sha256), partial(minified, file.content))
            if len(smaller) <= len(file.content) - _LEAST:
                yield file, smaller


FIXES = [svg_minified]
