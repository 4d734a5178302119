"""Briefs that broke a build once: what they hold is text, and the site is built."""

from typing import Any

import pytest

from code24.build.models import Brief
from code24.http.requests import StartBuildBody
from code24.types import is_printable
from tests.team import results_for


def brief(**fields: Any) -> Brief:
    base = {"name": "Loaf", "description": "A bakery.", "businessType": "bakery", "primaryGoal": "sales"}
    return StartBuildBody.model_validate(base | fields).brief()


def found(results: Any) -> list[str]:
    return [f"{each.rule} {each.path}: {each.message}" for each in results["quality-gate"].findings]


def test_a_control_character_written_as_an_entity_never_stops_a_build() -> None:
    made = results_for(brief(description="We offer:\n- bread&#x202e;: 5 €\n- rolls&#0;: 2 €"))
    assert found(made) == []


def test_a_control_character_written_as_an_entity_reaches_no_page() -> None:
    made = results_for(brief(description="We bake&#x202e; bread in Leipzig&#8232; daily. Come in."))
    assert all(is_printable(each.text or "") for each in made["development"].files)


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "pt", "it", "ja"])
def test_a_name_in_braces_is_no_slot(language: str) -> None:
    for goal in ("traffic", "sales", "leads", "signups", "bookings"):
        offers = [{"name": "{place} mug"}, {"name": "{business} mug"}, {"name": "{price} mug"}]
        named = {"name": "Qxz, {business}", "businessType": "consulting"}
        made = results_for(brief(**named, primaryGoal=goal, language=language, offers=offers))
        assert found(made) == []


def test_a_german_sentence_with_null_in_it_is_finished() -> None:
    made = results_for(brief(businessType="gym", language="de", description="Ein Fitnessstudio in Leipzig."))
    assert found(made) == []


def test_a_backslash_in_a_name_is_described_as_it_is() -> None:
    made = results_for(brief(name=r"AC\DC \(Loaf)"))
    assert found(made) == []
