"""Pictures encoded anew at several widths, several at once, once for each content."""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from code24.pictures.encoding import Encoded, Format, decoded, encoded
from code24.pictures.pixels import whole_width
from code24.pictures.reading import Facts, unwarned
from code24.website.models import WebFile
from code24.website.website import Website

WORTH = 0.9
"""A new file is used where it has at most this share of the old one's bytes."""
_DIGITS = 8
_AT_ONCE = 4
"""Encodings at once: Pillow lets go of the interpreter while it encodes, and functions have up to six processors."""
MOST_PIXELS = 2_000_000_000
"""Read and written for one website: minutes of a function's processors. Pictures beyond stay as they are, the smallest
ones, so that a cycle ends in its time."""
_SPENT = "pixels of encoded pictures"


@dataclass(frozen=True)
class Order:
    """What to make of one file."""

    file: WebFile
    facts: Facts
    widths: frozenset[int]
    formats: frozenset[Format]


class Variant(NamedTuple):
    """A file made of another one."""

    file: WebFile
    width: int
    height: int
    format: Format


type Variants = Mapping[tuple[int, Format], Variant]
"""By width and format; what could not be made is missing."""


def made(orders: Iterable[Order], website: Website) -> dict[str, Variants]:
    """The variants of each file, by its path. The same contents give the same files."""
    waiting = list(orders)
    missing = [
        (order, todo)
        for order in waiting
        if (todo := [each for each in _wanted(order) if _key(order.file, *each) not in website.memory])
    ]
    largest_first = _affordable(sorted(missing, key=lambda each: (-each[0].facts.pixels, each[0].file.path)), website)
    with unwarned(), ThreadPoolExecutor(_AT_ONCE) as pool:
        for (order, todo), results in zip(
            largest_first, pool.map(lambda each: _encode(*each), largest_first), strict=True
        ):
            for key, result in zip(todo, results, strict=True):
                website.memory[_key(order.file, *key)] = result
    return {
        order.file.path: {
            key: _variant(order.file, result)
            for key in _wanted(order)
            if (result := website.memory.get(_key(order.file, *key))) is not None
        }
        for order in waiting
    }


type _Todo = tuple[Order, list[tuple[int, Format]]]


def _affordable(todos: list[_Todo], website: Website) -> list[_Todo]:
    """Those that `MOST_PIXELS` has room for, beside what was encoded for earlier versions of the website."""
    kept = []
    for order, todo in todos:
        shape = order.facts.height / max(1, order.facts.width)
        pixels = order.facts.pixels + sum(round(width * width * shape) for width, _ in todo)
        spent = website.memory.get(_SPENT, 0) + pixels
        if spent <= MOST_PIXELS:
            website.memory[_SPENT] = spent
            kept.append((order, todo))
    return kept


def _wanted(order: Order) -> list[tuple[int, Format]]:
    return [(width, format_) for width in sorted(order.widths) for format_ in sorted(order.formats)]


def _key(file: WebFile, width: int, format_: Format) -> tuple[str, str, int, Format]:
    return "picture variant", file.sha256, width, format_


def _encode(order: Order, todo: list[tuple[int, Format]]) -> list[Encoded | None]:
    picture = decoded(order.file.content, order.facts.format)
    if picture is None:
        return [None] * len(todo)
    return [encoded(picture, whole_width(picture.image.size, width), format_) for width, format_ in todo]


def _variant(file: WebFile, result: Encoded) -> Variant:
    digest = sha256(result.content).hexdigest()[:_DIGITS]
    stem = file.path.rsplit(".", 1)[0]
    path = f"{stem}-{result.width}w.{digest}.{result.format.value}"
    made_file = WebFile(path, result.format.content_type, result.content)
    return Variant(made_file, result.width, result.height, result.format)
