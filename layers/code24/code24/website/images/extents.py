"""What decides how large an `img` is drawn: styles, its attributes, or the file itself (HTML, 15.4.3)."""

from collections.abc import Sequence
from dataclasses import dataclass

from turbohtml import Element

from code24.website.styles.cascade import Cascade, Computed

_LIMITS = ("max-height", "min-height", "min-width")
_EDGES = ("left", "right", "top", "bottom")
_NOTHING = frozenset({"", "none", "auto", "0", "0px", "initial", "unset"})
_BY_CONTENT = frozenset({"auto", "max-content", "min-content", "fit-content"})


@dataclass(frozen=True)
class _Sides:
    """Of one `img` at one viewport: what styles say, in small letters, empty where they say nothing."""

    width: str
    height: str
    both: bool
    """Limits, or a stretching container, work on both sides at once: a fixed one would distort the picture."""
    has_edges: bool
    """Whether a side includes padding or border (`box-sizing: border-box`): an attribute would shrink the picture."""


@dataclass(frozen=True)
class Extent:
    """How one `img` gets its size, over all viewports that were asked about."""

    views: tuple[_Sides, ...]
    has_width: bool
    """Whether it has the attribute."""
    has_height: bool

    @property
    def needs_auto_width(self) -> bool:
        """Whether a `width` attribute would distort the picture unless a rule says `auto`."""
        return any(not view.width and (_is_fixed(view.height) or view.both or view.has_edges) for view in self.views)

    @property
    def needs_auto_height(self) -> bool:
        """Whether a `height` attribute would distort it unless a rule says `auto`."""
        return any(not view.height for view in self.views)

    @property
    def has_fixed_side(self) -> bool:
        """Whether styles always fix one side at least."""
        return all(_is_fixed(view.width) or _is_fixed(view.height) for view in self.views)

    @property
    def depends_on_file(self) -> bool:
        """Whether a file with other pixels would be drawn at another size."""
        return any(
            (view.width in _BY_CONTENT or (not view.width and not self.has_width))
            and (view.height in _BY_CONTENT or (not view.height and not self.has_height))
            for view in self.views
        )


def extent_of(element: Element, cascades: Sequence[Cascade]) -> Extent:
    """How one `img` gets its size. `cascades` are of its page at several viewports."""
    return Extent(
        tuple(_sides(element, cascade) for cascade in cascades),
        _is_number(element.attr("width")),
        _is_number(element.attr("height")),
    )


def _sides(element: Element, cascade: Cascade) -> _Sides:
    style = cascade.of(element)
    width, height = _said(style.specified.get("width")), _said(style.specified.get("height"))
    limited = any(style.get(name) not in _NOTHING for name in _LIMITS)
    free = not _is_fixed(width) and not _is_fixed(height)
    return _Sides(width, height, free and (limited or _is_stretched(element, cascade)), _has_edges(style))


def _has_edges(style: Computed) -> bool:
    """Whether the size that is said includes more than the picture (CSS Sizing 3, 3.3)."""
    if style.get("box-sizing") != "border-box":
        return False
    return any(style.get(f"padding-{side}") not in _NOTHING or style.length(f"border-{side}-width") for side in _EDGES)


def _is_fixed(value: str) -> bool:
    return bool(value) and value not in _BY_CONTENT


def _is_number(text: str | None) -> bool:
    return bool(text) and (text or "").strip()[:1].isdigit()


def _said(value: object) -> str:
    """A declared value in small letters; empty for none, and some word for what only a browser can tell."""
    if value is None:
        return ""
    return value.strip().lower() if isinstance(value, str) else "?"


def _is_stretched(element: Element, cascade: Cascade) -> bool:
    """Whether the boxes around may make it wider or higher than it is (Flexbox 1, 8.3; Grid 2, 6.2)."""
    above = element.parent
    while isinstance(above, Element) and cascade.of(above).get("display") == "contents":
        above = above.parent
    if not isinstance(above, Element):
        return False
    style, around = cascade.of(element), cascade.of(above)
    if "grid" in around.get("display"):
        return "stretch" in {style.get("align-self"), style.get("justify-self"), around.get("justify-items")}
    if "flex" not in around.get("display"):
        return False
    alignment = style.get("align-self")
    if alignment in {"", "auto"}:
        alignment = around.get("align-items")
    is_column = around.get("flex-direction").startswith("column")
    return alignment in {"", "normal", "stretch"} and (is_column or around.get("height") != "auto")
