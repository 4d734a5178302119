"""The SVG files of a website."""

from code24.pictures.drawings import minified
from code24.website.models import WebFile
from code24.website.website import Website


def smaller_drawing(file: WebFile, website: Website) -> bytes:
    """The same drawing without what only drawing programs read; the same bytes where nothing can leave."""
    return website.remembered(("smaller drawing", file.sha256), lambda: minified(file.content))
