"""Links inside texts: whether they can be told from the words around by more than their colour (WCAG 2.2, 1.4.1)."""

from collections.abc import Iterator
from typing import NamedTuple

from turbohtml import Element, Text

from code24.website.accessibility.colors import Paint, contrast, paint
from code24.website.accessibility.rendering import is_drawn_in
from code24.website.accessibility.semantics import UNRENDERED
from code24.website.page import Page
from code24.website.styles.cascade import PHONE, Cascade, Computed, cascade
from code24.website.website import Website

NEEDED = 3.0
"""Contrast with the words around that does without another difference (technique G183)."""
_LEAST = 2
"""Letters around, more than in the link itself, that make a text."""
_BLOCKS = "p, li, dd, td, blockquote, figcaption, h1, h2, h3, h4, h5, h6, div"
_LINES = frozenset({"inline", "contents", ""})


class InText(NamedTuple):
    """A link among words."""

    link: Element
    ratio: float
    """Of its colour and that of the words around."""
    is_told: bool
    """Whether anything else than colour sets it apart."""

    @property
    def passes(self) -> bool:
        """Whether everybody can find it."""
        return self.is_told or self.ratio >= NEEDED


def links_in_texts(page: Page, website: Website) -> Iterator[InText]:
    """Links of paragraphs and the like that have more words around than in them."""
    styles = cascade(page, website, PHONE)
    for link in page.named("a"):
        block = link.closest(_BLOCKS)
        if "href" not in link.attrs or block is None or not link.text.strip() or not is_drawn_in(link, styles):
            continue
        if link.closest("nav, [role=navigation], button") is not None or not _is_among_words(link, block, styles):
            continue
        own, around = styles.of(link), styles.of(block)
        if own.get("display") not in {"inline", ""}:
            continue
        first, second = paint(own.get("color")), paint(around.get("color"))
        if first is None or second is None or first == second:
            continue
        yield InText(link, contrast(_solid(first), _solid(second)), _is_told(link, own, around, styles))


def _solid(color: Paint) -> Paint:
    return color._replace(alpha=1.0)


def _is_among_words(link: Element, block: Element, styles: Cascade) -> bool:
    """Whether the lines that a link is in have more words of others: blocks inside are lines of their own."""
    own = len(link.text.strip())
    around = sum(
        len(node.data.strip())
        for node in block.descendants
        if isinstance(node, Text) and not _is_apart(node, block, styles)
    )
    return around > max(own, _LEAST)


def _is_apart(text: Text, block: Element, styles: Cascade) -> bool:
    for above in text.ancestors:
        if above == block or not isinstance(above, Element):
            return False
        if above.tag in UNRENDERED or above.tag in {"a", "button"} or styles.of(above).get("display") not in _LINES:
            return True
    return False


def _is_told(link: Element, own: Computed, around: Computed, styles: Cascade) -> bool:
    lines = (own.get("text-decoration-line"), own.get("text-decoration"))
    inside = (styles.of(one) for one in link.iter_elements())
    underlined = any("underline" in line or "through" in line for line in lines)
    underlined = underlined or any("underline" in one.get("text-decoration-line") for one in inside)
    bordered = (own.length("border-bottom-width") or 0) > 0
    ground = paint(own.get("background-color")) if "background-color" in own.specified else None
    different = any(own.get(name) != around.get(name) for name in ("font-weight", "font-style", "font-family"))
    return underlined or bordered or (ground is not None and ground.alpha > 0) or different
