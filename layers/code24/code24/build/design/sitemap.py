"""Which pages a site has."""

import re
import unicodedata

from code24.build.brand.fields import words
from code24.build.design.archetypes import Archetype
from code24.build.design.facts import Facts
from code24.build.design.law import legal_pages
from code24.build.design.models import PageKind

INNER = (PageKind.OFFER, PageKind.ABOUT, PageKind.CONTACT)

_WORDS: tuple[tuple[PageKind, str], ...] = (
    (
        PageKind.PRIVACY,
        "privacy|data protection|datenschutz|confidentialit|protection des donnees|rgpd|privacidad|privacidade|"
        "proteccion de datos|protecao de dados|riservatezza|informativa",
    ),
    (PageKind.COOKIES, "cookie"),
    (
        PageKind.IMPRINT,
        "imprint|impressum|legal notice|mentions legales|aviso legal|note legali|informacao legal|legal information",
    ),
    (
        PageKind.TERMS,
        "terms|agb|geschaftsbeding|geschaeftsbeding|nutzungsbeding|conditions generales|conditions d|cgv|cgu|"
        "condiciones|terminos|termos|condicoes|condizioni|termini",
    ),
    (
        PageKind.THANKS,
        "thank you|thanks|danke|merci|gracias|obrigado|grazie",
    ),
    (PageKind.NOT_FOUND, "404|not found"),
    (
        PageKind.OFFER,
        "service|offer|product|price|pricing|plan|menu|shop|store|treatment|course|class|room|food|drink|package|rate|"
        "feature|solution|what we do|leistung|angebot|preis|produkt|kurs|speise|zimmer|behandlung|tarif|prestation|"
        "produit|carte|offre|prix|servicio|producto|precio|carta|oferta|servico|produto|preco|cardapio|serviz|"
        "prodott|prezz|listino|offert|camere|chambre|habitacion|quarto|repair|repar",
    ),
    (
        PageKind.ABOUT,
        "about|team|story|history|who we are|philosoph|mission|uber|ueber|geschichte|propos|qui sommes|equipe|"
        "histoire|nosotros|quienes|historia|sobre|quem somos|chi siamo|storia|squadra|equipo|staff|people|"
        "galler|galeri|photo|foto|portfolio|bilder|picture|images|imagen",
    ),
    (
        PageKind.CONTACT,
        "contact|kontakt|contat|location|find us|direction|visit|anfahrt|standort|hours|offnungszeit|"
        "horaire|horario|orari|reserv|book|appointment|termin|buchen|quote|rendez vous|cita|prenota",
    ),
)
"""The words for each page without accents, also as beginnings, in the languages of the writer.

Team, gallery and the like are sections of the page that they stand for here.
"""

_HOMES = frozenset(
    words(
        "home, homepage, home page, start, startseite, start page, index, main, main page, welcome, landing, "
        "landing page, one page, onepage, hauptseite, willkommen, accueil, page d accueil, bienvenue, inicio, "
        "pagina principal, bienvenidos, pagina inicial, bem vindo, benvenuti, pagina iniziale"
    )
)
"""What people call the home page. They are compared as a whole: home care and starters are offers."""


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return " " + " ".join(re.findall(r"[^\W_]+", "".join(c for c in folded if not unicodedata.combining(c)))) + " "


_WISHES = tuple((kind, tuple(f" {word}" for word in listed.split("|"))) for kind, listed in _WORDS)


def known_page(wish: str) -> PageKind | None:
    """The page that an owner's word for one means; None where no page here answers it."""
    plain = _plain(wish)
    if plain.strip() in _HOMES:
        return PageKind.HOME
    return next((kind for kind, known in _WISHES if any(word in plain for word in known)), None)


def wished_pages(facts: Facts) -> frozenset[PageKind]:
    """The pages that the owner wishes for.

    Beside wishes that are known, each other one ("Our bread", "Il podere") stands for a page that nobody named: the
    offer, then the story of the business.
    """
    known = [known_page(wish) for wish in facts.brief.pages]
    found = frozenset(kind for kind in known if kind)
    if found.isdisjoint((PageKind.HOME, *INNER)):
        return found
    unnamed = [kind for kind in (PageKind.OFFER, PageKind.ABOUT) if kind not in found]
    return found.union(unnamed[: known.count(None)])


def planned_pages(facts: Facts, archetype: Archetype) -> tuple[PageKind, ...]:
    """The pages to build, in the order of the navigation; legal pages, thank-you page and 404 page last.

    Of the archetype's inner pages those that the owner wishes for, or all where no wish is known. Without offers, a
    language that the writer does not speak leaves nothing for their page.
    """
    wished = wished_pages(facts)
    choice = wished.intersection(INNER)
    inner = choice or frozenset(archetype.pages)
    if not (archetype.sells and facts.spoken) and not facts.offers and PageKind.OFFER not in choice:
        inner -= {PageKind.OFFER}
    return (
        PageKind.HOME,
        *(kind for kind in PageKind if kind in inner),
        *legal_pages(facts.brief, frozenset(kind for kind in wished if kind.legal)),
        PageKind.THANKS,
        PageKind.NOT_FOUND,
    )
