"""Offers as the owner lists them, line by line or in sentences: name, text, price and group. Nothing is reworded."""

import re
from collections.abc import Iterable
from functools import cache

from code24.ai.description import Entry, Reading
from code24.ai.language import any_of, is_readable, language_of
from code24.ai.lists import ListPatterns, list_patterns
from code24.ai.prices import prices_in
from code24.ai.typography import capitalised, one_line, sentence
from code24.build.models import Offer

_TITLED = re.compile(r"^(?P<name>[^:–—|]{2,80}?)\s*(?::\s+|\s[–—|]\s|\s-\s)(?P<text>\S.*)$")  # noqa: RUF001
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5
_MORE_WORDS = 3
_LONGEST_NAME = 60
_LONGEST_GROUP = 60
_LONGEST_TEXT = 600
_MOST = 80
_FEWEST_ENTRIES = 2
_ENOUGH_ENTRIES = 3
"""Entries of lists from which on a sentence that names things without prices is not asked for offers.

One entry with a price is enough."""


def offers_in(reading: Reading, tag: str) -> tuple[tuple[Offer, ...], frozenset[str]]:
    """Offers in the owner's case, and the sentences that only list them. A price is exactly as it was written."""
    patterns, prices = list_patterns(tag), prices_in(tag)
    found: dict[str, Offer] = {}
    entries = [entry for entry in reading.entries if not _about_something_else(entry, patterns)]
    bare = _bare_prices(entries, tag)
    listed = [offer for entry in entries if (offer := _of_entry(entry, tag, bare=bare))]
    if len(entries) >= _FEWEST_ENTRIES or any(offer.price for offer in listed):
        for offer in listed:
            _add(found, offer)
    enough = len(found) >= _ENOUGH_ENTRIES or any(offer.price for offer in found.values())
    listings = set()
    for text in reading.sentences:
        parts = patterns.listed(text, prices) if is_readable(tag) else []
        if parts and (
            not (enough or len(found) >= _ENOUGH_ENTRIES) or any(prices.anywhere.search(part) for part in parts)
        ):
            if any(prices.anywhere.search(part) for part in parts) or not _says_more(text, parts, tag):
                listings.add(text)
            for part in parts:
                _add(found, _of_text(part, tag))
        elif (single := _priced(text, tag)) and not patterns.verbal.search(single.name):
            listings.add(text)
            _add(found, single)
    return _grouped(found.values()), frozenset(listings)


def _says_more(text: str, parts: list[str], tag: str) -> bool:
    """Whether a list without prices goes on with what none of its parts holds ("and on Saturdays a plum galette")."""
    start = text.find(parts[0])
    named = {word[:_STEM] for part in parts for word in _LONG_WORD.findall(part.casefold())}
    words = [word for word in _LONG_WORD.findall(text[start:].casefold()) if word not in language_of(tag).verbs]
    more = [word for word in words if word[:_STEM] not in named]
    return start >= 0 and len(more) >= _MORE_WORDS


def _add(found: dict[str, Offer], offer: Offer | None) -> None:
    """Keep an offer; of one named twice, what says more."""
    if offer is None or len(found) >= _MOST:
        return
    key = f"{offer.name} {offer.group or ''}".casefold().strip()
    known = found.get(key)
    if known is None:
        found[key] = offer
    elif offer.price and not known.price:
        found[key] = known.model_copy(update={"price": offer.price, "text": known.text or offer.text})


@cache
def _heads_everything(tag: str) -> re.Pattern[str]:
    return re.compile(rf"^{any_of(language_of(tag).lists.offers.whole)}$", re.IGNORECASE)


def _about_something_else(entry: Entry, patterns: ListPatterns) -> bool:
    """Whether a list is one of hours, towns, languages or wishes, by its heading or by its own words."""
    return bool(patterns.no_offer.search(entry.group)) or patterns.elsewhere(entry.text)


def _bare_prices(entries: list[Entry], tag: str) -> bool:
    """Whether numbers like 4.50 are prices: where two lines end in one, and none in a price with a currency."""
    prices = prices_in(tag)
    if any(prices.anywhere.search(entry.text) for entry in entries):
        return False
    return sum(1 for entry in entries if prices.split(entry.text, bare=True)) >= _FEWEST_ENTRIES


def _of_entry(entry: Entry, tag: str, *, bare: bool) -> Offer | None:
    offer = _of_text(entry.text, tag, bare=bare)
    if offer is None:
        return None
    group = entry.group if len(entry.group) <= _LONGEST_GROUP and not _heads_everything(tag).match(entry.group) else ""
    text = " ".join(part for part in (offer.text, sentence(entry.more) if entry.more else "") if part)
    return offer.model_copy(update={"group": group or None, "text": text[:_LONGEST_TEXT] or None})


def _of_text(text: str, tag: str, *, bare: bool = False) -> Offer | None:
    """One offer of name, text and price, with any separators."""
    text = one_line(text).strip(" ,;")
    if between := prices_in(tag).between.match(text):
        return _offer(between["name"], between["text"], between["price"])
    if priced := _priced(text, tag, bare=bare):
        return priced
    name, more = _titled(text)
    return _offer(name, more, "")


def _priced(text: str, tag: str, *, bare: bool = False) -> Offer | None:
    found = prices_in(tag).split(text, bare=bare)
    if found is None:
        return None
    name, more = _titled(list_patterns(tag).without_article(found.rest.strip(" ,;(")))
    if "," in name and not more and len(name) > _LONGEST_NAME:
        name, _, more = name.partition(", ")
    return _offer(name, more, found.price)


def _titled(text: str) -> tuple[str, str]:
    """Name and text of `Massage: an hour of rest`; a name that is too long ends at its first comma."""
    if titled := _TITLED.match(text):
        return titled["name"], titled["text"]
    if len(text) > _LONGEST_NAME:
        head, comma, rest = text.partition(", ")
        if comma and len(head) <= _LONGEST_NAME:
            return head, capitalised(rest)
    return text, ""


def _offer(name: str, text: str, price: str) -> Offer | None:
    name = name.strip(" .!,;:–—-|*_")  # noqa: RUF001
    text = text.strip(" –—|-")  # noqa: RUF001
    if not 2 <= len(name) <= _LONGEST_NAME or not any(letter.isalpha() for letter in name):
        return None
    return Offer(name=name, text=sentence(text)[:_LONGEST_TEXT] if text else None, price=price or None)


def _grouped(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    """The offers; a group that all of them share says nothing about any."""
    offers = tuple(offers)
    if len({offer.group for offer in offers}) == 1:
        return tuple(offer.model_copy(update={"group": None}) for offer in offers)
    return offers
