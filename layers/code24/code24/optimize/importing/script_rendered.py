"""Pages that only scripts can render."""

import re
from typing import NamedTuple

from turbohtml.rewrite import Element as Handle
from turbohtml.rewrite import rewrite

_ROOT = re.compile(
    r"^(?:root|app|__next|__nuxt|___gatsby|svelte|main-app|app-root|react-root|vue-app|ember-app)$", re.I
)
_ROOT_TAGS = frozenset({"app-root", "my-app", "flutter-view", "polymer-app", "app-shell"})
_SILENT = frozenset({"script", "style", "noscript", "template", "title", "textarea", "svg"})
_LITTLE = 120
"""Characters of text: a page that a visitor reads has more without its scripts too."""
_SPACE = re.compile(r"\s+")


class Seen(NamedTuple):
    """What a page is without its scripts."""

    text: int
    """Characters that can be read, space counted once."""
    scripts: int
    pictures: int
    roots: int
    """Elements that frameworks render into."""


def look(html: str) -> Seen:
    """See a page without running it."""
    counts = {"text": 0, "scripts": 0, "pictures": 0, "roots": 0}
    opened = [""]

    def element(handle: Handle) -> None:
        opened[0] = handle.tag
        if handle.tag == "script":
            counts["scripts"] += 1
        elif handle.tag in {"img", "picture", "video", "iframe", "svg", "object"}:
            counts["pictures"] += 1
        if handle.tag in _ROOT_TAGS or _ROOT.match(handle.get("id") or ""):
            counts["roots"] += 1

    def text(handle: Handle) -> None:
        tag, opened[0] = opened[0], ""
        if tag not in _SILENT:
            counts["text"] += len(_SPACE.sub(" ", handle.text or "").strip())

    rewrite(html, elements=(("*", element),), text=text)
    return Seen(**counts)


def is_script_rendered(html: str) -> bool:
    """Whether a visitor without scripts sees next to nothing where scripts would render a page."""
    seen = look(html)
    if not seen.scripts or seen.text >= _LITTLE:
        return False
    return seen.roots > 0 or (seen.text < 20 and seen.pictures == 0)
