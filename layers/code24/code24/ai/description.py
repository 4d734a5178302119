"""A description taken apart into sentences and list items, in the owner's words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from code24.ai.language import any_of, language_of
from code24.ai.lines import Line, lines_of
from code24.ai.orders import for_visitors, without_wishes
from code24.ai.typography import capitalised, one_line, polished, typeset

_CONSIDERED = 24_000
"""Characters of a description that are read: more than any site can hold."""
_MOST_PIECES = 140
_BOUNDARY = re.compile(r"(?<=[.!?…}])[\"'”“’»)\]]*\s+(?=\S)|(?<=[。！？।])[」』）”]*\s*")  # noqa: RUF001
_LONG_WORD = re.compile(r"[^\W\d_]{4,}[.!?]$")
_ORDINAL = re.compile(r"(?:^|\s)\d{1,2}\.$")
_LETTERS = re.compile(r"[^\W\d_]")
_FIGURES = re.compile(r"[\s\d€£$]|(?<=\d)[.,:](?=\d)")
_ALWAYS_UPPER = re.compile(
    r"^(?:I|UK|USA?|EU|UN|TV|IT|MOT|LED|VIP|BBQ|CNC|HVAC|AC|EVS?|DJ|PR|HR|SEO|VAT|GPS|CV|3D|NGO|AI|ISO|DIY|PVC)$"
)
_PROPER = re.compile(
    r"\b(monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|april|june|july|august|september"
    r"|october|november|december|english|german|french|italian|spanish|portuguese|greek|turkish|indian|chinese|japanese"
    r"|thai|christmas|easter|london|paris|berlin|new york|i|i'm|i've)\b"
)
_PLACE_AFTER = re.compile(r"\b((?:in|near|at|from) )([a-z])(?=[a-z'’-]{2,}(?:\s*[.,!?]|$|\s+(?:since|and|for|with)\b))")  # noqa: RUF001


@dataclass(frozen=True)
class Entry:
    """One item of a list."""

    text: str
    group: str = ""
    """The heading of its list."""
    more: str = ""
    """What stands below it."""


@dataclass(frozen=True)
class Reading:
    """What a description holds, in its order."""

    sentences: tuple[str, ...]
    entries: tuple[Entry, ...]

    @property
    def bullets(self) -> tuple[str, ...]:
        """The texts of the list items."""
        return tuple(entry.text for entry in self.entries)


def read(description: str, tag: str, known_words: str = "") -> Reading:
    """Sentences and list items that are meant for visitors, of a description in the language of the tag.

    `known_words` are the owner's other words (name, address): they keep their capitals in text written in capitals.
    """
    sentences: dict[str, str] = {}
    entries: dict[tuple[str, str], Entry] = {}
    for line in lines_of(description[:_CONSIDERED], tag):
        if line.entry:
            entry = _entry(line, tag)
            if _LETTERS.search(entry.text) and for_visitors(entry.text, tag):
                entries.setdefault((entry.text.casefold(), entry.group), entry)
            continue
        for piece in _split(line.text, tag):
            text = _tidied(piece, tag, known_words)
            if usable(text, tag):
                sentences.setdefault(text.casefold().rstrip(".!"), text)
        if len(sentences) + len(entries) >= _MOST_PIECES:
            break
    return Reading(tuple(sentences.values()), tuple(entries.values()))


def _entry(line: Line, tag: str) -> Entry:
    more = one_line(line.more)
    group = one_line(line.heading)
    return Entry(
        text=one_line(line.text.strip(" \t*#_~|=•")),
        group=group if for_visitors(group, tag) else "",
        more=more if usable(more, tag) else "",
    )


@cache
def _abbreviation(tag: str) -> re.Pattern[str]:
    """Finds an abbreviation at the end of a text: single letters, and those of the language."""
    language = language_of(tag)
    words = any_of([*language.lists.abbreviations, *language_of("en").lists.abbreviations])
    return re.compile(rf"(?:^|[\s(„“«\"/.-]|(?<=\w)(?=str\.$))(?:[A-Za-zÄÖÜ]|{words})\.$")


def _split(text: str, tag: str) -> Iterator[str]:
    start = 0
    for boundary in _BOUNDARY.finditer(text):
        before = text[max(start, boundary.start() - 24) : boundary.start()]
        if _goes_on(before, text[boundary.end() : boundary.end() + 1], tag):
            continue
        yield text[start : boundary.end()]
        start = boundary.end()
    yield text[start:]


def _goes_on(before: str, following: str, tag: str) -> bool:
    """Whether a mark does not end the sentence: an abbreviation's, an ordinal's, or one within a sentence.

    A small letter begins a sentence only after a long word.
    """
    if _abbreviation(tag).search(before) or (language_of(tag).lists.ordinals and _ORDINAL.search(before)):
        return True
    return following.islower() and not _LONG_WORD.search(before)


def _tidied(text: str, tag: str, known_words: str) -> str:
    text = polished(typeset(without_wishes(text, tag).strip(" \t*#_~|=•"), tag.partition("-")[0].lower()))
    letters = _LETTERS.findall(text)
    shouted = len(letters) > 8 and sum(c.isupper() for c in letters) > 0.7 * len(letters)
    if shouted and tag.startswith("en"):
        return _lowered(text, known_words)
    return capitalised(text) if " " in text else text


def _lowered(text: str, known_words: str) -> str:
    """English written in capitals, in ordinary case. German is left alone, as its nouns cannot be told."""
    known = {word.casefold(): word for word in re.findall(r"[\w'’-]+", known_words) if not word.islower()}  # noqa: RUF001
    words = [
        word
        if _ALWAYS_UPPER.match(word.strip(".,!?"))
        else known.get(word.strip(".,!?").casefold(), word.lower())
        + (word[len(word.rstrip(".,!?")) :] if word.strip(".,!?").casefold() in known else "")
        for word in text.split(" ")
    ]
    lowered = _PROPER.sub(lambda word: word[0].title() if word[0][:1] != "i" else "I" + word[0][1:], " ".join(words))
    lowered = _PLACE_AFTER.sub(lambda found: found[1] + found[2].upper(), lowered)
    return lowered[:1].upper() + lowered[1:]


def usable(text: str, tag: str) -> bool:
    """Whether a text is made of words, and meant for visitors."""
    letters = len(_LETTERS.findall(text))
    return letters >= 3 and letters * 2 >= len(_FIGURES.sub("", text)) and for_visitors(text, tag)
