"""The pictures in the values of `background` and `background-image`, layer by layer."""

import re
from collections.abc import Callable
from typing import NamedTuple

from code24.website.styles.scanning import split_list

PROPERTIES = frozenset({"background", "background-image"})
_URL = re.compile(r"url\(\s*(?:\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|((?:[^)\"'\\]|\\.)*?))\s*\)", re.IGNORECASE)
_IMAGE = re.compile(r"(?:url|image-set|cross-fade|element|paint|image|-webkit-[\w-]+|[\w-]*gradient)\(", re.IGNORECASE)
_IMPORTANT = re.compile(r"\s*!\s*important\s*\Z", re.IGNORECASE)


class Assignment(NamedTuple):
    """One declaration that sets background pictures."""

    name: str
    value: str
    """Without `!important`."""
    important: bool

    def __str__(self) -> str:
        """As it is written."""
        return f"{self.name}:{self.value}{'!important' if self.important else ''}"

    @property
    def layers(self) -> list[str]:
        """The picture of each layer, `none` where it has none."""
        return [_picture(part) for part in split_list(self.value)]

    @property
    def urls(self) -> list[tuple[int, str]]:
        """Addresses with their layer."""
        return [(at, url) for at, part in enumerate(split_list(self.value)) for url in _urls(part)]

    def with_urls(self, rewritten: Callable[[str], str | None]) -> "Assignment":
        """Each `url()` replaced by another picture; kept where that is None."""
        return self._replace(value=_URL.sub(lambda found: rewritten(_written(found)) or found[0], self.value))

    def pictures_with(self, rewritten: Callable[[str], str | None]) -> "Assignment":
        """The pictures alone, for a rule that changes nothing else."""
        alone = Assignment("background-image", ",".join(self.layers), self.important)
        return alone.with_urls(rewritten)


def assignment(declaration: str) -> Assignment | None:
    """A declaration's text, if it sets background pictures by address."""
    name, colon, value = declaration.partition(":")
    name = name.strip().lower()
    if not colon or name not in PROPERTIES or "url(" not in value.lower() or "image-set(" in value.lower():
        return None
    if "var(" in value.lower() or "/*" in value:  # what comes of it is not known here
        return None
    plain = _IMPORTANT.sub("", value)
    return Assignment(name, plain.strip(), plain != value)


def _urls(text: str) -> list[str]:
    return [_written(found) for found in _URL.finditer(text)]


def _written(found: re.Match[str]) -> str:
    return (found[1] or found[2] or found[3] or "").strip()


def _picture(layer: str) -> str:
    """The picture in a layer of the shorthand."""
    start = _IMAGE.search(layer)
    if start is None:
        return "none"
    depth = 0
    for at in range(start.end() - 1, len(layer)):
        depth += {"(": 1, ")": -1}.get(layer[at], 0)
        if not depth:
            return layer[start.start() : at + 1]
    return "none"
