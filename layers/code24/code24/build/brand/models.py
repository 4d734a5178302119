"""Brand: how the business looks and sounds."""

from enum import StrEnum

from code24.build.market_research.models import MarketResearch
from code24.build.models import Brief
from code24.models import Model
from code24.types import HexColor


class BrandRequest(Model):
    """Asks for a brand."""

    brief: Brief
    market_research: MarketResearch | None = None


class Voice(StrEnum):
    """How the words should sound."""

    WARM = "warm"
    CALM = "calm"
    PRECISE = "precise"
    BOLD = "bold"
    PLAYFUL = "playful"
    REFINED = "refined"


class Palette(Model):
    """Semantic colour roles of one colour scheme, as sRGB hex values."""

    background: HexColor
    surface: HexColor
    """Cards and alternating bands."""
    text: HexColor
    muted: HexColor
    """Secondary text: captions, hints, placeholders."""
    primary: HexColor
    """Buttons and links."""
    on_primary: HexColor
    primary_soft: HexColor
    """A tint of the primary colour that carries `text`."""
    accent: HexColor
    """Ornament and highlighted bands."""
    on_accent: HexColor
    border: HexColor
    """Edges of fields, and lines that mean something."""
    link: HexColor
    """The primary's hue in running text."""
    accent_text: HexColor
    """The accent's hue as short text and fine ornament."""
    danger: HexColor
    """What went wrong, in words; the edge of a field that it happened in."""
    danger_soft: HexColor
    """A ground for messages, which carries `text` and `danger`."""


class ColorPair(Model):
    """One text/background pair that the design uses, with its WCAG 2.2 contrast ratio."""

    scheme: str
    """`light` or `dark`."""
    foreground: str
    """Role name in the palette."""
    background: str
    ratio: float
    required: float
    """7 for body text (AAA), 4.5 for other text (AA), 3 for what is not text."""


class Typography(Model):
    """CSS font stacks, and the ratio of the type scale."""

    heading: str
    body: str
    """Full stacks: the self-hosted family, its metric-compatible fallback, system families, generic."""
    scale: float
    heading_font: str | None = None
    body_font: str | None = None
    """Ids of the self-hosted families (`fonts.catalog`); None where the stack names only what machines have."""
    heading_weight: int = 700
    body_weight: int = 400


class Logo(Model):
    """The logo as standalone SVG documents that reference nothing outside themselves."""

    mark: str
    """Square; also the SVG favicon."""
    wordmark: str
    wordmark_dark: str
    """For dark backgrounds."""
    icon_png: str
    """The mark at 180 x 180 pixels as base64 PNG (apple-touch-icon)."""
    icon_ico: str
    """The mark as base64 ICO (16, 32, 48 pixels)."""
    mark_dark: str = ""
    """The mark for dark backgrounds."""
    icon_png_192: str = ""
    icon_png_512: str = ""
    """For the web manifest, as base64 PNG; the mark keeps within the safe zone of maskable icons."""
    social_png: str = ""
    """1200 x 630 pixels, for links shared elsewhere, as base64 PNG."""


class Brand(Model):
    """How the business looks and sounds."""

    name: str
    voice: Voice
    light: Palette
    dark: Palette
    pairs: tuple[ColorPair, ...]
    """Every pair that the stylesheet uses, both schemes."""
    typography: Typography
    logo: Logo
