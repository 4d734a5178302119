"""Code that stands in pages themselves, as Content Security Policy sees it (CSP Level 3).

A `<script>` that is a data block (`application/ld+json`) needs no permission: "prepare the script element" of the HTML
Standard returns at a type that is no script's before it asks Content Security Policy.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator

from turbohtml import Element

_SCRIPT_TYPES = frozenset({
    "", "module", "importmap", "speculationrules",
    "application/ecmascript", "application/javascript", "application/x-ecmascript", "application/x-javascript",
    "text/ecmascript", "text/javascript", "text/javascript1.0", "text/javascript1.1", "text/javascript1.2",
    "text/javascript1.3", "text/javascript1.4", "text/javascript1.5", "text/jscript", "text/livescript",
    "text/x-ecmascript", "text/x-javascript",
})  # fmt: skip
"""What runs, or steers what runs: the JavaScript MIME types (MIME Sniffing, 4.6), modules, import maps and speculation
rules. Everything else is a data block."""
URL_ATTRIBUTES = ("href", "src", "action", "formaction", "xlink:href", "data")


def is_script(script: Element) -> bool:
    """Whether a `script` element runs, or steers what runs."""
    return (script.attr("type") or "").strip().lower() in _SCRIPT_TYPES


def hash_sources(texts: Iterable[str]) -> list[str]:
    """CSP hash sources of inline code, each once, in order."""
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
    return [f"'sha256-{digest}'" for digest in dict.fromkeys(digests)]


def handlers(element: Element) -> Iterator[tuple[str, str]]:
    """Name and code of an element's event handlers."""
    for name in element.attrs:
        if name.startswith("on"):
            yield name, element.attr(name) or ""


def script_addresses(element: Element) -> Iterator[tuple[str, str]]:
    """Attribute and address of an element's `javascript:` URLs, as written."""
    for name in URL_ATTRIBUTES:
        written = element.attr(name)
        if not written or "script" not in written.lower().replace("\t", "").replace("\n", ""):
            continue
        if re.sub(r"[\x00-\x20]", "", written).lower().startswith("javascript:"):
            yield name, written
