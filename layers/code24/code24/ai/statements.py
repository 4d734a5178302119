"""The owner's sentences as cards: under a neutral title where their topic is plain, else in nothing but their words."""

import re
from dataclasses import dataclass

from code24.ai.desk import Desk
from code24.ai.given import OFFERINGS
from code24.ai.heroes import opening_of, says_no_more
from code24.ai.subject import base_of
from code24.ai.typography import capitalised, sentence
from code24.build.content.models import Item
from code24.build.design.models import PageKind, SectionKind

_TOPICS_ON_HOME = 3
_FEWEST_IN_STORY = 2
"""Sentences that the cards leave to a story on the same page."""
_TITLE = (12, 70)
_FEWEST_WORDS = 3
_PARTED = re.compile(r"[:;]\s+|\s[–—]\s")  # noqa: RUF001
_CHANGES_WITH_A_CAPITAL = {
    "de": re.compile(r"(?:sie|ihr\w{0,2}|ihnen)\b"),
    "it": re.compile(r"(?:lei|le|la|suo|sua|suoi|sue)\b"),
}
"""Words that a capital letter turns from "they" into "you"."""


@dataclass(frozen=True)
class Statement:
    """One of the owner's sentences as a card."""

    sentence: str
    item: Item


def statements(desk: Desk) -> tuple[Statement, ...]:
    """As many cards as the page's features have room for: those with a topic first, the others on the home page only.

    In a language that is not spoken the two kinds are not mixed: only the titles of the first are in English.
    """
    subject, page = desk.subject, desk.page
    facts, titles = subject.facts, subject.frame.topics
    room = max((section.items for section in page.sections if section.kind is SectionKind.FEATURES), default=0)
    topical = [Statement(text, Item(title=titles[topic], text=text)) for topic, text in facts.cards]
    if page.kind is not PageKind.HOME:  # The home page shows the first ones.
        return tuple(topical[_TOPICS_ON_HOME:] + topical[:_TOPICS_ON_HOME])[:room]
    if len(topical) >= room or (topical and subject.spoken is None):
        return tuple(topical[:room])
    listed = facts.listings if any(desk.has(kind) for kind in OFFERINGS) else frozenset()
    taken = {*(each.sentence for each in topical), *listed, *opening_of(desk)}
    rest = [text for text in facts.sentences if text not in taken and not says_no_more(text, subject)]
    if not rest and len(topical) < _FEWEST_IN_STORY and desk.has(SectionKind.STORY):
        return ()  # The story goes before the cards.
    spare = len(rest) - (_FEWEST_IN_STORY if desk.has(SectionKind.STORY) else 0)
    others = [Statement(text, item) for text in rest if (item := stated(text, subject.brief.language))]
    return tuple(topical + others[: max(spare, 0)])[:room]


def stated(text: str, tag: str) -> Item | None:
    """A sentence as a card in its own words; None where none of them make a title.

    A short sentence is the title; of "Four of us bake: you can watch" the first part is.
    """
    if _fits(text) and text.endswith("."):
        return Item(title=text.rstrip("."))
    parted = _PARTED.search(text)
    if parted is None or not _fits(text[: parted.start()]):
        return None
    more = text[parted.end() :]
    keeps_case = _CHANGES_WITH_A_CAPITAL.get(base_of(tag))
    if len(more.split()) < _FEWEST_WORDS or (keeps_case and keeps_case.match(more)):
        return None
    return Item(title=text[: parted.start()].strip(), text=sentence(capitalised(more)))


def _fits(title: str) -> bool:
    return _TITLE[0] <= len(title) <= _TITLE[1] and len(title.split()) >= _FEWEST_WORDS
