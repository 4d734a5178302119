"""The words for goals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.build.goals import SYNONYMS, accepted_words, goal_of
from code24.types import Goal


@pytest.mark.parametrize(
    ("words", "goal"),
    [
        ("sales", Goal.SALES),
        ("sell", Goal.SALES),
        ("E-Commerce", Goal.SALES),
        ("ecommerce", Goal.SALES),
        ("Increase online sales", Goal.SALES),
        ("online shop", Goal.SALES),
        ("lead generation", Goal.LEADS),
        ("lead-gen", Goal.LEADS),
        ("LeadGeneration", Goal.LEADS),
        ("Generate leads", Goal.LEADS),
        ("quote requests", Goal.LEADS),
        ("sign-ups", Goal.SIGNUPS),
        ("Sign Ups", Goal.SIGNUPS),
        ("sign_up", Goal.SIGNUPS),
        ("registrations", Goal.SIGNUPS),
        ("newsletter", Goal.SIGNUPS),
        ("appointments", Goal.BOOKINGS),
        ("get more reservations", Goal.BOOKINGS),
        ("Book", Goal.BOOKINGS),
        ("awareness", Goal.TRAFFIC),
        ("brand awareness", Goal.TRAFFIC),
        ("drive traffic to my website", Goal.TRAFFIC),
        ("\uff56\uff49\uff53\uff49\uff54\uff53", Goal.TRAFFIC),
        ("  visits\t", Goal.TRAFFIC),
        ("Termine", Goal.BOOKINGS),
        ("Rendez-vous", Goal.BOOKINGS),
        ("demandes de devis", Goal.LEADS),
        ("inscripciones", Goal.SIGNUPS),
        ("Divulgação", Goal.TRAFFIC),
        ("vendite", Goal.SALES),
    ],
)
def test_usual_words_mean_a_goal(words: str, goal: Goal) -> None:
    assert goal_of(words) is goal


@pytest.mark.parametrize(
    "words", ["", "   ", "-", "the", "more", "world domination", "sales and leads", "salesx", "💰"]
)
def test_other_words_mean_none(words: str) -> None:
    assert goal_of(words) is None


@pytest.mark.parametrize("goal", Goal)
def test_a_goals_own_name_and_all_its_synonyms_mean_it(goal: Goal) -> None:
    assert SYNONYMS[goal][0] == goal.value
    assert {goal_of(word) for word in SYNONYMS[goal]} == {goal}
    assert {goal_of(word.upper()) for word in SYNONYMS[goal]} == {goal}
    assert {goal_of(word.replace(" ", "-")) for word in SYNONYMS[goal]} == {goal}


def test_the_accepted_words_are_all_named() -> None:
    named = accepted_words()
    assert all(word in named for words in SYNONYMS.values() for word in words)


@given(st.text(max_size=60))
def test_any_text_is_a_goal_or_none(text: str) -> None:
    assert goal_of(text) in {None, *Goal}
