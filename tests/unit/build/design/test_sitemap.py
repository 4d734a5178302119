from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.build.design.archetypes import archetype_for
from code24.build.design.models import PageKind
from code24.build.design.sitemap import known_page, planned_pages, wished_pages
from tests.unit.build.design.facts_of import facts_of, offers_of

HOME, OFFER, ABOUT, CONTACT = PageKind.HOME, PageKind.OFFER, PageKind.ABOUT, PageKind.CONTACT
PRIVACY, TERMS, IMPRINT, COOKIES = PageKind.PRIVACY, PageKind.TERMS, PageKind.IMPRINT, PageKind.COOKIES


@pytest.mark.parametrize(
    ("wish", "page"),
    [
        ("Our Services", OFFER),
        ("Pricing", OFFER),
        ("Speisekarte", OFFER),
        ("Preise & Leistungen", OFFER),
        ("Nos tarifs", OFFER),
        ("Preços", OFFER),
        ("Prezzi", OFFER),
        ("Precios", OFFER),
        ("Home care", None),
        ("Maintenance service", OFFER),
        ("Starters", None),
        ("Über uns", ABOUT),
        ("UEBER UNS", ABOUT),
        ("Unser Team", ABOUT),
        ("L'équipe", ABOUT),
        ("Equipo", ABOUT),
        ("À propos", ABOUT),
        ("Chi siamo", ABOUT),
        ("Gallery", ABOUT),
        ("Galerie", ABOUT),
        ("Galería", ABOUT),
        ("Galleria fotografica", ABOUT),
        ("Galeria", ABOUT),
        ("Anfahrt", CONTACT),
        ("Book a table", CONTACT),
        ("Startseite", HOME),
        ("Home", HOME),
        ("Página inicial", HOME),
        ("Privacy policy", PRIVACY),
        ("Datenschutzerklärung", PRIVACY),
        ("Politique de confidentialité", PRIVACY),
        ("Política de privacidad", PRIVACY),
        ("Política de privacidade", PRIVACY),
        ("Informativa sulla privacy", PRIVACY),
        ("Impressum", IMPRINT),
        ("Mentions légales", IMPRINT),
        ("Aviso legal", IMPRINT),
        ("Note legali", IMPRINT),
        ("Terms & conditions", TERMS),
        ("AGB", TERMS),
        ("Conditions générales", TERMS),
        ("Términos", TERMS),
        ("Termos de uso", TERMS),
        ("Termini e condizioni", TERMS),
        ("Termine", CONTACT),
        ("Cookies", COOKIES),
        ("Press", None),
        ("<b>", None),
    ],
)
def test_owners_words_map_onto_known_pages(wish: str, page: PageKind | None) -> None:
    assert known_page(wish) is page


@given(st.text(max_size=60))
def test_any_wish_is_a_page_or_none(wish: str) -> None:
    assert known_page(wish) in {None, *PageKind}


def pages(*wishes: str, **fields: Any) -> tuple[PageKind, ...]:
    facts = facts_of(pages=wishes, contact={}, **fields)
    return planned_pages(facts, archetype_for(facts, wished_pages(facts)))


def test_wishes_choose_pages_and_unknown_ones_stand_for_those_that_nobody_named() -> None:
    end = (PRIVACY, TERMS, COOKIES, PageKind.THANKS, PageKind.NOT_FOUND)
    assert pages() == (HOME, OFFER, ABOUT, CONTACT, *end)
    assert pages("Press", "Careers") == (HOME, OFFER, ABOUT, CONTACT, *end)
    assert pages("Privacy") == (HOME, OFFER, ABOUT, CONTACT, *end)
    assert pages("Home", "Our bread", "Contact") == (HOME, OFFER, CONTACT, *end)
    assert pages("Home", "Il podere", "Rooms") == (HOME, OFFER, ABOUT, *end)
    assert pages("Home", "One", "Two", "Three") == (HOME, OFFER, ABOUT, *end)
    assert pages("Kontakt", "Galerie") == (HOME, ABOUT, CONTACT, *end)
    assert pages("Contact", "Menu") == (HOME, OFFER, CONTACT, *end)
    assert pages("Home") == (HOME, *end)
    assert pages("Home", "Imprint") == (HOME, PRIVACY, TERMS, IMPRINT, COOKIES, PageKind.THANKS, PageKind.NOT_FOUND)


def test_a_journal_without_offers_has_no_page_for_them_unless_it_is_wished_for() -> None:
    assert OFFER not in pages(field="media", goal="traffic")
    assert OFFER in pages(field="media", goal="traffic", offers=offers_of(1))
    assert OFFER in pages("Home", "Services", field="media", goal="traffic")
    assert OFFER in pages(field="health", goal="traffic")
