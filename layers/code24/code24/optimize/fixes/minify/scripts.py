"""Script and data files without white space and comments."""

from functools import partial

from code24.optimize.fix import Outcome, Setting, site_fix
from code24.optimize.fixes.minify.texts import compact_json, compact_script, is_minified, without_source_map
from code24.optimize.models import Change, Phase
from code24.website.models import WebFile
from code24.website.scripting.scripts import SCRIPT_FILES
from code24.website.website import Website

WORTH_IT = 0.95
LARGEST = 2_000_000
_DATA = frozenset({"application/json", "application/manifest+json", "application/ld+json"})


@site_fix(
    "minified-scripts", Phase.MINIFY, "Scripts travel without what only their makers read", "unminified-javascript"
)
def minified_scripts(website: Website, setting: Setting) -> Outcome:
    """Minify script files that are not minified yet."""
    return _rewritten(website, SCRIPT_FILES, setting, "minified-scripts")


@site_fix(
    "minified-data", Phase.MINIFY, "Data files travel without white space", "unminified-data", needs_finding=False
)
def minified_data(website: Website, setting: Setting) -> Outcome:
    """Minify JSON files and manifests."""
    return _rewritten(website, _DATA, setting, "minified-data")


def _rewritten(website: Website, types: frozenset[str], setting: Setting, kind: str) -> Outcome:
    files, changes = [], []
    for file in website.files.values():
        if file.media_type in types and len(file.content) <= LARGEST and setting.allows(kind, file.path):
            text = website.remembered(("minified file", file.path, file.sha256), partial(_smaller, file))
            if text is not None:
                files.append(file.with_content(text))
                what = f"{len(file.content):,} → {len(text.encode()):,} bytes."
                changes.append(Change(path=file.path, what=what))
    return Outcome(tuple(files), (), tuple(changes))


def _smaller(file: WebFile) -> str | None:
    if file.media_type in _DATA:
        return compact_json(file.text)
    text = without_source_map(file.text)
    if not is_minified(file.path, text):
        smaller = compact_script(text)
        if smaller is not None and len(smaller) <= WORTH_IT * len(file.text):
            return smaller
    return text if text != file.text else None


FIXES = (minified_scripts, minified_data)
