"""The brand worker."""

from code24.build.brand.colors import palettes
from code24.build.brand.dice import Dice
from code24.build.brand.drawing import to_ico, to_png, to_svg
from code24.build.brand.fields import field_of
from code24.build.brand.letters import initials
from code24.build.brand.marks import draw_mark, values_of
from code24.build.brand.models import Brand, BrandRequest, Logo
from code24.build.brand.pairs import computed_pairs
from code24.build.brand.typefaces import typography_for
from code24.build.brand.voice import voice_for
from code24.build.brand.wordmark import to_wordmark
from code24.errors import InvalidRequest


def create_brand(request: BrandRequest) -> Brand:
    """Give a business its look and its voice; the same brief always gets the same ones.

    Raises InvalidRequest without market research.
    """
    brief, market = request.brief, request.market_research
    if market is None:
        raise InvalidRequest("a brand follows from the market research; send marketResearch", field="marketResearch")
    field = field_of(market)

    def dice(purpose: str) -> Dice:
        return Dice("brand", purpose, brief.name, brief.business_type)

    voice = voice_for(brief, field, dice("voice"))
    light, dark = palettes(brief.colors, field.hues, voice, dice("palette"))
    typography = typography_for(voice, field.name, brief.name, brief.description, dice("type"))
    letters, values = initials(brief.name), values_of(brief.name)
    mark = draw_mark(letters, values, field.motifs, light, dice("mark"))
    mark_dark = draw_mark(letters, values, field.motifs, dark, dice("mark"))
    return Brand(
        name=brief.name,
        voice=voice,
        light=light,
        dark=dark,
        pairs=computed_pairs(light, dark),
        typography=typography,
        logo=Logo(
            mark=to_svg(mark, brief.name),
            wordmark=to_wordmark(brief.name, mark, typography.heading, light.text),
            wordmark_dark=to_wordmark(brief.name, mark_dark, typography.heading, dark.text),
            icon_png=to_png(mark, 180),
            icon_ico=to_ico(mark, (16, 32, 48)),
        ),
    )
