"""The rhythm of a page: which ground each section stands on, by style family."""

from collections.abc import Iterable
from dataclasses import dataclass

from code24.build.brand.dice import Dice
from code24.build.design.models import SectionKind

GROUNDS = ("plain", "surface", "soft", "accent", "primary", "ink")
"""Every ground there is; the last three are strong colours that carry few words."""


@dataclass(frozen=True)
class Rhythm:
    """Grounds of one family."""

    cycle: tuple[str, ...]
    """Grounds of the sections after the first, in turn."""
    opening: str
    """Ground of the first section where its arrangement does not bring its own."""
    banner: tuple[str, ...]
    """Grounds to choose from for the first section in the arrangement `banner`."""
    call: tuple[str, ...]
    """Grounds to choose from for calls to action and newsletters."""
    proof: tuple[str, ...]
    """Grounds to choose from for figures in a row and a quote in the spotlight."""
    footer: str
    footer_art: bool


RHYTHMS = {
    "editorial": Rhythm(
        cycle=("plain", "plain", "surface"),
        opening="plain",
        banner=("soft", "accent"),
        call=("accent", "soft"),
        proof=("plain", "soft"),
        footer="plain",
        footer_art=False,
    ),
    "soft": Rhythm(
        cycle=("surface", "plain", "soft"),
        opening="surface",
        banner=("accent", "soft"),
        call=("accent", "primary"),
        proof=("soft", "accent"),
        footer="soft",
        footer_art=True,
    ),
    "bold": Rhythm(
        cycle=("plain", "surface", "soft"),
        opening="plain",
        banner=("primary", "ink", "accent"),
        call=("primary", "accent", "ink"),
        proof=("ink", "accent", "primary"),
        footer="ink",
        footer_art=False,
    ),
    "craft": Rhythm(
        cycle=("surface", "plain"),
        opening="plain",
        banner=("primary", "soft"),
        call=("primary", "accent"),
        proof=("soft", "accent"),
        footer="soft",
        footer_art=True,
    ),
    "swiss": Rhythm(
        cycle=("plain", "plain", "soft"),
        opening="plain",
        banner=("primary", "accent"),
        call=("accent", "primary"),
        proof=("plain", "ink"),
        footer="plain",
        footer_art=False,
    ),
    "classic": Rhythm(
        cycle=("surface", "plain"),
        opening="plain",
        banner=("soft", "primary"),
        call=("surface", "primary", "accent"),
        proof=("surface", "soft"),
        footer="ink",
        footer_art=False,
    ),
    "tech": Rhythm(
        cycle=("plain", "surface"),
        opening="plain",
        banner=("ink", "primary"),
        call=("ink", "primary", "soft"),
        proof=("ink", "soft"),
        footer="surface",
        footer_art=False,
    ),
    "organic": Rhythm(
        cycle=("soft", "plain", "surface", "plain"),
        opening="plain",
        banner=("soft", "primary"),
        call=("accent", "primary"),
        proof=("soft", "primary"),
        footer="soft",
        footer_art=True,
    ),
}
CALLS = frozenset({SectionKind.CALL_TO_ACTION, SectionKind.NEWSLETTER})
PROOFS = frozenset({(SectionKind.FIGURES, "row"), (SectionKind.TESTIMONIALS, "spotlight")})


def grounds(family: str, sections: Iterable[tuple[SectionKind, str]], dice: Dice) -> tuple[str, ...]:
    """The ground of each section of a page, given as kind and arrangement."""
    rhythm = RHYTHMS[family]
    offset = dice.integer(0, len(rhythm.cycle) - 1)
    found: list[str] = []
    for at, (kind, arrangement) in enumerate(sections):
        if at == 0:
            found.append(dice.pick(rhythm.banner) if arrangement == "banner" else rhythm.opening)
        elif kind in CALLS:
            found.append(dice.pick([each for each in rhythm.call if each not in {found[-1], rhythm.footer}]))
        elif (kind, arrangement) in PROOFS:
            found.append(dice.pick([each for each in rhythm.proof if each != found[-1]]))
        else:
            found.append(rhythm.cycle[(at + offset) % len(rhythm.cycle)])
    return tuple(found)
