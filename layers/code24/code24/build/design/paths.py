"""Where pages are: short, ASCII, in the site's language."""

import re
from collections.abc import Collection

from code24.build.design.facts import Facts
from code24.build.design.law import language_of
from code24.build.design.models import PageKind, SectionKind

_NAMES = (
    *("menu", "products", "pricing", "services", "about", "contact"),
    *("privacy", "terms", "imprint", "cookies", "thanks"),
)
_SEGMENTS = {
    "en": "menu products pricing services about contact privacy terms imprint cookies thanks",
    "de": "speisekarte produkte preise leistungen ueber-uns kontakt datenschutz bedingungen impressum cookies danke",
    "fr": "carte produits tarifs prestations a-propos contact confidentialite conditions "
    "mentions-legales cookies merci",
    "es": "carta productos precios servicios nosotros contacto privacidad condiciones aviso-legal cookies gracias",
    "pt": "menu produtos precos servicos sobre contato privacidade termos aviso-legal cookies obrigado",
    "it": "menu prodotti prezzi servizi chi-siamo contatti privacy condizioni note-legali cookie grazie",
}
PATHS = {language: dict(zip(_NAMES, segments.split(), strict=True)) for language, segments in _SEGMENTS.items()}
"""Path segments by language; other languages have the English ones."""

PATTERN = re.compile(r"/(?:[a-z0-9]+(?:-[a-z0-9]+)*/){1,3}")
RESERVED = frozenset({"api", "media", "assets"})
"""First segments that mean something else on every site."""
LONGEST_PATH = 80
HOME_PATH = "/"
NOT_FOUND_PATH = "/404.html"


def offer_segment(facts: Facts) -> str:
    """What the page with the offers is called: by the kind of business, so that it stays when prices change."""
    if facts.gastronomy:
        return "menu"
    if facts.field == "retail":
        return "products"
    return "pricing" if facts.offering is SectionKind.PLANS and facts.field == "technology" else "services"


def path_of(kind: PageKind, facts: Facts, taken: Collection[str] = ()) -> str:
    """The path of a page; numbered where it is `taken`."""
    if kind is PageKind.HOME:
        return HOME_PATH
    if kind is PageKind.NOT_FOUND:
        return NOT_FOUND_PATH
    words = PATHS.get(language_of(facts.brief), PATHS["en"])
    segment = words[offer_segment(facts) if kind is PageKind.OFFER else kind.value]
    paths = (f"/{segment}{number}/" for number in ("", *(f"-{count}" for count in range(2, 99))))
    return next(path for path in paths if path not in taken)
