"""Playbooks and frames: what the embedded writer knows, as data files beside this module.

A *playbook* holds what is true of every business of one kind: `playbooks/<industry>.toml` what does not depend on the
language, `playbooks/<language>/<industry>.toml` its words. A *frame* (`frames/<language>.toml`) holds the words that
every site needs, `labels/<language>.toml` what a business of each kind is called. None of them ever says "we": only the
owner speaks for the business, so a playbook cannot make a claim on its behalf.

Slots in these texts are `{name}`, `{type}`, `{place}`, `{phone}`, `{email}` and `{address}`.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import Field

from code24.ai.spelling import BRITISH, respelled
from code24.build.content.models import InterfaceWords
from code24.models import Model
from code24.types import Goal

type Spoken = Literal["en", "de", "fr", "es", "pt", "it"]
"""The languages that the writer speaks."""

SPOKEN: tuple[Spoken, ...] = ("en", "de")

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


class FactWords(Model):
    """Questions answered by stated facts, and the sentences around them."""

    where: Card
    reach_both: Card
    reach_phone: Card
    reach_email: Card
    price: Text


class ContactWords(Model):
    """The contact page and section."""

    heading: Text
    section_heading: Text
    intro: Text
    """Where there is a choice of ways; `intro_phone` and `intro_email` where there is one."""
    intro_phone: Text
    intro_email: Text
    visit: Text
    missing: Text
    """Where neither phone, e-mail nor address was given: nothing is faked."""
    call: Text
    call_number: Text
    write: Text
    hours_ask: Text
    hours_see: Text
    hours_missing: Text


class Headings(Model):
    """Section headings that do not depend on the industry. Variants are chosen by the seed."""

    features_facts: Texts
    features_points: Texts
    offers_list: Texts
    offers_occasions: Texts
    story_home: Texts
    story_about: Texts
    about: Texts
    hours: Text
    questions: Texts
    steps: Mapping[Goal, Text]
    message: Text
    message_text: Text


class PageWords(Model):
    """Navigation labels and patterns of titles and descriptions, best first."""

    home: Text
    about: Text
    contact: Text
    not_found: Text
    to_home: Text
    to_about: Text
    titles_home: Texts
    titles_home_placeless: Texts
    titles_offer: Texts
    titles_about: Texts
    titles_contact: Texts
    titles_not_found: Texts
    description_about: Text
    description_contact: Text
    description_not_found: Text
    description_filler: Texts
    tagline_place: Text
    and_: Annotated[Text, Field(alias="and")]


class Frame(Model):
    """The words that every site needs, in one language."""

    interface: InterfaceWords
    pages: PageWords
    headings: Headings
    contact: ContactWords
    facts: FactWords
    topics: Mapping[str, Text]
    """Neutral card titles by topic (`topics.py`)."""
    to_do: Mapping[str, Text]
    """Messages to the owner by request field."""


def _load(folder: str, name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("code24.ai").joinpath(folder, f"{name}.toml").read_text("utf-8"))


@cache
def playbook(industry: str, language: Spoken = "en", spelling: str = BRITISH) -> Playbook:
    """The playbook of an industry. Raises FileNotFoundError for an id that `kinds.toml` does not know."""
    neutral, words = _load("playbooks", industry), _load(f"playbooks/{language}", industry)
    reasons = words.pop("seasons")
    seasons = [season | {"reason": reason} for season, reason in zip(neutral.pop("seasons", ()), reasons, strict=True)]
    return Playbook.model_validate(respelled(neutral | words | {"seasons": seasons}, spelling))


@cache
def labels(language: Spoken) -> Mapping[str, str]:
    """What a business of each kind is called, by the kind's id."""
    return MappingProxyType(_load("labels", language))


@cache
def frame(language: Spoken, spelling: str = BRITISH) -> Frame:
    """The frame of a language."""
    return Frame.model_validate(respelled(_load("frames", language), spelling))


@cache
def kinds_data() -> dict[str, Any]:
    """The raw register of business kinds, `kinds.toml`."""
    return tomllib.loads(resources.files("code24.ai").joinpath("kinds.toml").read_text("utf-8"))
