"""Page titles of 40 to 60 characters and descriptions of 120 to 160: what search results show in full.

Both lengths hold for every name and in every language by construction: the phrases and sentences of a frame have
lengths (`frame.py`) of which one combination always fits.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from code24.ai.cutting import clause, cut
from code24.ai.recognition import shares_a_stem
from code24.ai.subject import Subject
from code24.ai.typography import capitalised, joined, listed, polished, sentence, slots_in
from code24.build.design.models import Page, PageKind

TITLE = (40, 60)
DESCRIPTION = (120, 160)
_OFFERS_IN_TITLE = 2
_OFFERS_IN_DESCRIPTION = 6
_LONGEST_LABEL = 30
_LONGEST_NAMES = 110
_LONGEST_COMPARED = 12
_IN_PERSON = re.compile(
    r"(?:we|our|i|my|wir|unser\w*|ich|mein\w*|nous|notre|nos|je|mon|ma|mes|nosotros|nuestr\w+|mi|mis|nós|noss\w+|meus?"
    r"|minhas?|noi|nostr\w+|i[ol]|mi[oa])\b",
    re.IGNORECASE,
)


@dataclass
class Heads:
    """Writes the heads of a site's pages, each different from those before."""

    subject: Subject
    titles: set[str] = field(default_factory=set)
    descriptions: set[str] = field(default_factory=set)

    def title(self, page: Page) -> str:
        """The richest title that fits, that says nothing twice, and that no other page has."""
        return _untaken(list(_titles(self.subject, page)), self.titles)

    def description(self, page: Page) -> str:
        """The owner's sentences first, then what the visitor can do."""
        parts = [*_owner_parts(self.subject, page), *_frame_parts(self.subject, page)]
        return _untaken(_combinations(parts), self.descriptions)


def nav_label(subject: Subject, page: Page) -> str:
    """What a page is called in the navigation."""
    label = subject.playbook.offer_label if page.kind is PageKind.OFFER else subject.frame.pages.label(page.kind)
    return cut(label, _LONGEST_LABEL, ellipsis=False)


def _untaken(texts: Sequence[str] | Iterator[str], taken: set[str]) -> str:
    """The first text that no other page has; the first of all where others have them all."""
    first = ""
    for text in texts:
        first = first or text
        if text.casefold() not in taken:
            taken.add(text.casefold())
            return text
    return first


def _titles(subject: Subject, page: Page) -> Iterator[str]:
    """Titles of the right length, best first; there is always one."""
    for text in _candidates(subject, page):
        if TITLE[0] <= len(text) <= TITLE[1]:
            yield text


def _candidates(subject: Subject, page: Page) -> Iterator[str]:
    words = subject.frame.pages
    patterns = {
        PageKind.HOME: (*words.titles_home, *words.titles_home_placeless),
        PageKind.OFFER: words.titles_offer,
        PageKind.ABOUT: words.titles_about,
        PageKind.CONTACT: words.titles_contact,
    }.get(page.kind, words.titles_other)
    offers = subject.facts.offer_names[:_OFFERS_IN_TITLE]
    more = {
        "label": nav_label(subject, page),
        "offers": capitalised(listed(offers, words.and_)) if offers else "",
        "headline": subject.fill(subject.headline(opening=True)) if subject.spoken else "",
    }
    for pattern in patterns:
        if all(more.get(slot, subject.slots.get(slot)) for slot in slots_in(pattern)) and not _repeats(
            subject, pattern
        ):
            yield subject.fill(pattern, **more)
    short, medium, long, alone = subject.frame.titles[page.kind]
    for phrase in (long, medium, short):
        yield polished(f"{subject.name} – {phrase}")  # noqa: RUF001
    yield alone
    for phrase in (long, medium, short):
        yield polished(f"{phrase} – {subject.name}")  # noqa: RUF001


def _repeats(subject: Subject, pattern: str) -> bool:
    """Whether the pattern would say twice what the business is, or where ("Plumber" beside "Smith Plumbing")."""
    kind_twice = "{type}" in pattern and "{name}" in pattern and shares_a_stem(subject.name, subject.kind)
    said = f"{subject.name} {subject.kind if '{type}' in pattern else ''}"
    return kind_twice or ("{place}" in pattern and subject.facts.place.casefold() in said.casefold())


def _combinations(parts: Sequence[str]) -> Iterator[str]:
    """Texts of the right length made of the parts in their order: those with more of the earlier parts first."""
    parts = list(dict.fromkeys(part for part in parts if part))[:_LONGEST_COMPARED]

    def extended(text: str, at: int) -> Iterator[str]:
        if at == len(parts):
            if DESCRIPTION[0] <= len(text) <= DESCRIPTION[1]:
                yield text
            return
        longer = polished(joined(text, parts[at]))
        if len(longer) <= DESCRIPTION[1] and parts[at] not in text:
            yield from extended(longer, at + 1)
        yield from extended(text, at + 1)

    return extended("", 0)


def _owner_parts(subject: Subject, page: Page) -> list[str]:
    facts = subject.facts
    lead = clause(facts.lead, DESCRIPTION[1])
    if page.kind is PageKind.HOME:
        return [lead, *facts.sentences[:4]]
    if page.kind is PageKind.ABOUT:
        shown = {text for _, text in facts.topics} | facts.listings | {facts.lead}
        others = [text for text in facts.sentences if text not in shown and _IN_PERSON.match(text)]
        return others[:2] if subject.spoken is None else others[:1]
    if page.kind is PageKind.OFFER and facts.offers:
        return [_offers_named(subject)]
    return [lead] if subject.spoken is None and page.kind is PageKind.CONTACT else []


def _offers_named(subject: Subject) -> str:
    """As many offers as fit, by name."""
    titles = subject.facts.offer_names
    for count in range(min(len(titles), _OFFERS_IN_DESCRIPTION), 0, -1):
        text = sentence(subject.spaced(f"{subject.name}: {listed(titles[:count], subject.frame.pages.and_)}"))
        if len(text) <= _LONGEST_NAMES:
            return text
    return ""


def _frame_parts(subject: Subject, page: Page) -> list[str]:
    """The invitation, where it fits, and the frame's sentences, which always make a whole by themselves."""
    main, *others = subject.frame.descriptions[page.kind]
    invited = page.kind in {PageKind.HOME, PageKind.OFFER}
    return [*([subject.fill(subject.goal.invitation)] if invited else []), subject.fill(main), *others]
