import pytest

from code24.build.design.law import country_of, legal_pages, needs_imprint, required_pages
from code24.build.design.models import PageKind
from code24.build.models import Address, Contact
from code24.types import Goal
from tests.unit.build.sample_sites import brief_of

NOWHERE = Contact()
PRIVACY, TERMS, IMPRINT, COOKIES = PageKind.PRIVACY, PageKind.TERMS, PageKind.IMPRINT, PageKind.COOKIES


def in_country(code: str) -> Contact:
    return Contact(address=Address(street="1 High Street", city="Town", country=code))


@pytest.mark.parametrize(
    ("language", "country", "contact", "found"),
    [
        ("en", None, NOWHERE, None),
        ("en-GB", None, NOWHERE, "GB"),
        ("de-at", None, NOWHERE, "AT"),
        ("zh-Hant-TW", None, NOWHERE, "TW"),
        ("zh-Hant", None, NOWHERE, None),
        ("es-419", None, NOWHERE, None),
        ("de", None, in_country("CH"), "CH"),
        ("de-DE", "LI", in_country("CH"), "LI"),
    ],
)
def test_the_country_is_stated_or_the_addresses_or_the_languages(
    language: str, country: str | None, contact: Contact, found: str | None
) -> None:
    assert country_of(brief_of(language=language, country=country, contact=contact)) == found


@pytest.mark.parametrize(
    ("language", "contact", "needed"),
    [
        ("de", NOWHERE, True),
        ("fr", NOWHERE, True),
        ("es", NOWHERE, True),
        ("it", NOWHERE, True),
        ("pt", NOWHERE, True),
        ("pt-PT", NOWHERE, True),
        ("pt-BR", NOWHERE, False),
        ("es-MX", NOWHERE, False),
        ("fr-CA", NOWHERE, False),
        ("en", NOWHERE, False),
        ("en", in_country("DE"), True),
        ("de", in_country("US"), False),
        ("ja", NOWHERE, False),
    ],
)
def test_an_imprint_follows_the_country_and_the_language_where_none_is_known(
    language: str, contact: Contact, needed: bool
) -> None:
    brief = brief_of(language=language, contact=contact)
    assert needs_imprint(brief) is needed
    assert (PageKind.IMPRINT in required_pages(brief)) is needed


@pytest.mark.parametrize(
    ("language", "goal", "wished", "pages"),
    [
        ("en-GB", Goal.TRAFFIC, (), (PRIVACY, TERMS, COOKIES)),
        ("de", Goal.LEADS, (), (PRIVACY, IMPRINT, COOKIES)),
        ("de", Goal.SALES, (), (PRIVACY, TERMS, IMPRINT, COOKIES)),
        ("ja", Goal.TRAFFIC, (), (PRIVACY, COOKIES)),
        ("ja", Goal.BOOKINGS, (), (PRIVACY, TERMS, COOKIES)),
        ("ja", Goal.TRAFFIC, (IMPRINT,), (PRIVACY, IMPRINT, COOKIES)),
        ("pt-BR", Goal.SIGNUPS, (), (PRIVACY, TERMS, COOKIES)),
    ],
)
def test_legal_pages_stand_in_the_footers_order(
    language: str, goal: Goal, wished: tuple[PageKind, ...], pages: tuple[PageKind, ...]
) -> None:
    brief = brief_of(goal=goal, language=language, contact=NOWHERE)
    assert legal_pages(brief, frozenset(wished)) == pages
