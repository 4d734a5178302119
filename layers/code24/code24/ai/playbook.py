"""Playbooks: what the embedded writer knows of each industry, as data files beside this module.

A *playbook* holds what is true of every business of one kind: `playbooks/<industry>.toml` what does not depend on the
language, `playbooks/<language>/<industry>.toml` its words. `labels/<language>.toml` says what a business of each kind
is called; a frame (`frame.py`) holds the words that every site needs. None of them ever says "we": only the
owner speaks for the business, so a playbook cannot make a claim on its behalf.

Slots in these texts are `{name}`, `{type}`, `{place}`, `{phone}`, `{email}` and `{address}`.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import Field

from code24.ai.data import load
from code24.ai.spelling import BRITISH, respelled
from code24.models import Model
from code24.types import Goal

type Spoken = Literal["en", "de", "fr", "es", "pt", "it"]
"""The languages that the writer speaks."""

SPOKEN: tuple[Spoken, ...] = ("en", "de", "fr", "es", "pt", "it")

type Text = Annotated[str, Field(min_length=1)]
type Texts = Annotated[tuple[Text, ...], Field(min_length=1)]
type Card = tuple[Text, Text]
"""A title and its text."""
type Question = tuple[Text, Text] | tuple[Text, Text, Text]
"""A question, its answer, and the topic of the owner's sentence that would be the better answer."""


class GoalWords(Model):
    """What a playbook says for one goal, in one language."""

    headlines: Annotated[tuple[Text, Text], Field()]
    """At most 60 characters each: one for the hero, the other for the closing call to action."""
    invitation: Text
    """One sentence asking the visitor to take the next step."""
    primary: Text
    secondary: Text
    steps: Annotated[tuple[Card, ...], Field(min_length=3, max_length=4)]
    """What the visitor does, in order."""
    steps_heading: Text | None = None
    """In place of the frame's."""
    question: Question


class PlaybookSeason(Model):
    """Months in which demand rises, and why."""

    months: tuple[Annotated[int, Field(ge=1, le=12)], ...]
    reason: Text


class Playbook(Model):
    """What is known to work for one industry."""

    expects: tuple[str, ...]
    """Section kinds that visitors of this industry look for, most wanted first."""
    seasons: tuple[PlaybookSeason, ...] = ()
    audience: Texts
    needs: Texts
    vocabulary: Texts
    offer_label: Text
    """Name of the offer page in the navigation (`Menu`)."""
    offer_heading: Text
    """Its headline (`On the menu at {name}`)."""
    occasions: Annotated[tuple[Card, ...], Field(min_length=3)]
    """Why people come, as questions: stands where the owner named no offers."""
    points: Annotated[tuple[Card, ...], Field(min_length=3)]
    """Advice that helps before a visit: stands where the owner told too little for cards."""
    story: Card
    """Heading and text that stand where the owner told nothing more about the business."""
    questions: Annotated[tuple[Question, ...], Field(min_length=3)]
    goals: Mapping[Goal, GoalWords]


@cache
def playbook(industry: str, language: Spoken = "en", spelling: str = BRITISH) -> Playbook:
    """The playbook of an industry. Raises FileNotFoundError for an id that `kinds.toml` does not know."""
    neutral, words = load("playbooks", industry), load(f"playbooks/{language}", industry)
    reasons = words.pop("seasons")
    seasons = [season | {"reason": reason} for season, reason in zip(neutral.pop("seasons", ()), reasons, strict=True)]
    return Playbook.model_validate(respelled(neutral | words | {"seasons": seasons}, spelling, language))


@cache
def labels(language: Spoken) -> Mapping[str, str]:
    """What a business of each kind is called, by the kind's id."""
    return MappingProxyType(load("labels", language))


@cache
def kinds_data() -> dict[str, Any]:
    """The raw register of business kinds, `kinds.toml`."""
    return load("", "kinds")
