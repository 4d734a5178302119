"""A section's repeated parts as the templates show them: items, groups of items, and tables of what is included."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from code24.build.content.models import Item
from code24.build.development.picture_views import PictureView

SHORT_PRICE = 14
"""Characters up to which a price stands in large type."""


@dataclass(frozen=True)
class ItemView:
    """One item."""

    title: str
    text: str
    detail: str
    price: str
    long_price: bool
    includes: tuple[str, ...]
    picture: PictureView | None
    glyph: Markup
    initials: str
    """Of a person without a portrait."""


@dataclass(frozen=True)
class GroupView:
    """Items under one subheading; without a name they follow the section's heading."""

    name: str
    items: tuple[ItemView, ...]


@dataclass(frozen=True)
class InclusionRow:
    """One thing, and which of the items include it."""

    name: str
    included: tuple[bool, ...]


def item_view(item: Item, picture: PictureView | None, glyph: Markup) -> ItemView:
    """An item with what is drawn for it."""
    return ItemView(
        title=item.title,
        text=item.text,
        detail=item.detail,
        price=item.price,
        long_price=len(item.price) > SHORT_PRICE,
        includes=item.includes,
        picture=picture,
        glyph=glyph,
        initials=initials(item.title),
    )


def initials(name: str) -> str:
    """The first letters of a name's first and last word."""
    words = [word for word in name.split() if word[0].isalpha()]
    return "".join(word[0].upper() for word in dict.fromkeys((*words[:1], *words[-1:])))


def groups_of(items: Sequence[Item], views: Sequence[ItemView]) -> tuple[GroupView, ...]:
    """Neighbours with the same group, under its name."""
    pairs = zip(items, views, strict=True)
    return tuple(
        GroupView(name, tuple(view for _, view in members))
        for name, members in groupby(pairs, lambda pair: pair[0].group)
    )


def inclusions_of(items: Sequence[Item]) -> tuple[InclusionRow, ...]:
    """A row for everything that an item includes, in the order of its first mention."""
    names = dict.fromkeys(name for item in items for name in item.includes)
    return tuple(InclusionRow(name, tuple(name in item.includes for item in items)) for name in names)
