"""SVG files without what only drawing programs read."""

from code24.optimize.fix import Outcome, Setting, site_fix
from code24.optimize.models import Change, Phase
from code24.website.images.drawings import smaller_drawing
from code24.website.website import Website

_LEAST = 60
"""Bytes that have to be saved for a file to be touched."""


@site_fix(
    "svg-minified",
    Phase.IMAGES,
    "SVG drawings lose comments, metadata and what editors left in them",
    "svg-minified",
    needs_finding=False,
)
def svg_minified(website: Website, setting: Setting) -> Outcome:
    """Minify every SVG file; the names stay."""
    files = []
    changes = []
    for file in website.files.values():
        if file.media_type != "image/svg+xml" or not setting.allows("svg-minified", file.path):
            continue
        smaller = smaller_drawing(file, website)
        saved = len(file.content) - len(smaller)
        if saved >= _LEAST:
            files.append(file.with_content(smaller))
            changes.append(Change(path=file.path, what=f"The drawing is {saved:,} bytes smaller and looks the same."))
    return Outcome(tuple(files), (), tuple(changes))
