"""Scripts and JSON without white space and comments. Names stay: some libraries read those of parameters."""

import json
import re
from functools import lru_cache

from turbohtml.clean import JSMinify, minify_js

_PLAIN = JSMinify(mangle=False, fold=False)
_BETWEEN = re.compile(r'("(?:[^"\\]|\\.)*")|\s+')
_SOURCE_MAP = re.compile(
    r"^[ \t]*(?://[#@]\s*sourceMappingURL=\S*[ \t]*|/\*[#@]\s*sourceMappingURL=[^*]*\*/)[ \t]*$\n?", re.MULTILINE
)
LONG_LINES = 300
"""Characters a line on average in files that are minified already."""


@lru_cache(maxsize=256)
def compact_script(text: str) -> str | None:
    """A script without white space and comments, those with licenses kept; None where it is no better, or in doubt."""
    try:
        once = minify_js(text, _PLAIN)
        # What was read right is read the same way again.
        if minify_js(once, _PLAIN) != once:
            return None
    except ValueError:
        return None
    return once if len(once) < len(text) else None


def compact_json(text: str) -> str | None:
    """JSON without white space between its values; None where it is none, or no better."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return None
    once = _BETWEEN.sub(lambda found: found[1] or "", text)
    return once if len(once) < len(text) else None


def is_minified(name: str, text: str) -> bool:
    """Whether a script says or shows that it is minified."""
    lines = text.count("\n") + 1
    return ".min." in name or len(text) / lines > LONG_LINES


def without_source_map(text: str) -> str:
    """The text without the comment that names a source map, which visitors' browsers would never load."""
    return _SOURCE_MAP.sub("", text) if "sourceMappingURL" in text else text
