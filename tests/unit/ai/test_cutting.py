import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from code24.ai.cutting import clause, cut, may_break, squeezed
from code24.ai.typography import polished


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short", 10, "short"),
        ("A bakery for the whole of the town", 20, "A bakery"),
        ("One, two, three", 10, "One, two"),
        ("Le salon de la ville", 14, "Le salon"),
        ("Comer y beber", 8, "Comer"),
        ("Unbreakablelongword", 10, ""),
        ("京都の小さな花屋さんです", 6, "京都の小さな"),
        ("季節の花束、「小さな花」", 7, "季節の花束"),
    ],
)
def test_cut_between_words(text: str, limit: int, expected: str) -> None:
    assert cut(text, limit, ellipsis=False) == expected


def test_what_is_not_broken_at() -> None:
    assert cut("4,50\u00a0€ today", 5, ellipsis=False) == ""
    assert cut("abc ́d e", 5, ellipsis=False) == ""


def test_one_long_word_is_cut_where_nothing_else_helps() -> None:
    assert squeezed("Unbreakablelongword", 10) == "Unbreakab…"
    assert squeezed("A bakery for all", 10) == "A bakery"


@given(st.text(max_size=80), st.integers(5, 60))
def test_cut_keeps_the_limit_and_whole_words_of_scripts_that_part_them(text: str, limit: int) -> None:
    shortened = cut(text, limit)
    assert len(shortened) <= limit
    assert polished(text).startswith(shortened.removesuffix("…").rstrip())


@given(st.text("abc é-", max_size=80), st.integers(5, 60))
def test_latin_words_are_never_cut(text: str, limit: int) -> None:
    words = cut(text, limit, ellipsis=False).split(" ")
    assert words[:-1] == polished(text).split(" ")[: len(words) - 1]
    assert not words[-1] or any(word.startswith(words[-1]) for word in polished(text).split(" "))


# Letters with marks, joined pictures, flags, Korean, Thai and Indic scripts: what a reader sees as one.
CLUSTERS = st.sampled_from(
    [
        "é",
        "👨\u200d👩\u200d👧",
        "🇩🇪",
        "🇫🇷",
        "👍🏽",
        "क्ष",
        "नि",
        "각",
        "กำ",
        "ก็",
        "é",
        "x",
        " ",
        "ñ",
        "❤️",
        "각",
        "〇",  # noqa: RUF001
        "க்ஷ",
    ]
)


@given(st.lists(CLUSTERS | st.characters(), max_size=40).map("".join), st.integers(2, 30))
def test_nothing_is_ever_cut_inside_what_a_reader_sees_as_one_character(text: str, limit: int) -> None:
    """UAX #29, as the library `regex` implements it."""
    for at in range(1, len(text)):
        if may_break(text, at):
            assert at in {match.start() for match in regex.finditer(r"\X", text)}
    for shortened in (cut(text, limit, ellipsis=False), squeezed(text, limit).removesuffix("…")):
        whole = polished(text)
        ends = {match.end() for match in regex.finditer(r"\X", whole)} | {0}
        assert len(shortened) in ends or whole[len(shortened) : len(shortened) + 1] == " "


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("Short enough.", 40, "Short enough."),
        ("We collect bicycles that nobody rides, and we mend them", 50, "We collect bicycles that nobody rides."),
        ("We collect bicycles that nobody rides and we mend them", 50, ""),
        ("One, two and many more words without a mark until the end", 50, ""),
    ],
)
def test_a_clause_ends_at_a_mark_or_not_at_all(text: str, limit: int, expected: str) -> None:
    assert clause(text, limit) == expected
