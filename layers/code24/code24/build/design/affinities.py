"""Which ornaments suit a business: drawings that say something about the trade, or at least nothing untrue."""

import re
import unicodedata
from collections.abc import Mapping

from code24.build.brand.fields import words
from code24.build.design.facts import Facts

_TRADES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (
        words(
            "florist, flower, floral, garden, landscap, farm, beekeep, honey, herb, *blumen, *gartn, *gartenbau, "
            "*imker, honig, fleur, jardin, apicult, floricult, fiori, fiora, giardin, apicolt, flores"
        ),
        ("botanical", "hills", "blobs"),
    ),
    (
        words("yoga, pilates, massage, wellness, spa, osteopath, naturopath, heilprakt"),
        ("botanical", "hills", "blobs", "arches"),
    ),
    (
        words("electric, *elektr, eletric, elettric, computer, phone repair, *handyrep, it service, solar"),
        ("circuit", "rays", "orbits"),
    ),
    (
        words("bicycle, bike, *fahrrad, velo, car, auto, garage, kfz, officina, taller, oficina, motor, watch"),
        ("orbits", "rays", "tiles"),
    ),
    (
        words(
            "walk, hiking, tour, travel, trek, climb, mountain, surf, sail, boat, wander, *reise, voyage, randonn, "
            "viaje, viagg, viage, camping, agriturismo"
        ),
        ("contours", "hills", "rays"),
    ),
    (
        words(
            "dance, dancing, tanz, danse, danza, baile, danca, ballet, music, musik, musique, musica, party, toy, "
            "toys, *spielzeug, circus, *kindergarten, nursery, kita, creche, childcare, event, evenement, evento, "
            "wedding, *hochzeit"
        ),
        ("confetti", "rays", "blobs", "orbits", "rosette"),
    ),
    (
        words("architect, *architekt, arquitect, arquitet, architett, carpent, joiner, *schreiner, *tischler, roof"),
        ("arches", "strata", "tiles", "contours"),
    ),
    (
        words("baker, bakery, bakehouse, *backer, boulang, panad, padar, panif, patiss, *konditor, pastel, pasticc"),
        ("rays", "hills", "botanical", "arches"),
    ),
)
"""Words in what the owner calls the business, without accents, and the ornaments for it.

Those over three letters count as beginnings too, and those with `*` in front anywhere in a word (Wanderimkerei).
"""

_FIELDS: Mapping[str, tuple[str, ...]] = {
    "food": ("rays", "botanical", "hills", "tiles", "arches"),
    "health": ("blobs", "hills", "contours", "orbits", "arches"),
    "beauty": ("botanical", "blobs", "rosette", "arches"),
    "fitness": ("rays", "strata", "hills", "confetti"),
    "trade": ("tiles", "rays", "strata", "hills"),
    "professional": ("rosette", "arches", "strata", "contours"),
    "technology": ("circuit", "orbits", "strata"),
    "retail": ("confetti", "botanical", "rosette", "tiles", "blobs"),
    "hospitality": ("hills", "contours", "arches", "rays", "botanical"),
    "education": ("confetti", "orbits", "blobs", "tiles", "rays"),
    "creative": ("contours", "arches", "tiles", "rays", "confetti"),
    "community": ("hills", "confetti", "botanical", "rays"),
    "property": ("arches", "strata", "contours", "tiles"),
    "media": ("strata", "contours", "orbits", "rays"),
}
"""The same by field of business (`brand.fields`); a field that is not here has them all."""


def suited_ornaments(facts: Facts) -> tuple[str, ...]:
    """The ornaments for a business, by the owner's word for it, else by its field; empty where all of them do."""
    named = _plain(facts.brief.business_type)
    for known, ornaments in _TRADES:
        if any(_names(word, named) for word in known):
            return ornaments
    return _FIELDS.get(facts.field, ())


def ornament_weights(weights: Mapping[str, float], suited: tuple[str, ...]) -> dict[str, float]:
    """A family's ornaments as far as they suit the business; where none of them does, those that do."""
    if not suited:
        return dict(weights)
    return {name: weight for name, weight in weights.items() if name in suited} or dict.fromkeys(suited, 1.0)


def _names(word: str, named: str) -> bool:
    if word.startswith("*"):
        return word[1:] in named
    return f" {word}" in named if len(word) > len("spa") else f" {word} " in named


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return " " + " ".join(re.findall(r"[^\W_]+", "".join(c for c in folded if not unicodedata.combining(c)))) + " "
