"""Fonts, stylesheets and third-party files that nothing names any more, since something better took their place."""

from posixpath import basename, splitext

from code24.optimize.fix import Outcome, Setting, site_fix
from code24.optimize.models import Change, Phase
from code24.website.loading.mentions import endings_put_together, is_text, names_in
from code24.website.models import WebFile
from code24.website.scripting.scripts import spoken_by_scripts
from code24.website.website import Website

_SVG_FONT = b"<font-face"
"""What fonts have that browsers no longer draw with, and pictures have not (SVG 1.1, 20.8)."""
HOME = "/assets/external/"
"""Where files of other hosts are kept."""


@site_fix(
    "left-files",
    Phase.ASSETS,
    "Files that nothing asks for any more are not published",
    "unreached-files",
    needs_finding=False,
)
def left_files(website: Website, setting: Setting) -> Outcome:
    """Leave out what no page, stylesheet, script or data file mentions."""
    removed = tuple(path for path in unreached(website) if setting.allows("left-files", path))
    changes = tuple(Change(path=path, what="Nothing asks for it.") for path in removed)
    return Outcome((), removed, changes)


def unreached(website: Website) -> list[str]:
    """Paths of fonts, stylesheets and files of other hosts whose names no reached file mentions."""
    waiting = {file.path: file for file in website.files.values() if _may_go(file)}
    endings = frozenset().union(*(endings_put_together(text) for text in spoken_by_scripts(website)))
    reached = [file for file in website.files.values() if file.path not in waiting]
    while reached:
        named = frozenset[str]().union(*(names_in(file.text) for file in reached if is_text(file)))
        reached = [
            file for path, file in waiting.items() if basename(path) in named or splitext(path)[1].lower() in endings
        ]
        for file in reached:
            del waiting[file.path]
    return sorted(waiting)


def _may_go(file: WebFile) -> bool:
    kind = file.media_type
    is_font = kind.startswith("font/") or "font" in kind or (kind == "image/svg+xml" and _SVG_FONT in file.content)
    return kind == "text/css" or is_font or file.path.startswith(HOME)


FIXES = (left_files,)
