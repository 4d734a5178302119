"""How a brand sounds: its field's tendency, moved by the words that its owner uses."""

import re

from code24.build.brand.dice import Dice
from code24.build.brand.fields import Field
from code24.build.brand.models import Voice
from code24.build.models import Brief

SIGNALS: dict[Voice, tuple[str, ...]] = {
    Voice.WARM: (
        *(
            "family",
            "homemade",
            "home-made",
            "cosy",
            "cozy",
            "neighbour",
            "neighbor",
            "friendly",
            "welcom",
            "tradition",
        ),
        *(
            "familie",
            "gemütlich",
            "herzlich",
            "hausgemacht",
            "famille",
            "chaleur",
            "familia",
            "casero",
            "acolhed",
            "famiglia",
        ),
    ),
    Voice.CALM: (
        *("calm", "gentle", "relax", "quiet", "mindful", "balance", "wellbeing", "sooth", "anxi", "care"),
        *("ruhig", "sanft", "entspann", "achtsam", "calme", "douce", "sereno", "tranquil", "suave", "equilibr"),
    ),
    Voice.PRECISE: (
        *(
            "precis",
            "certif",
            "reliab",
            "expert",
            "engineer",
            "secure",
            "complian",
            "accura",
            "professional",
            "efficient",
        ),
        *("präzis", "zertifi", "zuverlässig", "fachbetrieb", "sicher", "fiable", "confiable", "affidabil", "confiáve"),
    ),
    Voice.BOLD: (
        *("bold", "strong", "power", "fast", "fierce", "loud", "radical", "limit", "energy", "performance"),
        *("stark", "kraft", "schnell", "laut", "puissan", "fuerte", "potente", "forte", "rapide"),
    ),
    Voice.PLAYFUL: (
        *("fun", "kids", "children", "play", "colourful", "colorful", "happy", "joy", "adventure", "creative"),
        *("spaß", "kinder", "bunt", "fröhlich", "enfant", "niñ", "diverti", "bambin", "criança", "alegr"),
    ),
    Voice.REFINED: (
        *("luxur", "exclusive", "elegan", "bespoke", "fine ", "premium", "curated", "private", "couture", "heritage"),
        *("edel", "exklusiv", "stilvoll", "hochwertig", "élégan", "raffin", "lujo", "exclusiv", "lusso", "luxo"),
    ),
}


def voice_for(brief: Brief, field: Field, dice: Dice) -> Voice:
    """The voice: what suits the field, each of the owner's telling words (up to four a voice) adding weight."""
    text = brief.description[:4000].casefold()
    heard = {
        voice: min(4, sum(len(re.findall(rf"\b{re.escape(word)}", text)) > 0 for word in words))
        for voice, words in SIGNALS.items()
    }
    weights = {voice: field.voices.get(voice, 0.0) + 3.0 * heard[voice] for voice in Voice}
    return dice.weighted(weights)
