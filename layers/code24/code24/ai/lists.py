"""Lists of things in sentences: "we offer a, b and c", "services: a, b", "we repair a, replace b and clean c"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from code24.ai.language import Language, any_of, language_of, whole_words
from code24.ai.prices import PricePatterns

_COLON = re.compile(r":\s+")
_COMMA = re.compile(r"\s*[;•]\s*|(?<=\D),\s*(?=\D)|,\s+|[、，،]\s*")  # noqa: RUF001
_SOMETHING = re.compile(r"\w")
_LETTER = re.compile(r"[^\W\d_]")
_DROPS_SUBJECTS = frozenset({"es", "pt", "it"})
"""Languages whose verbs need no "we" in front, so that a verb is harder to tell from a thing."""
_SAYS_WE = r"(?=\w+(?:mos|iamo)(?!\w))"
"""The ending that only a verb has. Other forms are nouns as well ("il cambio"): they count where a sentence begins."""
_LONGEST = 60
_MOST_WORDS = 7
_MOST_WORDS_BARE = 5
_SHORT = 45
_FEWEST_ANNOUNCED = 2
_FEWEST_BARE = 3
"""A list that nothing announces ("Bread, rolls and cakes.") needs more parts to be believed."""


@dataclass(frozen=True)
class ListPatterns:
    """How one language lists what is offered."""

    language: Language
    announcing: re.Pattern[str]
    working: re.Pattern[str]
    verb: re.Pattern[str]
    """A verb of work that a part begins with, perhaps behind "and"."""
    and_verb: re.Pattern[str]
    first_joined: re.Pattern[str]
    joined: re.Pattern[str]
    leading: re.Pattern[str]
    trailing: re.Pattern[str]
    ends_list: re.Pattern[str]
    leaves_list: re.Pattern[str]
    for_whom: re.Pattern[str]
    persons: re.Pattern[str]
    no_offer: re.Pattern[str]
    somebody: re.Pattern[str]
    """Who offers, as the subject of a sentence."""
    verbal: re.Pattern[str]
    about_somebody: re.Pattern[str]
    hours: re.Pattern[str]

    def listed(self, text: str, prices: PricePatterns) -> list[str]:
        """The offers that a sentence lists; empty where it lists none."""
        if colon := _COLON.search(text):
            head = text[: colon.start()]
            announced = (
                not self.no_offer.search(head) and not self.elsewhere(text) and self._offering(text[: colon.end()])
            )
            parts = self._parts(text[colon.end() :], "", prices) if announced else []
            return parts if len(parts) >= _FEWEST_ANNOUNCED else []
        if found := self.announcing.search(text) or self.working.search(text):
            parts = self._parts(text[found.end() :], found.groupdict().get("verb") or "", prices)
            return parts if len(parts) >= _FEWEST_ANNOUNCED else []
        if self.verbal.search(text) or self.no_offer.search(text) or self.about_somebody.search(text):
            return []
        parts = self._parts(text, "", prices)
        most = _MOST_WORDS_BARE - (self.language.code in _DROPS_SUBJECTS)
        short = all(len(part.split()) <= most or prices.anywhere.search(part) for part in parts)
        things = short and all(_LETTER.search(part) for part in parts)
        return parts if things and len(parts) >= _FEWEST_BARE else []

    def _offering(self, head: str) -> bool:
        """Whether what stands before a colon offers something: "we wander through the hills: " does not."""
        return not self.somebody.search(head) or bool(self.announcing.search(head) or self.working.search(head))

    def elsewhere(self, text: str) -> bool:
        """Whether a line is one of a timetable."""
        return bool(self.hours.search(text))

    def without_article(self, text: str) -> str:
        """The text without the article it begins with."""
        return self.leading.sub("", text)

    def _parts(self, text: str, verb: str, prices: PricePatterns) -> list[str]:
        """The parts of `a, b and c`; empty where the text is not plainly a list of things.

        Of "we repair pipes, replace heaters and unclog drains" the parts keep their verbs.
        """
        bare = text.rstrip(" .!")
        pieces = self._pieces(self.verb.sub("", bare) if self.first_joined.match(bare) else bare)
        if self.ends_list.match(pieces[0] if pieces else ""):
            return []
        doing = sum(1 for piece in pieces[1:] if self.verb.match(piece))
        keeps_verbs = bool(verb) and doing * 2 > len(pieces) - 1
        parts: list[str] = []
        for place, piece in enumerate(pieces):
            if place and not keeps_verbs and (self.ends_list.match(piece) or self._another_verb(piece, verb)):
                break
            later = pieces[place + 1] if place + 1 < len(pieces) else ""
            if keeps_verbs:
                part, ends = self._work(piece, verb if not place else "", later, prices)
            else:
                part, ends = self._part(piece if not verb else self.verb.sub("", piece), later, prices)
            if len(part) > _LONGEST or len(part.split()) > _MOST_WORDS or self.verbal.search(part):
                return []
            if len(part) > 1 and _SOMETHING.search(part):
                parts.append(part)
            if ends:
                break
        return parts

    def _another_verb(self, piece: str, verb: str) -> bool:
        """Whether a part goes on with a verb where none led the list: told only where nouns have capitals."""
        lower = self.language.lists.offers.verb_last and piece[0].islower()
        return lower and not verb and bool(self.verb.match(piece))

    def _pieces(self, text: str) -> list[str]:
        """Split at commas, at "and" before a verb, and the last piece at its first "and"."""
        *earlier, last = _COMMA.split(text)
        pieces = [piece for part in earlier for piece in self.and_verb.split(part)]
        head, *others = self.and_verb.split(last)
        if self.first_joined.match(head):
            heads = [self.first_joined.sub("", head)]
        else:
            heads = self.joined.split(head, maxsplit=1)
        return [piece.strip() for piece in (*pieces, *heads, *others) if piece.strip()]

    def _work(self, piece: str, verb: str, later: str, prices: PricePatterns) -> tuple[str, bool]:
        """One thing that is done, as a title: the verb's infinitive with its object, and whether the list ends."""
        spoken = self.verb.match(piece)
        said = (spoken["verb"] if spoken else verb).casefold()
        thing = piece[spoken.end() :] if spoken else self.first_joined.sub("", piece)
        infinitive = self.language.verbs.get(said, said)
        words = self.language.lists.offers
        thing, ends = self._part(thing, later, prices, keep_article=not words.verb_last)
        if not infinitive or not thing:
            return thing, ends
        if not words.verb_last:
            return f"{infinitive} {thing}", ends
        *rest, last = thing.split(" ")
        if rest and last in words.prefixes:
            return f"{' '.join(rest)} {last}{infinitive}", ends
        return f"{thing} {infinitive}", ends

    def _part(self, piece: str, later: str, prices: PricePatterns, *, keep_article: bool = False) -> tuple[str, bool]:
        """One offer without what only belongs to the sentence, and whether the list ends with it."""
        part = self.trailing.sub("", piece if keep_article else self.leading.sub("", piece)).strip(" .:")
        if prices.anywhere.search(part):
            return part, False
        whom = self.for_whom.search(part)
        if whom and self.persons.match(later):  # "styling for women, men and children"
            return part[: whom.start()].strip(), True
        if later:
            return part, False
        if whom and (len(part) > _SHORT or self.joined.search(part)):
            part = part[: whom.start()]
        if leaves := self.leaves_list.search(part):
            part = part[: leaves.start()]
        return part.strip(), True


