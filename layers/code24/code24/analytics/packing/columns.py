"""Columns of whole numbers and of repeated texts, written one after another and compressed together.

A number's bytes are written in planes (all lowest bytes, then all second ones …), as the higher ones repeat themselves.
"""

import json
from array import array
from collections.abc import Sequence
from typing import Any

import brotli

from code24.errors import Damaged

MOST_BYTES = 256_000_000
"""Of what is read, uncompressed; an hour of five million events has less."""
_QUALITY = 5
"""Of Brotli's 11: the next better one that matters (10) saves 7 % and takes ten times as long."""
_WIDEST = 8
_HEADER = 3
_EMPTY: tuple[int, ...] = ()


class Writer:
    """Writes columns, whose lengths the reader has to know."""

    def __init__(self, kind: str, version: int) -> None:
        self._header = kind.encode() + bytes([version])
        self._data = bytearray()

    def number(self, value: int) -> None:
        """Write one number, from 0 to 2⁶⁴ − 1."""
        self.numbers([value])

    def numbers(self, values: Sequence[int]) -> None:
        """Write a column of numbers, each from 0 to 2⁶⁴ − 1."""
        widest = (max(values, default=0).bit_length() + 7) // 8
        self._data.append(widest)
        data = array("Q", values).tobytes()
        for plane in range(widest):
            self._data += data[plane::_WIDEST]

    def json(self, data: Any) -> None:
        """Write JSON data."""
        text = json.dumps(data, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()
        self.number(len(text))
        self._data += text

    def coded(self, values: Sequence[Any]) -> None:
        """Write a column of values that repeat (JSON data, hashable and sortable): a dictionary, and places in it."""
        counts: dict[Any, int] = {}
        for value in values:
            counts[value] = counts.get(value, 0) + 1
        words = sorted(counts, key=lambda value: (-counts[value], value))
        self.json(words)
        if len(words) > 1:
            places = {word: place for place, word in enumerate(words)}
            self.numbers([places[value] for value in values])

    def bytes(self) -> bytes:
        """Everything that was written, compressed."""
        return self._header + brotli.compress(bytes(self._data), quality=_QUALITY)


class Reader:
    """Reads what a `Writer` of the same kind and version wrote. Every method raises Damaged for anything else."""

    def __init__(self, body: bytes, kind: str, version: int) -> None:
        if body[:_HEADER] != kind.encode() + bytes([version]):
            raise Damaged(f"A set of the kind {kind!r} in version {version} was expected, not {bytes(body[:_HEADER])!r}.")
        self._data = _decompressed(body[_HEADER:])
        self._at = 0

    def number(self) -> int:
        """One number."""
        return self.numbers(1)[0]

    def numbers(self, count: int) -> Sequence[int]:
        """A column of as many numbers."""
        [widest] = self._take(1)
        if widest > _WIDEST:
            raise Damaged(f"A number of a set has {widest} bytes.")
        if count == 0:
            return _EMPTY
        if count > len(self._data) and widest:
            raise Damaged(f"A set of {len(self._data)} bytes cannot hold {count} numbers.")
        if count > MOST_BYTES // _WIDEST:
            raise Damaged(f"A set says that it holds {count} numbers.")
        data = bytearray(count * _WIDEST)
        for plane in range(widest):
            data[plane::_WIDEST] = self._take(count)
        return array("Q", bytes(data))

    def json(self) -> Any:
        """JSON data."""
        try:
            return json.loads(self._take(self.number()))
        except (ValueError, RecursionError) as error:
            raise Damaged("A set has no JSON where some is expected.") from error

    def coded(self, count: int) -> list[Any]:
        """A column of as many values that repeat."""
        words = self.json()
        if not isinstance(words, list) or (count and not words):
            raise Damaged("A set has no dictionary where one is expected.")
        if len(words) < 2:
            return words * count
        places = self.numbers(count)
        if count and max(places) >= len(words):
            raise Damaged("A set names a word that its dictionary does not have.")
        return [words[place] for place in places]

    def end(self) -> None:
        """Nothing more is expected."""
        if self._at != len(self._data):
            raise Damaged(f"A set has {len(self._data) - self._at} bytes more than expected.")

    def _take(self, count: int) -> bytes:
        data = self._data[self._at : self._at + count]
        if len(data) != count:
            raise Damaged("A set ends too early.")
        self._at += count
        return data


def _decompressed(data: bytes) -> bytes:
    decompressor = brotli.Decompressor()
    found = b""
    try:
        found = decompressor.process(data, output_buffer_limit=MOST_BYTES)
    except brotli.error as error:
        raise Damaged("A set cannot be uncompressed.") from error
    if not decompressor.is_finished():
        raise Damaged(f"A set ends too early, or has more than {MOST_BYTES // 1_000_000} MB.")
    return bytes(found)
