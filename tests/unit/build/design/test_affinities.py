"""Drawings suit the trade."""

import pytest

from code24.build.brand.fields import FIELDS
from code24.build.design.affinities import ornament_weights, suited_ornaments
from code24.build.design.checking import ORNAMENTS
from code24.build.design.facts import Facts
from code24.build.design.families import FAMILIES
from tests.unit.build.sample_sites import BUSINESSES, brief_of, plan_of


def suited(business_type: str, field: str = "general") -> tuple[str, ...]:
    return suited_ornaments(Facts(brief=brief_of("Krume", business_type), field=field))


@pytest.mark.parametrize(
    ("business_type", "ornament"),
    [
        ("Florist", "botanical"),
        ("Wanderimkerei", "botanical"),
        ("Elektrofachbetrieb", "circuit"),
        ("Taller mecánico", "orbits"),
        ("Tanzschule", "confetti"),
        ("École de danse", "confetti"),
        ("walking tours", "contours"),
        ("Landbäckerei", "rays"),
    ],
)
def test_the_owners_word_says_what_is_drawn(business_type: str, ornament: str) -> None:
    assert ornament in suited(business_type)
    assert suited(business_type, "technology") == suited(business_type)


@pytest.mark.parametrize("business_type", ["care home", "Spanish lessons", "installer", "space rental", "花屋"])
def test_words_inside_others_say_nothing(business_type: str) -> None:
    assert suited(business_type) == ()


def test_every_field_has_several_that_can_be_drawn() -> None:
    for field in FIELDS:
        found = suited("unforeseen", field.name)
        assert len(set(found)) >= 3
        assert set(found) <= set(ORNAMENTS)
    assert suited("unforeseen") == ()


def test_a_family_keeps_its_own_where_they_suit() -> None:
    weights = {"strata": 1.0, "botanical": 2.0}
    assert ornament_weights(weights, ("botanical", "hills")) == {"botanical": 2.0}
    assert ornament_weights(weights, ("rays", "hills")) == {"rays": 1.0, "hills": 1.0}
    assert ornament_weights(weights, ()) == weights


def test_every_plan_has_an_ornament_that_suits() -> None:
    families = {family.name: set(family.ornaments) for family in FAMILIES}
    for name, business_type, goal in BUSINESSES:
        brief = brief_of(name, business_type, goal)
        style = plan_of(brief).style
        assert style.ornament in (set(suited(business_type)) or set(ORNAMENTS))
        if business_type == "software":
            assert style.ornament in families[style.family]
