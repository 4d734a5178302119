"""What the owner's words say: which sentence fits where, what is offered, and where the business is."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from code24.ai.description import read
from code24.ai.given import Given, given_in, own_captions, own_descriptions
from code24.ai.language import any_of, language_of
from code24.ai.lists import list_patterns
from code24.ai.offers import offers_in
from code24.ai.places import town_in
from code24.ai.prices import prices_in
from code24.ai.recognition import normalised, shares_a_stem
from code24.ai.topics import heading_topic, topic_of
from code24.ai.typography import capitalised, one_line, sentence
from code24.build.models import Brief, Offer
from code24.types import ImageId

_NOT_LATIN = re.compile(r"[^\x00-\u024f]")
_FEWEST_OFFERS = 2
"""One offer alone is no list: its sentence says it better."""
_SHORT_LEAD = 30
_LONGEST_LEAD = 200
_LONGEST_TOPIC = 220
_SEARCH_WORDS = 8
_PLACE_IS_SAID_EARLY = 3


@dataclass(frozen=True)
class Facts:
    """The owner's words, sorted. Sentences end in a full stop where they lacked one; nothing is reworded."""

    sentences: tuple[str, ...]
    """Everything that may be read as prose, in the owner's order."""
    lead: str
    """The sentence that best says what this is; empty where the description has none."""
    offers: tuple[Offer, ...]
    """Those that the brief lists, else those read from the description."""
    offer_names: tuple[str, ...]
    """The offers' names in the owner's case, for use within a sentence."""
    given: Given
    """What the owner stated in fields of their own."""
    alts: Mapping[ImageId, str]
    """What the owner's words say that each picture shows, as far as they say it."""
    captions: Mapping[ImageId, str]
    topics: tuple[tuple[str, str], ...]
    """Sentences that plainly have a topic, one a topic: (topic, sentence)."""
    cards: tuple[tuple[str, str], ...]
    """Those of which the topic may stand above the sentence, as its title."""
    prices: tuple[str, ...]
    """Sentences that name a price."""
    listings: frozenset[str]
    """Sentences that name the offers: not said again where the offers are listed."""
    hours: tuple[str, ...]
    reach: tuple[str, ...]
    """Sentences with a phone number or an address, for the contact page only."""
    place: str
    """The town, where it was given or plainly stated."""


@dataclass(frozen=True)
class _Patterns:
    """What tells sentences apart in one language."""

    reach: re.Pattern[str]
    hours: re.Pattern[str]
    time: re.Pattern[str]
    dangling: re.Pattern[str]
    openings: tuple[str, ...]


@cache
def _patterns(tag: str) -> _Patterns:
    words = language_of(tag).lists.facts
    return _Patterns(
        reach=re.compile(rf"@|(?:\+|\b0)\d[\d /()-]{{5,}}|(?<!\w){any_of(words.reach)}(?!\w)", re.IGNORECASE),
        hours=re.compile(
            rf"(?<!\w){any_of(words.hours)}(?!\w)|^{any_of(words.day_first)}(?!\w).{{0,20}}\d", re.IGNORECASE
        ),
        time=re.compile(rf"\d|(?<!\w){any_of(words.times)}(?!\w)", re.IGNORECASE),
        dangling=re.compile(rf"^{any_of(words.dangling)}(?!\w)", re.IGNORECASE),
        openings=tuple(words.openings),
    )


