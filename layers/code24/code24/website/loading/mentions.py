"""Names of files that texts mention in any way, so that nothing that a script may still ask for goes away."""

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import unquote

from code24.website.models import WebFile

_APART = r"\s\"'`()<>/\\,;?#&|={}\[\]"
_NAME = re.compile(rf"(?<![^{_APART}])[^{_APART}]+\.[A-Za-z0-9]{{1,12}}")
"""Only asked where a word begins: from there on it finds the last ending of the word."""
_PUT_TOGETHER = re.compile(r"[\"'`}]\.(avif|css|gif|ico|jpe?g|js|json|mjs|mp4|png|svg|ttf|webm|webp|woff2?)[\"'`?]")
_TEXTS = (
    "text/",
    "application/javascript",
    "application/json",
    "application/xml",
    "image/svg+xml",
    "application/manifest",
)


def is_text(file: WebFile) -> bool:
    """Whether a file may mention others."""
    return file.media_type.startswith(_TEXTS) or file.media_type.endswith(("+xml", "+json", "javascript"))


@lru_cache(maxsize=2_000)
def names_in(text: str) -> frozenset[str]:
    """Names with an ending, decoded, without folders."""
    found = _NAME.findall(text)
    return frozenset(found) | frozenset(unquote(name) for name in found if "%" in name)


@lru_cache(maxsize=2_000)
def endings_put_together(text: str) -> frozenset[str]:
    """Endings that a script appends to names (`"slide" + n + ".jpg"`), with a dot."""
    return frozenset(f".{ending}" for ending in _PUT_TOGETHER.findall(text))


def mentioned(files: Iterable[WebFile]) -> frozenset[str]:
    """All names that these files mention."""
    return frozenset().union(*(names_in(file.text) for file in files if is_text(file)))
