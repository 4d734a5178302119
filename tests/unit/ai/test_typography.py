import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.ai.cutting import cut
from code24.ai.typography import capitalised, filled, fitting, joined, listed, polished, sentence


def test_a_slots_value_is_never_read_as_a_pattern() -> None:
    assert filled("About {name}", {"name": "{place} & {{x}}", "place": "no"}) == "About {place} & {{x}}"


def test_an_unknown_slot_is_an_error() -> None:
    with pytest.raises(KeyError):
        filled("About {nobody}", {"name": "x"})


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
    ],
)
def test_polished(text: str, expected: str) -> None:
    assert polished(text) == expected


@given(st.text(max_size=60))
def test_polishing_twice_changes_nothing(text: str) -> None:
    assert polished(polished(text)) == polished(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We bake", "We bake."),
        ("We bake.", "We bake."),
        ("Come in!", "Come in!"),
        ("He said “yes.”", "He said “yes.”"),
        ("Our prices:", "Our prices."),
        ("花屋です", "花屋です"),
        ("from 9 €", "from 9 €."),
    ],
)
def test_sentence(text: str, expected: str) -> None:
    assert sentence(text) == expected


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short", 10, "short"),
        ("A bakery for the whole of the town", 20, "A bakery"),
        ("One, two, three", 10, "One, two"),
        ("Unbreakablelongword", 10, ""),
    ],
)
def test_cut_between_words(text: str, limit: int, expected: str) -> None:
    assert cut(text, limit, ellipsis=False) == expected


@given(st.text(max_size=80), st.integers(5, 60))
def test_cut_keeps_the_limit_and_whole_words(text: str, limit: int) -> None:
    shortened = cut(text, limit)
    assert len(shortened) <= limit
    words = shortened.removesuffix("…").split()
    assert words[:-1] == polished(text).split()[: max(len(words) - 1, 0)]


def test_small_ones() -> None:
    assert capitalised("iPhone repair") == "iPhone repair"
    assert capitalised("bread rolls") == "Bread rolls"
    assert listed(["a", "b", "c"], "and") == "a, b and c"
    assert listed(["a"], "and") == "a"
    assert fitting(["12345.", "too long to fit.", "67."], 12) == "12345. 67."
    assert joined("花です。", "花") == "花です。花"