def facts_of(brief: Brief, *, everywhere: bool = False) -> Facts:
    """Sort what the owner said. A business that is `everywhere` (software) is in a town only by its address."""
    address, tag = brief.contact.address, brief.language
    known = " ".join([brief.name, *((address.street, address.city) if address else ())])
    reading = read(brief.description, tag, known)
    offers, listed = offers_in(reading, tag)
    if len(offers) < _FEWEST_OFFERS:
        offers, listed = (), frozenset()
    given = given_in(brief)
    patterns = _patterns(tag)
    # What stands in a list and is none of the offers is read like any other sentence.
    named = {part for offer in offers for part in (offer.name, offer.text)}
    stray = [entry.text for entry in reading.entries if not any(part and part in entry.text for part in named)]
    texts = dict.fromkeys([*reading.sentences, *map(capitalised, stray)])
    if given.offers:  # The description's lists are prose then, but for lists of prices.
        listed = frozenset(text for text in listed if prices_in(tag).anywhere.search(text))
    sentences = tuple(sentence(text) for text in texts if _is_prose(text, brief, listed))
    reach = tuple(text for text in sentences if patterns.reach.search(text))
    prose = tuple(text for text in sentences if text not in reach)
    times = (
        () if brief.contact.opening_hours else tuple(sentence(text) for text in stray if patterns.hours.search(text))
    )
    hours = tuple(dict.fromkeys([*(text for text in prose if _tells_hours(text, patterns)), *times]))
    telling = tuple(text for text in prose if text not in hours)
    listings = frozenset(sentence(text) for text in listed)
    early = (brief.business_type, *reading.sentences[:_PLACE_IS_SAID_EARLY], brief.name)
    place = one_line(address.city) if address else "" if everywhere else town_in(early, tag)
    lead = _lead(telling, brief, place)
    topical = [text for text in telling if text != lead and text not in listings]
    return Facts(
        sentences=telling,
        lead=lead,
        offers=given.offers or tuple(offer.model_copy(update={"name": capitalised(offer.name)}) for offer in offers),
        offer_names=tuple(offer.name for offer in given.offers or offers),
        given=given,
        alts=own_descriptions(brief),
        captions=own_captions(brief),
        topics=_topics(topical, tag, topic_of),
        cards=_topics(topical, tag, heading_topic),
        prices=() if given.offers else tuple(text for text in prose if prices_in(tag).anywhere.search(text)),
        listings=listings,
        hours=hours,
        reach=reach,
        place=place,
    )


def _tells_hours(text: str, patterns: _Patterns) -> bool:
    return bool(patterns.hours.search(text) and patterns.time.search(text))


def _topics(sentences: Iterable[str], tag: str, named: Callable[[str, str], str | None]) -> tuple[tuple[str, str], ...]:
    topics: dict[str, str] = {}
    for text in sentences:
        if len(text) <= _LONGEST_TOPIC and not _patterns(tag).dangling.match(text) and (topic := named(text, tag)):
            topics.setdefault(topic, text)
    return tuple(topics.items())


def _is_prose(text: str, brief: Brief, listed: frozenset[str]) -> bool:
    """False for bare lists, search words, headings of lists, and the name or the business type over again."""
    if text in listed and not list_patterns(brief.language).verbal.search(text):
        return False
    words = len(text.split())
    if text[1:].islower() and words < _SEARCH_WORDS and not text.endswith((".", "!", "?")):
        return False
    if text.endswith(":") or (words < 3 and not _NOT_LATIN.search(text) and not _says_much(text, brief)):
        return False
    return normalised(text).strip(" .!") not in {normalised(brief.name), normalised(brief.business_type)}


def _says_much(text: str, brief: Brief) -> bool:
    """Whether two words are a sentence about something ("Aceitamos cães.")."""
    return text.endswith(".") and " " in text and topic_of(text, brief.language) is not None


def _says_what(text: str, brief: Brief) -> bool:
    """Whether a sentence says what the business is: by its kind, or as a name for it without a verb."""
    patterns = list_patterns(brief.language)
    telling = patterns.verbal.search(text) or patterns.somebody.search(text)
    return shares_a_stem(text, brief.business_type) or not telling


def _lead(sentences: tuple[str, ...], brief: Brief, place: str) -> str:
    patterns = _patterns(brief.language)
    fitting = [text for text in sentences[:8] if len(text) <= _LONGEST_LEAD and not patterns.dangling.match(text)]
    whole = [text for text in fitting if len(text) >= _SHORT_LEAD]
    openings = (normalised(brief.name), *patterns.openings)
    about = [text for text in whole[:4] if normalised(text).startswith(openings)]
    # However short: "Small-animal vets in Whitby."
    named = [text for text in fitting[:1] if place and place in text and _says_what(text, brief)]
    return next(iter(about or named or whole or fitting), "")
