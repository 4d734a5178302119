"""Languages: what the writer must know of each to read a description, from the word lists of `languages/`.

Reading is by patterns, and every pattern is a list in a data file, so that a language is added by one more file.
A description in a language without one is read with the English lists: what they do not match is left as prose.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from pydantic import Field

from code24.ai.data import load
from code24.ai.playbook import Spoken
from code24.models import Model

type Words = tuple[str, ...]

READABLE: tuple[Spoken, ...] = ("en", "de", "fr", "es", "pt", "it")
"""Languages with word lists."""


class VerbLists(Model):
    """Verbs of work, as they are looked up: the infinitives, and forms that no rule makes."""

    words: str
    forms: Mapping[str, str] = Field(default_factory=dict)


class OfferWords(Model):
    """How offers are announced and listed."""

    announce: Words
    """What stands before a list of offers ("our services include")."""
    subjects: Words
    adverbs: Words
    verb_last: bool
    """Whether the infinitive stands behind its object in a title ("Rohre reparieren")."""
    prefixes: Words = ()
    """Parts of verbs that stand at the end of a clause ("wir bauen Küchen ein")."""
    verbs: VerbLists
    leading: Words
    """Articles and the like, which a title does without."""
    trailing: Words
    ends_list: Words
    """What a part begins with that is no offer any more."""
    leaves_list: Words
    """What leads from the last offer back to the sentence."""
    for_whom: Words
    persons: Words
    no_offer: Words
    """What a list is about that is not of offers: languages, hours, payment, delivery."""
    whole: Words
    """Headings that name all offers, and so no group of them."""
    verbal: Words
    """Words that only a sentence has, not a list of things."""
    about_somebody: Words


class PriceWords(Model):
    """What stands around prices."""

    from_: Words = Field(alias="from")
    to: Words
    per: Words
    before: Words
    words: Words
    """Currencies by name."""
    stated: Words
    """What stands in place of a price ("on request")."""


class FactWords(Model):
    """What sentences are about that belong to one place on the site."""

    reach: Words
    hours: Words
    day_first: Words
    times: Words
    dangling: Words
    """What a sentence begins with that leans on the one before."""
    openings: Words
    """How a sentence begins that says what the business is, as `normalised` text."""


class PlaceWords(Model):
    """What stands around the town that a business is in. With case."""

    before: Words
    linking: Words
    after: Words
    never: Words
    elsewhere: Words


class OrderWords(Model):
    """What is not meant for visitors."""

    plainly: Words
    """Talks to a machine and cannot be anything else."""
    machine: Words
    """Talks to a machine, as far as a sentence of a description goes."""
    site: Words
    wanting: Words
    commands: Words
    """At the beginning of a sentence."""
    shall: Words
    """`SITE` stands for any word of `site`."""
    wish: Words
    """At the beginning of a sentence: what the owner hopes for from the site."""
    wish_clause: Words


class WordLists(Model):
    """A file of `languages/`."""

    joining: Words
    abbreviations: Words
    ordinals: bool
    """Whether `3.` is written for "third"."""
    offers: OfferWords
    prices: PriceWords
    facts: FactWords
    places: PlaceWords
    orders: OrderWords


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words; the longest is tried first."""
    ordered = sorted(words, key=len, reverse=True)
    return f"(?:{'|'.join(ordered)})" if ordered else "(?!)"


def whole_words(words: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the words in any case."""
    return re.compile(rf"(?<!\w){any_of(words)}(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class Language:
    """The word lists of one language, and the patterns made of them."""

    code: Spoken
    lists: WordLists

    @cached_property
    def joining(self) -> str:
        """A pattern for "and" and "or"."""
        return any_of(self.lists.joining)

    @cached_property
    def verbs(self) -> Mapping[str, str]:
        """Verbs of work: how the business says them, with the form that a title has."""
        listed = self.lists.offers.verbs
        forms = {
            form: verb
            for verb in listed.words.split()
            for form in _said_by_the_business(verb, self.code)
            if f"{form[:-1]}isco" not in listed.forms  # "Fornisco", and so not "forno", which is an oven.
        }
        return forms | dict(listed.forms)


def is_readable(tag: str) -> bool:
    """Whether there are word lists for the language of a tag."""
    return tag.partition("-")[0].lower() in READABLE


@cache
def language_of(tag: str) -> Language:
    """The language to read a text in, by the tag of the site: English for those without word lists."""
    base = tag.partition("-")[0].lower()
    code = next((spoken for spoken in READABLE if spoken == base), READABLE[0])
    return Language(code, WordLists.model_validate(load("languages", code)))


def _said_by_the_business(verb: str, code: Spoken) -> Iterator[str]:
    """The first persons of a regular verb; English has the third as well, and its title is the verb itself."""
    stem, ending = verb[:-2], verb[-2:]
    match code:
        case "en":
            yield from (verb, f"{verb}es" if verb.endswith(("ch", "sh", "x", "ss")) else f"{verb}s")
        case "de":
            yield verb
            yield f"{verb[:-2]}e" if verb.endswith("en") else f"{verb[:-1]}e"
        case "fr":
            soft = {"g": "ge", "c": "ç"}.get(stem[-1:])
            yield f"{stem[:-1]}{soft}ons" if soft == "ç" else f"{stem}eons" if soft else f"{stem}ons"
            yield f"{stem}e"
        case "es" | "pt":
            yield stem + {"ar": "amos", "er": "emos", "ir": "imos"}.get(ending, "amos")
            yield f"{stem}o"
        case "it":
            stem = verb[:-3]
            hard = "h" if stem.endswith(("c", "g")) and verb.endswith("are") else ""
            yield f"{stem.removesuffix('i')}{hard}iamo"
            yield f"{stem}o"
