"""What a name or a trade speaks of, as the sign that shows it: words of several languages, at their beginnings."""

import re
import unicodedata
from functools import cache

from code24.build.brand.emblems import EMBLEMS
from code24.build.brand.motifs import MOTIFS, Motif
from code24.build.brand.naming import folded

NAMED = {
    "anchor": "anchor anker ancre ancla ancora harbor harbour hafen porto port marina",
    "citrus": "lime lemon zitrone limette citron limon orange naranja arancia laranja",
    "flame": "ember flame fire feuer flamme feu fuego fuoco fogo kiln braise brasa forge glut",
    "tree": "oak elm tree baum eiche ulme linde chene arbre arbol roble albero quercia arvore carvalho lipa ipe "
    "alameda woods forest wald cedar pine birch birke larch",
    "leaf": "leaf blatt feuille hoja foglia folha maple ahorn green grun sage salbei mint minze herb krauter "
    "botanic juniper",
    "flower": "flower blume flor fleur fiore rose rosa lily lilie jasmin daisy tulip bloom blossom petal "
    "poppy mohn dahlia",
    "swallow": "swallow andorinha schwalbe hirondelle golondrina rondine finch fink bird vogel oiseau pajaro uccello "
    "cormoran robin wren sparrow falke falcon eagle adler mowe gull raven kranich heron",
    "fish": "fish fisch poisson pez pesce peixe trout forelle salmon lachs tuna cod seafood pescad fischer ψαρ",
    "star": "star stern etoile estrella stella estrela wok north nord polaris",
    "moon": "moon mond lune luna lua night nacht notte noche nuit 月",
    "sun": "sun sonne soleil sol sole dawn sunrise morgen aurora",
    "honeycomb": "bee biene abeille abeja ape abelha honey honig miel miele mel imker beekeep apicult hive",
    "wave": "wave welle vague onda tide sea meer mer mare mar river fluss lake see aasee ocean coast kuste bay surf",
    "mountain": "mountain berg mont monte alp alm peak gipfel summit hill hugel eiger stone fels",
    "boat": "boat boot bateau barca barco sail segel ship schiff kaiki καικι canoe kayak ferry",
    "beacon": "beacon lighthouse leuchtturm phare faro farol lumen nordlicht light licht lux luce luz lumiere lucciole",
    "crown": "crown krone couronne corona coroa king konig royal rex regal queen",
    "clock": "clock uhr horloge reloj orologio relogio watch hour stunde time zeit",
    "saw": "saw säge sägewerk scierie segheria serraria",
    "spokes": "spoke bicycle bike fahrrad velo bici bicicl cycle cycling",
    "vase": "kiln pottery potter ceramic keramik topfer poterie ceram vase clay ton argil",
    "heart": "heart herz coeur corazon cuore coracao love liebe amor amore hope vow",
    "key": "key schlussel clef llave chiave chave",
    "bolt": "bolt blitz electric elektr electri flash spark power volt",
    "gem": "gem jewel juwel diamond diamant bijou joya gioiell gold silver",
    "shell": "shell muschel coquill concha conchigl oyster huitre auster",
    "book": "book buch livre libro livro library librair selida σελιδα βιβλι",
    "compass": "compass kompass way weg route path",
    "column": "temple arch column forum",
    "bubble": "talk speak sprach voice",
    "drop": "water wasser agua acqua eau drop tropfen spring quelle rain",
    "roof": "house haus home casa maison cottage hutte",
    "wheel": "gear motor",
    "wheat": "bread brot pain pan pane pao wheat weizen korn grain crumb krume flour mehl mill muhle",
}
"""Words of names. Where a name has two, the first in the name decides."""

TRADES = {
    "tooth": "dent zahn orthodont οδοντ أسنان",
    "paw": "vet tierarzt pet dog cat hund katze animal chien perro cane",
    "honeycomb": "bee imker apicult honey",
    "lotus": "yoga pilates meditat wellness spa",
    "dumbbell": "gym fitness crossfit gimnas palestra academia",
    "scissors": "hair barber friseur coiff peluq parrucch cabel salon",
    "balance": "law legal attorney anwalt recht kanzlei avocat abogad avvocat advog notar",
    "growth": "account tax steuer contab comptab consult berat invest financ",
    "bolt": "electric elektr",
    "drop": "plumb klempner sanitar plombier fontan idraul",
    "roof": "roof dach estate immobil inmobil",
    "nut": "mechanic officina meccanic garage auto car taller werkstatt oficina",
    "spokes": "bicycle bike fahrrad velo",
    "aperture": "photo foto",
    "rings": "wedding hochzeit mariage boda matrimoni casament",
    "vase": "pottery ceramic keramik topfer",
    "flower": "flor blum fleur fior",
    "pin": "tour travel reise voyage viaj viagg guide",
    "clock": "clock watch uhr",
    "wheat": "bak back boulang panad panett piekar padar sourdough",
    "cup": "cafe coffee kaffee espresso קפה",
    "teapot": "tea tee thé 茶",
    "cutlery": "restaurant bistro gasthof trattoria tavern osteria wirtshaus catering kitchen مطعم",
    "fish": "seafood fisch",
    "grapes": "wine wein vin vino vinho winery",
    "book": "book buch librair libr school schule biblio",
    "note": "music musik dance tanz danse baile ballo record",
    "key": "hotel hostel guest pension lodg agriturismo zimmer",
    "compass": "architect architekt",
    "page": "blog magazine journal copywrit",
    "gem": "jewel juwel schmuck bijou",
    "heart": "physio osteo therap care pflege",
}
"""Words of business types."""

SIGNS = MOTIFS | EMBLEMS


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Words of four letters and more match as beginnings, shorter ones whole; what has no spaces matches anywhere."""
    parts = []
    for word in words:
        spaced = unicodedata.name(word[0]).startswith(("LATIN", "GREEK"))
        end = "" if len(word) > 3 else r"\b"
        parts.append(rf"\b{re.escape(word)}{end}" if spaced else re.escape(word))
    return re.compile("|".join(parts) or r"(?!)")


def _place(text: str, words: str) -> int | None:
    """Where a word of the list first stands; those with accents are looked for with them, others without."""
    plain = tuple(word for word in words.split() if folded(word) == word)
    accented = tuple(word for word in words.split() if folded(word) != word)
    places = [
        match.start()
        for listed, searched in ((plain, folded(text)), (accented, unicodedata.normalize("NFC", text.casefold())))
        if (match := _pattern(listed).search(searched))
    ]
    return min(places, default=None)


def _found(text: str, table: dict[str, str]) -> list[str]:
    places = {sign: place for sign, words in table.items() if (place := _place(text, words)) is not None}
    return sorted(places, key=lambda sign: places[sign])


def named_sign(name: str, business_type: str) -> str | None:
    """The sign (`SIGNS`) that the name speaks of: the one that is the trade's, too, else the first."""
    signs, trade = _found(name, NAMED), trade_sign(business_type)
    return trade if trade in signs else next(iter(signs), None)


def trade_sign(business_type: str) -> str | None:
    """The sign of the owner's word for the business."""
    return next(iter(_found(business_type, TRADES)), None)


@cache
def sign(name: str) -> Motif:
    """The drawing of a sign."""
    return SIGNS[name]()
