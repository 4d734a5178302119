"""Which pages a site has, and where they are."""

import re
import unicodedata
from collections.abc import Sequence

from code24.build.design.models import PageKind

PATHS: dict[str, dict[str, str]] = {
    "en": {"menu": "menu", "products": "products", "services": "services", "about": "about", "contact": "contact"},
    "de": {
        "menu": "speisekarte",
        "products": "produkte",
        "services": "leistungen",
        "about": "ueber-uns",
        "contact": "kontakt",
    },
    "fr": {
        "menu": "carte",
        "products": "produits",
        "services": "prestations",
        "about": "a-propos",
        "contact": "contact",
    },
    "es": {
        "menu": "carta",
        "products": "productos",
        "services": "servicios",
        "about": "nosotros",
        "contact": "contacto",
    },
    "pt": {"menu": "menu", "products": "produtos", "services": "servicos", "about": "sobre", "contact": "contato"},
    "it": {"menu": "menu", "products": "prodotti", "services": "servizi", "about": "chi-siamo", "contact": "contatti"},
}
"""ASCII path segments by language; other languages have the English ones."""

MENUS = frozenset(
    {"Restaurant", "CafeOrCoffeeShop", "FastFoodRestaurant", "BarOrPub", "IceCreamShop", "Brewery", "Winery"}
)

WISHES: dict[PageKind, tuple[str, ...]] = {
    PageKind.HOME: ("home", "start", "index", "accueil", "inicio", "main", "welcome", "landing"),
    PageKind.OFFER: (
        *(
            "service",
            "offer",
            "product",
            "price",
            "pricing",
            "plan",
            "menu",
            "shop",
            "store",
            "treatment",
            "course",
            "class",
        ),
        *(
            "room",
            "food",
            "drink",
            "package",
            "rate",
            "feature",
            "solution",
            "leistung",
            "angebot",
            "preis",
            "produkt",
            "kurs",
        ),
        *("speise", "zimmer", "behandlung", "tarif", "prestation", "produit", "carte", "offre", "servicio", "producto"),
        *(
            "precio",
            "carta",
            "oferta",
            "servico",
            "produto",
            "preco",
            "cardapio",
            "serviz",
            "prodott",
            "listino",
            "offert",
        ),
        *("what we do",),
    ),
    PageKind.ABOUT: (
        *(
            "about",
            "team",
            "story",
            "history",
            "who we are",
            "philosoph",
            "mission",
            "uber",
            "ueber",
            "geschichte",
            "propos",
        ),
        *(
            "qui sommes",
            "equipe",
            "histoire",
            "nosotros",
            "quienes",
            "historia",
            "sobre",
            "quem somos",
            "chi siamo",
            "storia",
        ),
    ),
    PageKind.CONTACT: (
        *("contact", "kontakt", "contat", "location", "find us", "direction", "visit", "anfahrt", "standort", "hours"),
        *("offnungszeit", "horaire", "horario", "orari", "reserv", "book", "appointment", "termin", "buchen", "quote"),
    ),
}


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return " " + " ".join(re.findall(r"[^\W_]+", "".join(c for c in folded if not unicodedata.combining(c)))) + " "


def known_page(wish: str) -> PageKind | None:
    """The page that an owner's word for one means; None where no page here answers it."""
    plain = _plain(wish)
    return next((kind for kind, words in WISHES.items() if any(f" {word}" in plain for word in words)), None)


def planned_pages(wishes: Sequence[str]) -> tuple[PageKind, ...]:
    """The pages to build, home first: those wished for that are known, else all of them."""
    known = {known_page(wish) for wish in wishes} - {None}
    everything = (PageKind.OFFER, PageKind.ABOUT, PageKind.CONTACT)
    return (PageKind.HOME, *(kind for kind in everything if not known or kind in known))


def path_of(kind: PageKind, language: str, field: str, schema_type: str) -> str:
    """Where a page is: short, ASCII, in the site's language where it is one of ours."""
    if kind is PageKind.HOME:
        return "/"
    if kind is PageKind.NOT_FOUND:
        return "/404.html"
    words = PATHS.get(language.split("-", maxsplit=1)[0].lower(), PATHS["en"])
    offer = "menu" if schema_type in MENUS else "products" if field == "retail" else "services"
    return f"/{words[offer if kind is PageKind.OFFER else kind.value]}/"
