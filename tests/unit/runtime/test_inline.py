"""Calling workers outside a build."""

from typing import Any

import pytest

from code24.build.graph import BY_NAME
from code24.errors import InvalidRequest
from code24.runtime.inline import answer_inline
from tests.team import InlineTeam, brief_of, results_of

BRIEF = brief_of("bakery-en").model_dump(mode="json")


@pytest.fixture
def team() -> InlineTeam:
    return InlineTeam()


def test_the_worker_alone_is_answered_as_it_is(team: InlineTeam) -> None:
    assert team.invoke("design", {"inline": BRIEF}) == results_of("bakery-en")["design"].model_dump(mode="json")


def test_what_was_made_on_the_way_is_answered_where_it_is_asked_for(team: InlineTeam) -> None:
    made = team.invoke("content", {"inline": BRIEF, "also": ["design", "market_research"]})
    assert made.keys() == {"content", "design", "market_research"}
    assert made["design"] == results_of("bakery-en")["design"].model_dump(mode="json")


def test_what_is_given_is_not_made(team: InlineTeam) -> None:
    brand = results_of("yoga-de")["brand"].model_dump(mode="json")
    made = team.invoke("design", {"inline": BRIEF, "given": {"brand": brand}, "also": ["market_research"]})
    assert made["design"] != results_of("bakery-en")["design"].model_dump(mode="json")
    assert made.keys() == {"design", "market_research"}


def test_pictures_are_fetched_by_their_own_worker_alone(team: InlineTeam) -> None:
    image = {"id": "loaf", "url": "https://example.com/loaf.jpg"}
    brief = BRIEF | {"images": [image]}
    called: list[str] = []
    team.ports["images"] = type("Images", (), {"fetch": lambda _, url: called.append(url)})()
    team.invoke("design", {"inline": brief})
    assert called == []


@pytest.mark.parametrize(
    "event",
    [
        {"inline": {}},
        {"inline": BRIEF | {"name": ""}},
        {"inline": BRIEF, "given": {"market_research": {"industry": "no research"}}},
        {"inline": BRIEF, "given": "everything"},
    ],
)
def test_what_does_not_fit_is_refused(event: dict[str, Any]) -> None:
    with pytest.raises(InvalidRequest):
        answer_inline(BY_NAME["brand"], event, lambda _: {})
