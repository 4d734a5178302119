"""Cuts a source down to the characters that a site uses.

HarfBuzz's subsetter takes about a millisecond a face; hints go, since no current system of text rendering asks for them
at sizes that sites use, kerning and ligatures stay.
"""

from collections.abc import Iterable
from functools import lru_cache

import uharfbuzz as hb  # type: ignore[import-untyped]

from code24.fonts.catalog import CATALOG
from code24.fonts.sources import encoded, source

FEATURES = ("kern", "liga", "rlig", "ccmp", "locl", "mark", "mkmk", "init", "medi", "fina", "isol", "calt")
"""OpenType features that browsers apply by default; the rest goes."""
COPYRIGHT, LICENSE, LICENSE_ADDRESS = 0, 13, 14
"""Entries of the name table that the Open Font License asks copies to carry."""


def _tag(name: str) -> int:
    return int.from_bytes(name.encode("ascii"))


@lru_cache(maxsize=64)
def cut(family_id: str, weight: int, script: str, characters: frozenset[str]) -> bytes:
    """A WOFF2 file with these characters of a source; the same characters always give the same bytes."""
    asked = hb.SubsetInput()
    asked.flags = hb.SubsetFlags.NO_HINTING
    asked.unicode_set.update(map(ord, sorted(characters)))
    for numbers, kept in (
        (asked.layout_feature_tag_set, map(_tag, FEATURES)),
        (asked.name_id_set, iter((COPYRIGHT, LICENSE, LICENSE_ADDRESS))),
    ):
        numbers.clear()
        numbers.update(kept)
    return encoded(hb.subset(source(CATALOG[family_id], weight, script).face, asked).blob.data)


def reduced(face: hb.Face, characters: Iterable[int]) -> bytes:
    """A WOFF2 file with these code points of any font: its axes, features, measures and license stay, hints go.

    Raises RuntimeError for fonts that HarfBuzz cannot subset.
    """
    asked = hb.SubsetInput()
    asked.flags = hb.SubsetFlags.NO_HINTING
    asked.unicode_set.update(sorted(characters))
    asked.layout_feature_tag_set.clear()
    asked.layout_feature_tag_set.invert()
    asked.name_id_set.update((COPYRIGHT, LICENSE, LICENSE_ADDRESS))
    return encoded(hb.subset(face, asked).blob.data)
