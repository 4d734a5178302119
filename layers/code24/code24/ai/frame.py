"""Frames: the words that every site needs, whatever its industry, one file for each language."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated

from pydantic import Field

from code24.ai.data import load
from code24.ai.playbook import Card, Spoken, Text, Texts
from code24.ai.spelling import BRITISH, respelled
from code24.build.content.models import InterfaceWords
from code24.build.design.models import PageKind, SectionKind
from code24.forms.models import FormKind
from code24.models import Model
from code24.types import Goal

type TitlePhrases = tuple[Text, Text, Text, Text]
"""Of 4 to 13, 20 to 25 and 36 to 41 characters, to stand behind a name of up to 44: one of the three always makes a
title of 40 to 60 characters. The fourth is such a title by itself."""
type DescriptionParts = tuple[Text, Text, Text]
"""A sentence with `{name}` and 60 to 100 characters besides, and two of 29 to 39: together always 120 to 160."""


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
    """Where there is a choice of ways; `intro_phone`, `intro_email` and `intro_form` where there is one."""
    intro_phone: Text
    intro_email: Text
    intro_form: Text
    visit: Text
    missing: Text
    """Where there is neither phone, e-mail, address nor form: nothing is faked."""
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
    menu: Texts
    price_list: Annotated[Texts, Field(alias="price-list")]
    products: Texts
    plans: Texts
    comparison: Texts
    gallery: Texts
    figures: Texts
    team: Texts
    testimonials: Texts
    newsletter: Texts
    steps: Mapping[Goal, Text]
    message: Text
    message_text: Text
    thanks: Text
    thanks_text: Text
    thanks_urgent: Text
    being_completed: Text
    """Stands where a section has no facts yet."""

    def of(self, kind: SectionKind) -> Texts:
        """The headings of a kind that lists facts."""
        variants: Texts = getattr(self, kind.value.replace("-", "_"))
        return variants


class PageWords(Model):
    """Names of pages and patterns of their titles, best first."""

    home: Text
    about: Text
    contact: Text
    privacy: Text
    terms: Text
    imprint: Text
    cookies: Text
    thanks: Text
    not_found: Text
    to_home: Text
    to_about: Text
    titles_home: Texts
    titles_home_placeless: Texts
    titles_offer: Texts
    titles_about: Texts
    titles_contact: Texts
    titles_other: Texts
    tagline_place: Text
    and_: Annotated[Text, Field(alias="and")]

    def label(self, kind: PageKind) -> str:
        """What a page is called; the offer page's name is the playbook's."""
        label: str = getattr(self, kind.value.replace("-", "_"))
        return label


class PictureWords(Model):
    """What is said of pictures about which the owner said nothing."""

    neutral: Text


class Frame(Model):
    """The words that every site needs, in one language."""

    interface: InterfaceWords
    pages: PageWords
    titles: Mapping[PageKind, TitlePhrases]
    descriptions: Mapping[PageKind, DescriptionParts]
    headings: Headings
    contact: ContactWords
    forms: Mapping[FormKind, Texts]
    """What stands above a form."""
    pictures: PictureWords
    facts: FactWords
    topics: Mapping[str, Text]
    """Neutral card titles by topic (`topics.py`)."""
    to_do: Mapping[str, Text]
    """Messages to the owner by request field."""


@cache
def frame(language: Spoken, spelling: str = BRITISH) -> Frame:
    """The frame of a language."""
    return Frame.model_validate(respelled(load("frames", language), spelling, language))
