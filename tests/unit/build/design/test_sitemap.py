import pytest

from code24.build.design.models import PageKind
from code24.build.design.sitemap import known_page, path_of, planned_pages


@pytest.mark.parametrize(
    ("wish", "page"),
    [
        ("Our Services", PageKind.OFFER),
        ("Speisekarte", PageKind.OFFER),
        ("Preise & Leistungen", PageKind.OFFER),
        ("Über uns", PageKind.ABOUT),
        ("UEBER UNS", PageKind.ABOUT),
        ("À propos", PageKind.ABOUT),
        ("Chi siamo", PageKind.ABOUT),
        ("Anfahrt", PageKind.CONTACT),
        ("Book a table", PageKind.CONTACT),
        ("Startseite", PageKind.HOME),
        ("Gallery", None),
        ("<b>", None),
    ],
)
def test_owners_words_map_onto_known_pages(wish: str, page: PageKind | None) -> None:
    assert known_page(wish) is page


def test_wishes_choose_pages_and_unknown_ones_choose_none() -> None:
    everything = (PageKind.HOME, PageKind.OFFER, PageKind.ABOUT, PageKind.CONTACT)
    assert planned_pages(()) == everything
    assert planned_pages(("Gallery", "Press")) == everything
    assert planned_pages(("Kontakt", "Galerie")) == (PageKind.HOME, PageKind.CONTACT)
    assert planned_pages(("Home",)) == (PageKind.HOME,)


@pytest.mark.parametrize(
    ("kind", "language", "field", "schema", "path"),
    [
        (PageKind.HOME, "de", "food", "Bakery", "/"),
        (PageKind.OFFER, "de", "food", "Restaurant", "/speisekarte/"),
        (PageKind.OFFER, "de-AT", "health", "Dentist", "/leistungen/"),
        (PageKind.OFFER, "en", "retail", "Store", "/products/"),
        (PageKind.OFFER, "ar", "food", "Restaurant", "/menu/"),
        (PageKind.ABOUT, "fr", "food", "Bakery", "/a-propos/"),
        (PageKind.CONTACT, "pt-BR", "food", "Bakery", "/contato/"),
        (PageKind.NOT_FOUND, "it", "food", "Bakery", "/404.html"),
    ],
)
def test_paths_are_ascii_and_in_the_sites_language(
    kind: PageKind, language: str, field: str, schema: str, path: str
) -> None:
    assert path_of(kind, language, field, schema) == path
