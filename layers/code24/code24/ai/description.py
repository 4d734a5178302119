"""A description taken apart into sentences and bullet points, in the owner's words."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from code24.ai.orders import for_visitors, without_wishes
from code24.ai.typography import capitalised, polished

_CONSIDERED = 24_000
"""Characters of a description that are read: more than any site can hold."""
_MOST_PIECES = 100
_BULLET = re.compile(r"^\s*(?:[-*•‣▪●◦·–—✓✔➤►→]|\d{1,2}[.)](?=\s))\s*(?=\S)")  # noqa: RUF001
_SCRIPT = re.compile(r"<(script|style|iframe|svg|template)\b[^>]*>.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_TAG = re.compile(r"</?(?:p|br|div|b|i|u|em|strong|span|ul|ol|li|h[1-6]|a|small|font|center)\b[^<>]*>", re.IGNORECASE)
_LINE_TAG = re.compile(r"</?(?:p|br|div|ul|ol|li|h[1-6])\b[^<>]*>", re.IGNORECASE)
_PICTOGRAM = re.compile(
    "[\U0001f000-\U0001faff\U00002600-\U000027bf\U0001f1e6-\U0001f1ff\U00002b00-\U00002bff"
    "\U0000fe00-\U0000fe0f\U000020e3\U0000200d\U000e0000-\U000e007f]+"
)
_BOUNDARY = re.compile(r"(?<=[.!?…}])[\"'”“’»)\]]*\s+(?=\S)|(?<=[。！？।])[」』）”]*\s*")  # noqa: RUF001
_ABBREVIATION = re.compile(
    r"(?:^|[\s(„“\"/.-]|(?<=\w)(?=str\.$))(?:[A-Za-zÄÖÜ]|Dr|Prof|Mr|Mrs|Ms|St|Sr|Jr|Ste|Mme|Inc|Ltd|Co|No|Nr|Str|str"
    r"|ca|bzw|usw|etc|inkl|exkl"
    r"|evtl|ggf|vgl|Tel|Mo|Di|Mi|Do|Fr|Sa|So|Hr|Fam|Dipl|Ing|med|jur|e\.V|approx|incl|vs|dept|Ave|Blvd|Rd|min|max|Std"
    r"|tgl|zzgl"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Okt|Nov|Dec|Dez|i\.d\.R|St|Sta|Sto|Av|Avda|Pl|Sra|Dra)\.$"
)
_LONG_WORD = re.compile(r"[^\W\d_]{4,}[.!?]$")
_ORDINAL = re.compile(r"(?:^|\s)\d{1,2}\.$")
_LETTERS = re.compile(r"[^\W\d_]")
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
class Reading:
    """What a description holds, in its order."""

    sentences: tuple[str, ...]
    bullets: tuple[str, ...]


def read(description: str, language: str, known_words: str = "") -> Reading:
    """Sentences and bullet points that are meant for visitors.

    `known_words` are the owner's other words (name, address): they keep their capitals in text written in capitals.
    """
    sentences: dict[str, str] = {}
    bullets: dict[str, str] = {}
    for text, bullet in _pieces(_plain(description[:_CONSIDERED]), language):
        tidy = _tidied(text, language, known_words)
        if _usable(tidy):
            (bullets if bullet else sentences).setdefault(tidy.casefold().rstrip(".!"), tidy)
        if len(sentences) + len(bullets) >= _MOST_PIECES:
            break
    return Reading(tuple(sentences.values()), tuple(bullets.values()))


def _pieces(text: str, language: str) -> Iterator[tuple[str, bool]]:
    """Sentences, and bullet points marked as such."""
    for line, bullet in _lines(text):
        for piece in [line] if bullet else _split(line, language):
            yield piece, bullet


def _plain(text: str) -> str:
    text = _COMMENT.sub(" ", _SCRIPT.sub(" ", text))
    text = _TAG.sub(" ", _LINE_TAG.sub("\n", text))
    return _PICTOGRAM.sub(" ", html.unescape(text))


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """Lines with whether they are bullet points; lines that were only wrapped are joined again."""
    joined = ""
    for line in text.splitlines():
        bare = line.strip()
        if _BULLET.match(bare):
            if joined:
                yield joined, False
            joined = ""
            yield _BULLET.sub("", bare), True
        elif joined and bare and not joined.endswith((".", "!", "?", ":", "…")) and bare[0].islower():
            joined = f"{joined} {bare}"
        else:
            if joined:
                yield joined, False
            joined = bare
    if joined:
        yield joined, False


def _split(text: str, language: str) -> Iterator[str]:
    start = 0
    for boundary in _BOUNDARY.finditer(text):
        before = text[max(start, boundary.start() - 24) : boundary.start()]
        if _goes_on(before, text[boundary.end() : boundary.end() + 1], language):
            continue
        yield text[start : boundary.end()]
        start = boundary.end()
    yield text[start:]


def _goes_on(before: str, following: str, language: str) -> bool:
    """Whether a mark does not end the sentence: an abbreviation's, an ordinal's, or one within a sentence.

    A small letter begins a sentence only after a long word.
    """
    if _ABBREVIATION.search(before) or (not language.startswith("en") and _ORDINAL.search(before)):
        return True
    return following.islower() and not _LONG_WORD.search(before)


def _tidied(text: str, language: str, known_words: str) -> str:
    text = polished(without_wishes(text).strip(" \t*#_~|=•"))
    letters = _LETTERS.findall(text)
    shouted = len(letters) > 8 and sum(c.isupper() for c in letters) > 0.7 * len(letters)
    if shouted and language.startswith("en"):
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


def _usable(text: str) -> bool:
    letters = len(_LETTERS.findall(text))
    return letters >= 3 and letters * 2 >= len(text.replace(" ", "")) and for_visitors(text)
