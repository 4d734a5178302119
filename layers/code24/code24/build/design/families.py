"""Style families: sets of decisions on type, shape, density, rhythm and ornament that belong together."""

from dataclasses import dataclass

from code24.build.brand.dice import Dice
from code24.build.brand.models import Voice
from code24.build.design.affinities import ornament_weights
from code24.build.design.models import Style


@dataclass(frozen=True, eq=False)
class Family:
    """One family, and what it suits. Its stylesheet is `development/css/families/<name>.css`."""

    name: str
    radius: float
    """Corner radius in rem."""
    density: float
    """Factor on the space scale."""
    ornaments: dict[str, float]
    heroes: dict[str, float]
    """Weights of the arrangements of the first section of the home page, where there is no picture for it."""
    pictured: dict[str, float]
    """The same, where there is one."""
    headers: dict[str, float]
    footers: dict[str, float]
    voices: dict[Voice, float]
    typefaces: tuple[str, ...]
    """Kinds of heading typeface (`brand.typefaces`) that it is drawn for."""
    fields: tuple[str, ...]


W, C, P, B, L, R = Voice.WARM, Voice.CALM, Voice.PRECISE, Voice.BOLD, Voice.PLAYFUL, Voice.REFINED

FAMILIES = (
    Family(
        name="editorial",
        radius=0,
        density=1.15,
        ornaments={"contours": 3, "arches": 1, "botanical": 2, "strata": 1},
        heroes={"statement": 4, "split": 1, "framed": 2},
        pictured={"cover": 2, "split": 2, "framed": 3, "mosaic": 2},
        headers={"centered": 3, "split": 2, "bar": 1},
        footers={"statement": 3, "simple": 2},
        voices={R: 3, P: 2, W: 2.2, B: 1, C: 1.5},
        typefaces=("transitional", "old-style", "didone"),
        fields=("media", "creative", "professional", "hospitality", "property"),
    ),
    Family(
        name="soft",
        radius=1.5,
        density=1.05,
        ornaments={"blobs": 4, "hills": 2, "confetti": 3},
        heroes={"split": 2, "centered": 3, "banner": 1, "framed": 1},
        pictured={"split": 3, "mosaic": 3, "framed": 1},
        headers={"bar": 3, "centered": 1},
        footers={"columns": 3, "simple": 1},
        voices={L: 4, W: 2.5, C: 3, B: 0.5},
        typefaces=("rounded", "humanist", "geometric"),
        fields=("education", "beauty", "health", "retail", "community"),
    ),
    Family(
        name="bold",
        radius=0.25,
        density=0.95,
        ornaments={"tiles": 3, "rays": 3, "strata": 2},
        heroes={"banner": 4, "statement": 3, "split": 1},
        pictured={"cover": 4, "split": 2, "mosaic": 1},
        headers={"bar": 3, "split": 1},
        footers={"statement": 3, "columns": 2},
        voices={B: 5, L: 1, P: 1},
        typefaces=("grotesque", "industrial", "slab"),
        fields=("fitness", "trade", "creative", "media", "food"),
    ),
    Family(
        name="craft",
        radius=0.35,
        density=1.0,
        ornaments={"rays": 2, "botanical": 3, "tiles": 2, "hills": 2},
        heroes={"framed": 3, "split": 2, "banner": 3, "statement": 1},
        pictured={"framed": 3, "split": 2, "cover": 2, "mosaic": 2},
        headers={"centered": 2, "split": 2, "bar": 2},
        footers={"columns": 3, "simple": 2},
        voices={W: 2.5, R: 0.8, L: 1.5, B: 0.5},
        typefaces=("slab", "antique", "humanist"),
        fields=("food", "retail", "trade", "hospitality"),
    ),
    Family(
        name="swiss",
        radius=0,
        density=1.0,
        ornaments={"tiles": 3, "strata": 2, "orbits": 2, "contours": 1},
        heroes={"statement": 4, "banner": 2, "split": 2},
        pictured={"split": 3, "cover": 2, "mosaic": 2},
        headers={"bar": 4, "split": 1},
        footers={"columns": 2, "statement": 2, "simple": 2},
        voices={P: 4, B: 2.5, W: 0.8, R: 0.5},
        typefaces=("grotesque", "geometric", "industrial"),
        fields=("professional", "creative", "trade", "technology", "property"),
    ),
    Family(
        name="classic",
        radius=0.125,
        density=1.2,
        ornaments={"rosette": 4, "arches": 2, "botanical": 2},
        heroes={"centered": 4, "framed": 2, "split": 2},
        pictured={"framed": 3, "cover": 3, "split": 1},
        headers={"centered": 4, "split": 2},
        footers={"simple": 3, "columns": 2},
        voices={R: 3, W: 1.2, C: 1, P: 0.8},
        typefaces=("didone", "old-style", "antique", "transitional"),
        fields=("professional", "hospitality", "beauty", "property", "food"),
    ),
    Family(
        name="tech",
        radius=0.6,
        density=0.92,
        ornaments={"circuit": 4, "orbits": 3, "strata": 1},
        heroes={"centered": 3, "split": 3, "banner": 1},
        pictured={"split": 3, "framed": 2, "cover": 1},
        headers={"bar": 1},
        footers={"columns": 4, "simple": 1},
        voices={P: 2.5, B: 3.5, L: 1, W: 0.5, R: 0.4},
        typefaces=("mono", "grotesque", "geometric", "system"),
        fields=("technology", "media"),
    ),
    Family(
        name="organic",
        radius=1.0,
        density=1.12,
        ornaments={"hills": 3, "botanical": 3, "arches": 3, "blobs": 1},
        heroes={"split": 3, "framed": 2, "centered": 2, "banner": 1},
        pictured={"split": 3, "mosaic": 2, "cover": 2, "framed": 1},
        headers={"bar": 3, "split": 2, "centered": 2},
        footers={"columns": 2, "simple": 2, "statement": 1},
        voices={C: 3.5, W: 1.8, R: 1},
        typefaces=("humanist", "old-style", "transitional", "geometric"),
        fields=("health", "beauty", "community", "hospitality", "fitness", "food"),
    ),
)


def family_for(voice: Voice, typeface: str, field: str, dice: Dice) -> Family:
    """The family: likelier where voice, heading typeface and field all suit it."""
    return dice.weighted(
        {
            family: (family.voices.get(voice, 0.15))
            * (2.2 if typeface in family.typefaces else 0.5)
            * (2.0 if field in family.fields else 0.7)
            for family in FAMILIES
        }
    )


def style_of(family: Family, archetype: str, seed: int, dice: Dice, suited: tuple[str, ...] = ()) -> Style:
    """The family's tokens for one site: radius and density vary a little around the family's own.

    `suited` are the ornaments that suit the business, where not all of them do.
    """
    return Style(
        family=family.name,
        radius=round(family.radius * dice.pick((0.75, 1.0, 1.25)), 3),
        density=round(family.density * dice.pick((0.96, 1.0, 1.04)), 3),
        ornament=dice.weighted(ornament_weights(family.ornaments, suited)),
        seed=seed,
        archetype=archetype,
        header=dice.weighted(family.headers),
        footer=dice.weighted(family.footers),
    )
