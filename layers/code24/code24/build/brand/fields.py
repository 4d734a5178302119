"""Fields of business: what the look of a site can follow from, whatever the business is called.

A field is coarser than an industry: many playbooks share one, and a business that no playbook foresaw still lands in
the field that its words point to.
"""

import re
from dataclasses import dataclass

from code24.build.brand.models import Voice
from code24.build.market_research.models import MarketResearch

W, C, P, B, L, R = Voice.WARM, Voice.CALM, Voice.PRECISE, Voice.BOLD, Voice.PLAYFUL, Voice.REFINED


@dataclass(frozen=True)
class Field:
    """One field: the words that name it (those over three letters also as beginnings), and what suits it."""

    name: str
    words: tuple[str, ...]
    hues: tuple[int, ...]
    """OKLCH hues in degrees that suit the primary colour."""
    voices: dict[Voice, float]
    motifs: tuple[str, ...]


def words(text: str) -> tuple[str, ...]:
    """The words of a list with commas."""
    return tuple(text.split(", "))


FIELDS = (
    Field(
        "food",
        words(
            "restaurant, cafe, café, coffee, baker, bakery, bistro, bar, pub, brew, pizz, food, cater, kitchen, "
            "deli, wine, ice cream, pastry, butcher, bäcker, konditor, gasthaus, gasthof, trattoria, osteria, "
            "panader, boulanger, pâtiss, padaria, panetteria, gelat"
        ),
        (28, 45, 62, 140, 15, 155),
        {W: 5, B: 2, R: 2, L: 1},
        ("wheat", "cup", "sun", "leaf", "drop"),
    ),
    Field(
        "health",
        words(
            "dent, doctor, physician, clinic, medical, physio, therap, psycholog, pharma, health, veterin, "
            "optic, nurse, care, zahnarzt, arzt, praxis, médic, medic, osteopath, midwife"
        ),
        (195, 220, 175, 250, 160),
        {C: 5, P: 3, W: 2},
        ("heart", "drop", "leaf", "wave", "plus"),
    ),
    Field(
        "beauty",
        words(
            "beauty, hair, barber, salon, nail, spa, cosmetic, massage, wellness, tattoo, makeup, friseur, "
            "kosmetik, coiff, peluquer, parrucch, cabelei, estétic, skin"
        ),
        (350, 15, 320, 65, 165),
        {R: 4, C: 3, W: 2, B: 1},
        ("flower", "drop", "spark", "leaf", "wave"),
    ),
    Field(
        "fitness",
        words(
            "gym, fitness, yoga, pilates, sport, crossfit, martial, box, dance, climb, swim, run, personal "
            "train, athlet, tanz"
        ),
        (30, 265, 145, 290, 50),
        {B: 5, L: 2, C: 2},
        ("bolt", "mountain", "sun", "wave", "spark"),
    ),
    Field(
        "trade",
        words(
            "trades, plumb, electric, carpent, roof, paint, build, construct, clean, garden, landscap, handy, "
            "locksmith, repair, moving, mover, heating, hvac, mechanic, garage, auto, car, workshop, joiner, "
            "mason, craft, handwerk, tischler, schreiner, maler, dachdeck, klempner, werkstatt, home and "
            "construction, pest, window, floor, kitchen fit, taxi, bicycle, bike, solar"
        ),
        (250, 35, 55, 145, 230),
        {P: 4, B: 3, W: 2},
        ("roof", "wheel", "bolt", "key", "leaf"),
    ),
    Field(
        "professional",
        words(
            "law, legal, attorney, account, tax, consult, insur, financ, notar, invest, advis, bank, audit, "
            "recruit, translat, kanzlei, rechtsanwalt, steuer, berat, abogad, avocat, professional service, "
            "agency, hr"
        ),
        (255, 235, 165, 20, 285),
        {P: 5, R: 4, C: 1},
        ("column", "book", "key", "mountain", "compass"),
    ),
    Field(
        "technology",
        words(
            "software, saas, app, tech, computer, cloud, data, digital, cyber, web, hosting, startup, platform, "
            "ai, robot, internet, it service"
        ),
        (275, 295, 220, 160, 255),
        {P: 4, B: 4, L: 2},
        ("spark", "bolt", "compass", "wave", "bubble"),
    ),
    Field(
        "retail",
        words(
            "shop, store, florist, flower, fashion, cloth, jewel, boutique, furnitur, toy, pet, gift, "
            "ecommerce, e-commerce, retail, market, laden, tienda, loja, negozio, blumen, ceramic, pottery, "
            "antique, optician, grocery, garden cent"
        ),
        (340, 155, 60, 25, 300),
        {L: 3, W: 3, R: 3, B: 2},
        ("bag", "flower", "sun", "heart", "spark"),
    ),
    Field(
        "hospitality",
        words(
            "hotel, hostel, guest, bed and breakfast, bedandbreakfast, lodg, camp, travel, tour, inn, resort, "
            "vacation, holiday, pension, ferien, accommod, chalet, event, venue, wedding"
        ),
        (75, 195, 150, 40, 215),
        {R: 4, C: 3, W: 3},
        ("mountain", "sun", "wave", "key", "leaf"),
    ),
    Field(
        "education",
        words(
            "school, tutor, course, kindergarten, daycare, nursery, coach, train, academ, universit, learn, "
            "teach, educat, driving, music school, library, schule, kurs, nachhilfe, escuela, child, language"
        ),
        (260, 45, 150, 300, 85),
        {L: 4, W: 3, P: 2, C: 1},
        ("book", "sun", "spark", "bubble", "mountain"),
    ),
    Field(
        "creative",
        words(
            "photo, design, studio, art, architect, music, film, video, gallery, illustrat, band, portfolio, "
            "creative, theat, writer, fotograf, künstler, stylist, interior"
        ),
        (15, 290, 90, 200, 330),
        {B: 4, R: 3, L: 2, C: 1},
        ("aperture", "spark", "wave", "flower", "compass"),
    ),
    Field(
        "community",
        words(
            "nonprofit, non-profit, ngo, charity, church, club, associat, foundation, community, verein, "
            "volunteer, political, union, museum, animal shelter, parish, stiftung, religious"
        ),
        (150, 35, 240, 175, 300),
        {W: 5, C: 2, B: 2},
        ("heart", "leaf", "sun", "bubble", "flower"),
    ),
    Field(
        "property",
        words("real estate, realestate, estate, property, immobil, realtor, inmobil, imobil, letting, apartment"),
        (235, 165, 60, 20),
        {R: 4, P: 4, C: 2},
        ("roof", "key", "column", "mountain"),
    ),
    Field(
        "media",
        words("blog, magazine, podcast, newsletter, journal, news, publish, radio, channel, media, author"),
        (25, 265, 180, 320),
        {B: 4, L: 3, R: 2, W: 1},
        ("bubble", "spark", "book", "wave", "aperture"),
    ),
)
GENERAL = Field(
    "general",
    (),
    (250, 165, 30, 290, 200, 55),
    {W: 3, P: 3, C: 2, B: 2, R: 1, L: 1},
    ("spark", "leaf", "sun", "wave", "compass"),
)


def _plain(text: str) -> str:
    parts = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return " " + re.sub(r"[\W_]+", " ", f"{text} {parts}").lower() + " "


def _matching(text: str) -> Field | None:
    plain = _plain(text)

    def named_by(word: str) -> bool:
        return f" {word} " in plain or (len(word) > 3 and f" {word}" in plain)

    found = {field.name: max((len(word) for word in field.words if named_by(word)), default=0) for field in FIELDS}
    best = max(FIELDS, key=lambda field: found[field.name])
    return best if found[best.name] else None


def field_of(market: MarketResearch) -> Field:
    """The field of a business: by its playbook, else by its schema.org type, else by the owner's word for it."""
    for text in (market.industry, market.schema_type, market.business_type):
        if field := _matching(text):
            return field
    return GENERAL
