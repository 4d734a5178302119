"""The script as pages load it: minified, under a name that changes with its content."""

import hashlib
from functools import cache
from importlib.resources import files as resources

from turbohtml.clean import minify_js

LASTING_PATH = "/assets/visit.js"
"""Where pages of other hosts find it: an address that stays when the script changes."""


@cache
def script() -> str:
    """The script without white space and comments, with short names."""
    return minify_js(resources("code24.analytics.tracker").joinpath("visit.js").read_text("utf-8"))


@cache
def script_path() -> str:
    """Where a site's own pages find it: a name with a content hash, which is cached for good."""
    return f"/assets/visit.{hashlib.sha256(script().encode()).hexdigest()[:8]}.js"


@cache
def tag() -> str:
    """What stands in every page."""
    return f'<script defer src="{script_path()}"></script>'
