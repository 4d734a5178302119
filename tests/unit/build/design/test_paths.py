from itertools import product

import pytest

from code24.build.design.models import PageKind
from code24.build.design.paths import PATHS, PATTERN, RESERVED, path_of
from tests.unit.build.design.facts_of import facts_of, offers_of


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
        (PageKind.PRIVACY, "de-CH", "food", "Bakery", "/datenschutz/"),
        (PageKind.TERMS, "es", "food", "Bakery", "/condiciones/"),
        (PageKind.IMPRINT, "fr", "food", "Bakery", "/mentions-legales/"),
        (PageKind.COOKIES, "it", "food", "Bakery", "/cookie/"),
        (PageKind.THANKS, "ja", "food", "Bakery", "/thanks/"),
        (PageKind.NOT_FOUND, "it", "food", "Bakery", "/404.html"),
    ],
)
def test_paths_are_ascii_and_in_the_sites_language(
    kind: PageKind, language: str, field: str, schema: str, path: str
) -> None:
    assert path_of(kind, facts_of(field, schema_type=schema, language=language)) == path


def test_software_with_plans_has_a_page_of_prices() -> None:
    assert path_of(PageKind.OFFER, facts_of("technology", offers=offers_of(3, price="€ 9"))) == "/pricing/"
    assert path_of(PageKind.OFFER, facts_of("technology", offers=offers_of(3))) == "/services/"


def test_a_path_that_is_taken_is_numbered() -> None:
    assert path_of(PageKind.PRIVACY, facts_of(), {"/privacy/"}) == "/privacy-2/"
    assert path_of(PageKind.PRIVACY, facts_of(), {"/privacy/", "/privacy-2/"}) == "/privacy-3/"


def test_every_language_has_paths_of_its_own_for_every_page() -> None:
    assert PATHS.keys() == {"en", "de", "fr", "es", "pt", "it"}
    for language, segments in PATHS.items():
        assert all(PATTERN.fullmatch(f"/{segment}/") for segment in segments.values())
        assert RESERVED.isdisjoint(segments.values())
        inner = [kind for kind in PageKind if kind not in {PageKind.HOME, PageKind.NOT_FOUND}]
        for field, offers in product(("food", "retail", "technology"), (offers_of(3, price="€ 9"),)):
            paths = [path_of(kind, facts_of(field, language=language, offers=offers)) for kind in inner]
            assert len(set(paths)) == len(inner)
