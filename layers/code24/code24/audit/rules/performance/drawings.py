"""SVG files: what only drawing programs read, and photographs inside."""

from collections.abc import Iterator

from code24.audit.models import Category, Severity
from code24.audit.rule import Defect, Look, site_rule
from code24.pictures.drawings import holds_raster
from code24.website.images.drawings import smaller_drawing
from code24.website.models import WebFile
from code24.website.website import Website

_LEAST = 1_000
"""Bytes that are worth a finding."""
_MOST_RASTER = 4_000


@site_rule(
    "svg-minified",
    Category.PERFORMANCE,
    Severity.MINOR,
    "SVG drawings hold nothing that is not drawn",
    ("Code24", "svg-minified"),
    fix="svg-minified",
)
def svg_minified(website: Website) -> Iterator[Look]:
    """SVG files with at least 1,000 bytes of comments, metadata and idle digits."""
    for file in _drawings(website):
        saved = len(file.content) - len(smaller_drawing(file, website))
        yield (
            Defect(
                f"{saved:,} of {len(file.content):,} bytes are comments, metadata or digits that nobody sees.",
                path=file.path,
            )
            if saved >= _LEAST
            else None
        )


@site_rule(
    "svg-holds-raster",
    Category.PERFORMANCE,
    Severity.MODERATE,
    "SVG drawings hold no photographs",
    ("Code24", "svg-holds-raster"),
)
def svg_holds_raster(website: Website) -> Iterator[Look]:
    """SVG files with large raster pictures inside, which are a third larger there and cannot be sized."""
    for file in _drawings(website):
        inside = holds_raster(file.content)
        yield (
            Defect(f"{inside:,} of {len(file.content):,} bytes are a raster picture.", path=file.path)
            if inside > _MOST_RASTER
            else None
        )


def _drawings(website: Website) -> Iterator[WebFile]:
    return (file for file in website.files.values() if file.media_type == "image/svg+xml")


RULES = [svg_minified, svg_holds_raster]
