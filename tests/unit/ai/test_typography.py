import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.ai.typography import (
    capitalised,
    filled,
    filled_exactly,
    joined,
    listed,
    one_line,
    polished,
    sentence,
    slots_in,
    typeset,
)


def test_a_slots_value_is_never_read_as_a_pattern() -> None:
    assert filled("About {name}", {"name": "{place} & {{x}}", "place": "no"}) == "About {place} & {{x}}"


def test_an_unknown_slot_is_an_error() -> None:
    with pytest.raises(KeyError):
        filled("About {nobody}", {"name": "x"})


def test_a_fact_may_be_filled_in_exactly() -> None:
    assert filled_exactly("By {owner}.", {"owner": "Müller  & Co.. "}) == "By Müller & Co.. ."
    assert slots_in("{a} and {b}") == ("a", "b")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a  b\n c", "a b c"),
        ("Really!!! Yes??", "Really! Yes?"),
        ("Müller & Co.. is", "Müller & Co. is"),
        ("Brot , Kuchen .", "Brot, Kuchen."),
        ("wait...", "wait…"),
        ("Inc., the firm", "Inc., the firm"),
        ("1,50 € and 9.30", "1,50 € and 9.30"),
        ("Venez\u202f! Oui\u00a0: ici", "Venez\u202f! Oui\u00a0: ici"),
        ("Come in !", "Come in!"),
        ("4,50\u00a0€  today", "4,50\u00a0€ today"),
    ],
)
def test_polished(text: str, expected: str) -> None:
    assert polished(text) == expected


@given(st.text(max_size=60))
def test_polishing_twice_changes_nothing(text: str) -> None:
    assert polished(polished(text)) == polished(text)


@given(st.text(max_size=60))
def test_one_line_changes_nothing_but_spaces(text: str) -> None:
    assert "".join(one_line(text).split()) == "".join(text.split())
    assert "\n" not in one_line(text)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Venez ! Vraiment ?", "fr", "Venez\u202f! Vraiment\u202f?"),
        ("Entrées : soupe ; pain", "fr", "Entrées\u00a0: soupe\u202f; pain"),
        ("Ouvert à 10:30, voir https://x.fr", "fr", "Ouvert à 10:30, voir https://x.fr"),
        ("Il dit « oui »", "fr", "Il dit «\u202foui\u202f»"),
        ('Le "Bar" du port', "fr", "Le «\u202fBar\u202f» du port"),
        ('The "Bar" by the sea', "en", "The “Bar” by the sea"),
        ('Die "Bar" am Meer', "de", "Die „Bar“ am Meer"),
        ('El "Bar" del puerto', "es", "El «Bar» del puerto"),
        ('6" pizza', "en", '6" pizza'),
        ("Kom binnen !", "nl", "Kom binnen !"),
    ],
)
def test_typeset(text: str, language: str, expected: str) -> None:
    assert typeset(text, language) == expected
    assert typeset(expected, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We bake", "We bake."),
        ("We bake.", "We bake."),
        ("Come in!", "Come in!"),
        ("He said “yes.”", "He said “yes.”"),
        ("Our prices:", "Our prices."),
        ("Entrées\u00a0:", "Entrées."),
        ("Vraiment\u202f?", "Vraiment\u202f?"),
        ("花屋です", "花屋です"),
        ("from 9 €", "from 9 €."),
    ],
)
def test_sentence(text: str, expected: str) -> None:
    assert sentence(text) == expected


@pytest.mark.parametrize(
    ("parts", "joiner", "expected"),
    [
        (["a", "b", "c"], "and", "a, b and c"),
        (["a"], "and", "a"),
        (["padres", "hijos"], "y", "padres y hijos".replace(" y ", " e ")),
        (["aguja", "hilo"], "y", "aguja e hilo"),
        (["agua", "hielo"], "y", "agua y hielo"),
        (["churros", "infusiones"], "y", "churros e infusiones"),
        (["pane", "erbe"], "e", "pane ed erbe"),
        (["pane", "olio"], "e", "pane e olio"),
    ],
)
def test_lists_have_the_right_and(parts: list[str], joiner: str, expected: str) -> None:
    assert listed(parts, joiner) == expected


def test_small_ones() -> None:
    assert capitalised("iPhone repair") == "iPhone repair"
    assert capitalised("bread rolls") == "Bread rolls"
    assert capitalised("¿qué hacer?") == "¿Qué hacer?"
    assert joined("花です。", "花") == "花です。花"