@cache
def list_patterns(tag: str) -> ListPatterns:
    """The patterns for a site's language."""
    language = language_of(tag)
    words = language.lists.offers
    joining = language.joining
    verbs = any_of(re.escape(form) for form in language.verbs)
    said_by_us = rf"(?:{any_of(words.subjects)}\s+(?:{any_of(words.adverbs)}\s+)*)"
    subject = (
        rf"(?:{said_by_us}|(?:^|(?<![\w'’]){_SAYS_WE})(?:{any_of(words.adverbs)}\s+)?)"  # noqa: RUF001
        if language.code in _DROPS_SUBJECTS
        else said_by_us
    )

    def starts(patterns: Iterator[str] | tuple[str, ...]) -> re.Pattern[str]:
        return re.compile(rf"^{any_of(patterns)}\s", re.IGNORECASE)

    articles = any_of(word if word.endswith("]") else rf"{word}\s" for word in words.leading)
    return ListPatterns(
        language=language,
        announcing=re.compile(rf"(?<!\w){any_of(words.announce)}(?:(?<=:)|(?!\w))\s*:?\s+", re.IGNORECASE),
        working=re.compile(
            rf"(?<!\w){subject}(?P<verb>{verbs})(?!\w)(?:\s+{any_of(words.adverbs)}(?!\w))*\s*:?\s+", re.IGNORECASE
        ),
        verb=re.compile(rf"^(?:{joining}\s+)?(?P<verb>{verbs})\s+(?!{joining}\s)", re.IGNORECASE),
        and_verb=re.compile(rf"\s+{joining}\s+(?={verbs}\s)", re.IGNORECASE),
        first_joined=re.compile(rf"^{joining}\s+", re.IGNORECASE),
        joined=re.compile(rf"\s+{joining}\s+", re.IGNORECASE),
        leading=re.compile(rf"^(?:{articles}\s*)+", re.IGNORECASE),
        trailing=re.compile(rf"\s+{any_of(words.trailing)}$", re.IGNORECASE),
        ends_list=starts(words.ends_list),
        leaves_list=re.compile(rf"\s{any_of(words.leaves_list)}\s", re.IGNORECASE),
        for_whom=re.compile(rf"\s{any_of(words.for_whom)}\s", re.IGNORECASE),
        persons=re.compile(rf"^{any_of(words.persons)}(?!\w)", re.IGNORECASE),
        no_offer=whole_words(words.no_offer),
        somebody=whole_words(words.subjects),
        verbal=whole_words(words.verbal),
        about_somebody=whole_words(words.about_somebody),
        hours=re.compile(
            rf"^{any_of(language.lists.facts.day_first)}(?!\w).{{0,30}}\d|\d{{1,2}}[:.h]\d\d\s?[-–]\s?\d{{1,2}}[:.h]\d\d",  # noqa: RUF001
            re.IGNORECASE,
        ),
    )
