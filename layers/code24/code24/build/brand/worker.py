"""The brand worker."""

from collections.abc import Iterator

from code24.build.brand.colors import palettes
from code24.build.brand.dice import Dice
from code24.build.brand.drawing import to_svg
from code24.build.brand.fields import Field, field_of
from code24.build.brand.icons import to_ico, to_png
from code24.build.brand.lettering import lettered
from code24.build.brand.marks import Wanted, draw_mark
from code24.build.brand.models import Brand, BrandRequest, Logo, Palette, Typography, Voice
from code24.build.brand.naming import folded
from code24.build.brand.pairs import computed_pairs
from code24.build.brand.social import Shown, to_social_png
from code24.build.brand.typefaces import typography_for
from code24.build.brand.voice import voice_for
from code24.build.brand.wordmark import to_wordmark
from code24.build.models import Brief
from code24.errors import InvalidRequest
from code24.fonts.catalog import CATALOG

TOUCH, SMALL, LARGE = 180, 192, 512
"""Sizes of icons in pixels."""
TOUCH_SHARE = 0.66
"""How much of the touch icon the mark fills: its corners are cut, but it is not masked to a circle."""


def create_brand(request: BrandRequest) -> Brand:
    """Give a business its look and its voice; the same brief always gets the same ones.

    Raises InvalidRequest without market research.
    """
    brief, market = request.brief, request.market_research
    if market is None:
        raise InvalidRequest("a brand follows from the market research; send marketResearch", field="marketResearch")
    field = field_of(market)
    voice = voice_for(brief, field, _dice(brief, "voice"))
    light, dark = palettes(brief.colors, field.hues, voice, _dice(brief, "palette"))
    typography = typography_for(voice, field.name, brief.name, brief.description, _dice(brief, "type"))
    return Brand(
        name=brief.name,
        voice=voice,
        light=light,
        dark=dark,
        pairs=computed_pairs(light, dark),
        typography=typography,
        logo=_logo(brief, (field, voice, typography), light, dark),
    )


def _dice(brief: Brief, purpose: str) -> Dice:
    return Dice("brand", purpose, brief.name, brief.business_type)


def _logo(brief: Brief, look: tuple[Field, Voice, Typography], light: Palette, dark: Palette) -> Logo:
    field, voice, typography = look
    family = CATALOG.get(typography.heading_font or "")
    wanted = Wanted(brief.name, brief.business_type, field.motifs, family, voice)
    mark, mark_dark = (draw_mark(wanted, palette, _dice(brief, "mark")) for palette in (light, dark))
    name = lettered(brief.name, brief.business_type, family, voice, _dice(brief, "lettering")) if family else None
    shown = Shown(
        name=brief.name,
        lettering=name,
        mark=mark,
        line=" · ".join(_said(brief)),
        body=CATALOG.get(typography.body_font or ""),
        voice=voice,
    )
    return Logo(
        mark=to_svg(mark, brief.name, mark_dark),
        mark_dark=to_svg(mark_dark, brief.name),
        wordmark=to_wordmark(brief.name, mark, name, typography.heading, light),
        wordmark_dark=to_wordmark(brief.name, mark_dark, name, typography.heading, dark),
        icon_png=to_png(mark, TOUCH, TOUCH_SHARE),
        icon_png_192=to_png(mark, SMALL),
        icon_png_512=to_png(mark, LARGE),
        icon_ico=to_ico(mark, (16, 32, 48)),
        social_png=to_social_png(shown, light, _dice(brief, "social")),
    )


def _said(brief: Brief) -> Iterator[str]:
    """What the business is, unless its name says it, and where it is."""
    if folded(brief.business_type) not in folded(brief.name):
        yield brief.business_type
    if brief.contact.address:
        yield brief.contact.address.city
