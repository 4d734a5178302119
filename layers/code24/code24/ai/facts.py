"""What the owner's words say: which sentence fits where, what is offered, and where the business is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from code24.ai.description import read
from code24.ai.given import given_in
from code24.ai.offers import HAS_PRICE, VERBAL, offers_in
from code24.ai.places import town_in
from code24.ai.recognition import normalised
from code24.ai.topics import topic_of
from code24.ai.typography import capitalised, sentence
from code24.build.content.models import Item
from code24.build.models import Brief, Figure, Offer, OwnAnswer, Person, Testimonial

_REACH = re.compile(
    r"@|(?:\+|\b0)\d[\d /()-]{5,}|\b(?:call|phone|ring|text|e-?mail|write to|contact) (?:us|me)\b"
    r"|\b(?:rufen|schreiben|mailen) sie\b",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"\b(?:opens?|opening hours|closed|meets?|meetings?|geöffnet|öffnungszeiten|öffnet|geschlossen"
    r"|ruhetag|sprechstunden?"
    r"|sprechzeiten|termine gibt es|treffen)\b"
    r"|^(?:mon|tues|wednes|thurs|fri|satur|sun|mo|di|mi|do|fr|sa|so)(?:day|ntag|enstag|ttwoch"
    r"|nnerstag|eitag|mstag|nntag)?s?\b"
    r".{0,20}\d",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\d|half past|quarter (?:past|to)|noon|midnight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mittags"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch",
    re.IGNORECASE,
)
_DANGLING = re.compile(
    r"^(?:this|that|these|those|it|they|he|she|and|but|so|also|however|there|then|das|dies|diese"
    r"|er|sie|es|und|aber|auch"
    r"|dort|dazu|dabei|deshalb)\b",
    re.IGNORECASE,
)
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
    team: tuple[Person, ...]
    testimonials: tuple[Testimonial, ...]
    figures: tuple[Figure, ...]
    questions: tuple[OwnAnswer, ...]
    left_out: tuple[str, ...]
    """Request fields with text that talks to a machine."""
    topics: tuple[tuple[str, str], ...]
    """Sentences that plainly have a topic, one a topic: (topic, sentence)."""
    prices: tuple[str, ...]
    """Sentences that name a price."""
    listings: frozenset[str]
    """Sentences that name the offers: not said again where the offers are listed."""
    hours: tuple[str, ...]
    reach: tuple[str, ...]
    """Sentences with a phone number or an address, for the contact page only."""
    place: str
    """The town, where it was given or plainly stated."""


def facts_of(brief: Brief, *, everywhere: bool = False) -> Facts:
    """Sort what the owner said. A business that is `everywhere` (software) is in a town only by its address."""
    address = brief.contact.address
    reading = read(
        brief.description, brief.language, " ".join([brief.name, *((address.street, address.city) if address else ())])
    )
    offers, listed = offers_in(reading)
    if len(offers) < _FEWEST_OFFERS:
        offers, listed = (), frozenset()
    given = given_in(brief)
    sentences = tuple(sentence(text) for text in reading.sentences if _is_prose(text, brief, listed))
    reach = tuple(text for text in sentences if _REACH.search(text))
    prose = tuple(text for text in sentences if text not in reach)
    hours = tuple(text for text in prose if _HOURS.search(text) and _TIME.search(text))
    telling = tuple(text for text in prose if text not in hours)
    lead = _lead(telling, brief)
    listings = frozenset(sentence(text) for text in listed)
    early = (brief.business_type, *reading.sentences[:_PLACE_IS_SAID_EARLY], brief.name)
    return Facts(
        sentences=telling,
        lead=lead,
        offers=given.offers or tuple(_offer(item) for item in offers),
        offer_names=tuple(offer.name for offer in given.offers) or tuple(item.title for item in offers),
        team=given.team,
        testimonials=given.testimonials,
        figures=given.figures,
        questions=given.questions,
        left_out=given.left_out,
        topics=_topics(text for text in telling if text != lead and text not in listings),
        prices=tuple(text for text in prose if HAS_PRICE.search(text)),
        listings=listings,
        hours=hours,
        reach=reach,
        place=address.city if address else "" if everywhere else town_in(early, brief.language),
    )


def _offer(item: Item) -> Offer:
    text = item.text
    price = text if text and HAS_PRICE.search(text) else None
    return Offer(name=capitalised(item.title), text=None if price else text or None, price=price)


def _topics(sentences: Iterable[str]) -> tuple[tuple[str, str], ...]:
    topics: dict[str, str] = {}
    for text in sentences:
        if len(text) <= _LONGEST_TOPIC and not _DANGLING.match(text) and (topic := topic_of(text)):
            topics.setdefault(topic, text)
    return tuple(topics.items())


def _is_prose(text: str, brief: Brief, listed: frozenset[str]) -> bool:
    """False for bare lists, search words, headings of lists, and the name or the business type over again."""
    if text in listed and not VERBAL.search(text):
        return False
    words = len(text.split())
    if text[1:].islower() and words < _SEARCH_WORDS and not text.endswith((".", "!", "?")):
        return False
    if text.endswith(":") or (words < 3 and not _NOT_LATIN.search(text)):
        return False
    return normalised(text).strip(" .!") not in {normalised(brief.name), normalised(brief.business_type)}


def _lead(sentences: tuple[str, ...], brief: Brief) -> str:
    fitting = [text for text in sentences[:8] if len(text) <= _LONGEST_LEAD and not _DANGLING.match(text)]
    whole = [text for text in fitting if len(text) >= _SHORT_LEAD]
    openings = (normalised(brief.name), "we are", "i am", "wir sind", "ich bin")
    about = [text for text in whole[:4] if normalised(text).startswith(openings)]
    return next(iter(about or whole or fitting), "")
