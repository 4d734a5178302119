"""Which files may be kept by browsers for good: those whose name changes with their content."""

import re

from code24.website.models import WebFile
from code24.website.scripting.scripts import SCRIPT_FILES

FOREVER = "public, max-age=31536000, immutable"
HASHED = re.compile(r"\.[0-9a-f]{8,64}\.[0-9a-z]+\Z")
"""A content hash in the name: what the sites of releases are served with for good, too."""
_FIXED = re.compile(
    r"/\.well-known/|/(?:favicon\.(?:ico|svg)|apple-touch-icon[^/]*\.png|sw\.js|service-worker\.js|robots\.txt)\Z|/_(?:headers|redirects)\Z"
)


def is_asset(file: WebFile) -> bool:
    """Whether a file is one that pages load and that may have any name."""
    kind = file.media_type
    is_kind = kind == "text/css" or kind in SCRIPT_FILES or kind.startswith(("image/", "font/")) or "font" in kind
    return is_kind and not _FIXED.search(file.path)


def is_kept_for_good(file: WebFile) -> bool:
    """Whether browsers keep a file without asking again: its name says its content, or its header says so."""
    control = file.headers.get("cache-control", "")
    found = re.search(r"max-age=(\d+)", control)
    return bool(HASHED.search(file.path)) or (found is not None and int(found[1]) >= 2_592_000)
