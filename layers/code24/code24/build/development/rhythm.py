"""The rhythm of a page: which ground each section stands on, by style family."""

from dataclasses import dataclass

from code24.build.brand.dice import Dice
from code24.build.design.models import SectionKind


@dataclass(frozen=True)
class Rhythm:
    """Grounds of one family; names of the stylesheet's `tone-` classes without the prefix."""

    cycle: tuple[str, ...]
    """Grounds of the sections after the first, in turn."""
    opening: str
    """Ground of the first section where its arrangement does not bring its own."""
    banner: tuple[str, ...]
    """Grounds to choose from for the first section in the arrangement `banner`."""
    call: tuple[str, ...]
    """Grounds to choose from for calls to action."""
    footer: str
    footer_art: bool


RHYTHMS = {
    "editorial": Rhythm(
        ("plain", "plain", "surface"), "plain", ("soft", "accent"), ("accent", "soft"), "plain", footer_art=False
    ),
    "soft": Rhythm(
        ("surface", "plain", "soft"), "surface", ("accent", "soft"), ("accent", "primary"), "soft", footer_art=True
    ),
    "bold": Rhythm(
        ("plain", "surface", "soft"),
        "plain",
        ("primary", "ink", "accent"),
        ("primary", "accent", "ink"),
        "ink",
        footer_art=False,
    ),
    "craft": Rhythm(("surface", "plain"), "plain", ("primary", "soft"), ("primary", "accent"), "soft", footer_art=True),
    "swiss": Rhythm(
        ("plain", "plain", "soft"), "plain", ("primary", "accent"), ("accent", "primary"), "plain", footer_art=False
    ),
    "classic": Rhythm(
        ("surface", "plain"), "plain", ("soft", "primary"), ("surface", "primary", "accent"), "ink", footer_art=False
    ),
    "tech": Rhythm(
        ("plain", "surface"), "plain", ("ink", "primary"), ("ink", "primary", "soft"), "surface", footer_art=False
    ),
    "organic": Rhythm(
        ("soft", "plain", "surface", "plain"),
        "plain",
        ("soft", "primary"),
        ("accent", "primary"),
        "soft",
        footer_art=True,
    ),
}


def grounds(family: str, kinds: tuple[SectionKind, ...], first_arrangement: str, dice: Dice) -> tuple[str, ...]:
    """The ground of each section of a page."""
    rhythm = RHYTHMS[family]
    offset = dice.integer(0, len(rhythm.cycle) - 1)
    found: list[str] = []
    for at, kind in enumerate(kinds):
        if at == 0:
            found.append(dice.pick(rhythm.banner) if first_arrangement == "banner" else rhythm.opening)
        elif kind is SectionKind.CALL_TO_ACTION:
            found.append(dice.pick([ground for ground in rhythm.call if ground not in {found[-1], rhythm.footer}]))
        else:
            ground = rhythm.cycle[(at + offset) % len(rhythm.cycle)]
            found.append(ground)
    return tuple(found)
