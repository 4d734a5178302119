"""Everything the writer knows while it writes one site."""

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from code24.ai.cutting import cut, squeezed
from code24.ai.facts import Facts, facts_of
from code24.ai.frame import Frame, frame
from code24.ai.playbook import SPOKEN, GoalWords, Playbook, Spoken, labels, playbook
from code24.ai.recognition import Recognised, normalised, recognise
from code24.ai.spelling import spelling_of
from code24.ai.typography import capitalised, filled, polished, spaced
from code24.build.models import Brief

_EVERYWHERE = frozenset({"software"})
_CODE_LAST = frozenset({"GB", "IE", "US", "CA", "AU", "NZ", "IN", "ZA"})
_LONGEST_IN_HEADING = 26
"""Characters of a name that a heading can bear beside its other words."""
LONGEST_NAME = 44
"""Characters of a name in headings and titles; longer names are cut between words."""


@dataclass(frozen=True)
class Subject:
    """A brief, read."""

    brief: Brief
    recognised: Recognised
    facts: Facts

    @staticmethod
    def of(brief: Brief) -> "Subject":
        """Read a brief."""
        recognised = recognise(brief.business_type, brief.description, base_of(brief.language))
        return Subject(brief, recognised, facts_of(brief, everywhere=recognised.industry in _EVERYWHERE))

    @cached_property
    def spoken(self) -> Spoken | None:
        """The site's language where the writer speaks it."""
        return next((language for language in SPOKEN if base_of(self.brief.language) == language), None)

    @property
    def frame_language(self) -> Spoken:
        """The language of frame and playbook: English where the site's is not spoken."""
        return self.spoken or "en"

    @property
    def frame(self) -> Frame:
        """The words that every site needs."""
        return frame(self.frame_language, spelling_of(self.brief.language))

    @property
    def playbook(self) -> Playbook:
        """What is known about the industry."""
        return playbook(self.recognised.industry, self.frame_language, spelling_of(self.brief.language))

    @property
    def goal(self) -> GoalWords:
        """The playbook's words for the goal."""
        return self.playbook.goals[self.brief.primary_goal]

    @cached_property
    def name(self) -> str:
        """The name, short enough for a heading; the kind of business where a single word is longer than that.

        The kind stands for a name of nothing but marks, too.
        """
        name = self.spaced(self.brief.name)
        if self.kind and all(unicodedata.category(letter)[0] in "PZ" for letter in name):
            return cut(self.kind, LONGEST_NAME) or squeezed(self.kind, LONGEST_NAME)
        return cut(name, LONGEST_NAME, ellipsis=False) or cut(self.kind, LONGEST_NAME) or squeezed(name, LONGEST_NAME)

    @property
    def long_named(self) -> bool:
        """Whether the name is too long to stand beside other words in a heading or on a button."""
        return len(polished(self.brief.name)) > _LONGEST_IN_HEADING

    @cached_property
    def kind(self) -> str:
        """What the business is: in the owner's words where they are in the site's language and fit to print."""
        owner = polished(self.brief.business_type)
        printable = owner.replace(" ", "").replace("-", "").replace("&", "").isalnum() or not set(owner) & set(
            "{}<>$`\\|[]"
        )
        kind = self.recognised.kind
        if kind is None:
            return (
                capitalised(owner)
                if printable and not owner.isupper()
                else capitalised(owner.lower())
                if printable
                else ""
            )
        if self.spoken and (self.spoken not in self.recognised.spoken_in or not printable or owner.isupper()):
            return labels(self.spoken)[kind.id]
        if normalised(owner) in _SAYS_NOTHING or len(owner) > 60:
            return labels(self.frame_language)[kind.id]
        return capitalised(owner)

    @property
    def kind_is_ours(self) -> bool:
        """Whether what the business is called is in the frame's language: from `labels/`, or named so by the owner."""
        kind = self.recognised.kind
        named = self.frame_language in self.recognised.spoken_in
        return kind is not None and (named or self.kind == labels(self.frame_language)[kind.id])

    @cached_property
    def slots(self) -> dict[str, str]:
        """What the patterns may name."""
        contact = self.brief.contact
        return {
            "name": self.name,
            "type": self.kind,
            "place": self.facts.place,
            "phone": contact.phone or "",
            "email": contact.email or "",
            "address": self.address,
        }

    @cached_property
    def address(self) -> str:
        """The address on one line, as given."""
        address = self.brief.contact.address
        return f"{address.street}, {self.town_line}" if address else ""

    @cached_property
    def town_line(self) -> str:
        """Town and postal code as the country writes them."""
        address = self.brief.contact.address
        if not address:
            return ""
        town = [address.postal_code, address.city] if self._code_first else [address.city, address.postal_code]
        return " ".join(part for part in town if part)

    @property
    def _code_first(self) -> bool:
        """Whether the postal code stands before the town: nearly everywhere but in English-speaking countries."""
        address = self.brief.contact.address
        country = address.country if address else None
        return country not in _CODE_LAST if country else self.frame_language != "en"

    def fill(self, pattern: str, **more: str) -> str:
        """A pattern of playbook or frame with the brief's facts in it."""
        return filled(pattern, self.slots | more)

    def say(self, pattern: str) -> str:
        """Like `fill`, for a sentence: with the whole name, where headings have it cut."""
        whole = self.spaced(polished(self.brief.name))
        return self.fill(pattern, name=whole if whole.startswith(self.name) else self.name)

    def spaced(self, text: str) -> str:
        """A text with the spaces that the site's language puts around its marks."""
        return spaced(text, base_of(self.brief.language))

    def headline(self, *, opening: bool) -> str:
        """The goal's headline that opens the home page, or the other one, as a pattern."""
        headlines = self.goal.headlines
        first = self.choose((0, 1), "headline")
        return headlines[first if opening else 1 - first]

    @cached_property
    def _seed(self) -> bytes:
        return hashlib.sha256(self.brief.model_dump_json().encode()).digest()

    def choose[T](self, variants: Sequence[T], salt: str) -> T:
        """One of the variants: always the same for the same brief and salt."""
        digest = hashlib.sha256(self._seed + salt.encode()).digest()
        return variants[int.from_bytes(digest[:4]) % len(variants)]


_SAYS_NOTHING = frozenset({"business", "company", "firma", "unternehmen", "betrieb", "small business", "other"})


def base_of(language: str) -> str:
    """The language of a tag, without script and region."""
    return language.partition("-")[0].lower()


@dataclass
class Used:
    """What already stands on the page that is being written: nothing is said twice."""

    texts: set[str] = field(default_factory=set)
    headings: set[str] = field(default_factory=set)
    elsewhere: str = ""
    """Text that stands on the page already and may hold several of the sentences."""

    def take(self, candidates: Sequence[str], most: int = 1, *, limit: int = 10_000) -> tuple[str, ...]:
        """The first `most` unused candidates of together at most `limit` characters, now used."""
        taken: list[str] = []
        for text in candidates:
            if len(taken) == most:
                break
            if text and text not in self.texts and text not in self.elsewhere and len(text) <= limit:
                taken.append(text)
                limit -= len(text)
        self.texts.update(taken)
        return tuple(taken)
