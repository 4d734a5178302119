import pytest

from code24.build.development.views import contact_view, fit_class, is_long
from code24.build.models import Address, Contact
from tests.unit.build.sample_sites import brief_of


@pytest.mark.parametrize(
    ("count", "name"),
    [(1, "fit-one"), (2, "fit-2"), (3, "fit-odd"), (4, "fit-1"), (5, "fit-2 fit-odd"), (6, ""), (7, "fit-1 fit-odd")],
)
def test_grids_fill_their_last_row(count: int, name: str) -> None:
    assert fit_class(count) == name


def test_long_headings_and_long_words_are_set_smaller() -> None:
    assert not is_long("Bread for today", 1)
    assert is_long("Bread " * 12, 1)
    assert is_long("Donaudampfschifffahrtsgesellschaft", 2)


@pytest.mark.parametrize(
    ("country", "line"), [("DE", "04229 Leipzig"), ("GB", "Leipzig 04229"), (None, "04229 Leipzig")]
)
def test_addresses_follow_their_country(country: str | None, line: str) -> None:
    address = Address(street="A 1", postal_code="04229", city="Leipzig", country=country)
    view = contact_view(brief_of(contact=Contact(address=address)))
    assert view.address
    assert view.address.lines == (line,)
    assert not view.phone
