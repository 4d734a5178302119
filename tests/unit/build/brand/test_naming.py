# ruff: noqa: RUF001
import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.build.brand.naming import initials, syllables, without_trade


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Crumb & Ember", "CE"),
        ("The Velvet Room", "VR"),
        ("Ärzte am Park", "AP"),
        ("3 Brothers", "3B"),
        ("Xylo", "X"),
        ('O\'Brien "Roofing"', "OR"),
        ("Dr. Amelie Köhler", "AK"),
        ("Кафе Пушкин", "КП"),
        ("Οδός Μνήμης", "ΟΜ"),
        ("🦊", ""),
        ("***", ""),
    ],
)
def test_initials_are_those_of_the_telling_words(name: str, expected: str) -> None:
    assert initials(name) == expected


@pytest.mark.parametrize(("name", "count"), [("Lime", 2), ("Anchor", 2), ("Atempause", 4), ("Xyz", 1), ("月白", 2)])
def test_syllables_are_groups_of_vowels(name: str, count: int) -> None:
    assert syllables(name) == count


@pytest.mark.parametrize(
    ("name", "business", "parted"),
    [
        ("Studio Oda Lind", "Architecture studio", ("Oda Lind", "Studio", True)),
        ("Halvorsen Plumbing & Heating", "Plumber", ("Halvorsen", "Plumbing & Heating", False)),
        ("Kanzlei Brandt & Öztürk", "Rechtsanwaltskanzlei", ("Brandt & Öztürk", "Kanzlei", True)),
        ("Ipê Contabilidade", "Escritório de contabilidade", ("Ipê", "Contabilidade", False)),
        ("Tanzwerk Eppendorf", "Tanzschule", None),
        ("Crumb & Ember", "Sourdough bakery", None),
        ("Studio", "Architecture studio", None),
        ("House of Dental", "dentist", None),
    ],
)
def test_a_name_is_parted_from_the_trade_that_it_says(
    name: str, business: str, parted: tuple[str, str, bool] | None
) -> None:
    assert without_trade(name, business) == parted


@given(st.text(max_size=60), st.text(max_size=40))
def test_nothing_of_a_name_is_lost(name: str, business: str) -> None:
    if parted := without_trade(name, business):
        own, trade, first = parted
        assert " ".join(name.split()) == (f"{trade} {own}" if first else f"{own} {trade}")
    assert len(initials(name)) <= 2
    assert syllables(name) >= 1
