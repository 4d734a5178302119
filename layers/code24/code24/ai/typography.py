"""How text is put together: slots, sentence ends, lists, and what each language puts around its marks.

Facts (names, prices) are never passed through anything here that changes more than spaces.
"""

import re
from collections.abc import Iterable, Mapping

NARROW, FIXED = "\u202f", "\u00a0"
"""The no-break spaces of French typography: before `; ! ?` and inside quotation marks, and before `:`."""
QUOTES = {
    "en": "“”",
    "de": "„“",
    "fr": f"«{NARROW}{NARROW}»",
    "es": "«»",
    "pt": "“”",
    "it": "«»",
}
"""Opening and closing quotation marks by language; the French ones bring their spaces."""

_SLOT = re.compile(r"\{([a-z]+)\}")
_OTHER_SPACES = re.compile(r"\s{2,}|[^\S \u00a0\u202f]")
"""Runs of spaces, and any one that is neither plain nor one of the no-break spaces above: the others stay."""
_BEFORE_STOP = re.compile(r"\s+([,.])(?=\s|$)")
_BEFORE_MARK = re.compile(r"[^\S\u00a0\u202f]+([;:!?])(?=\s|$)")
_RUN = re.compile(r"[.,;:!?](?:\s*[.,;:!?])+(?=\s|$|[”“\"’»)])")  # noqa: RUF001
_AFTER_ABBREVIATION = frozenset({".,", ".;", ".:", ".?", ".!"})
_DOTS = re.compile(r"\.{3,}|…+")
_ENDS = ".!?…。！？؟।։"  # noqa: RUF001
_CLOSING = "\"'”“’»)]）」』"  # noqa: RUF001
_OPENING = "\"'“„«‹¿¡([（「『"  # noqa: RUF001
_POINTED = re.compile(r"[A-Za-zÀ-ɏͰ-ϿЀ-ӿ0-9%€$£)\"”’»]$")  # noqa: RUF001
_FRENCH_MARK = re.compile(r"(?<=[^\s;:!?«])[ \u00a0\u202f]?([;!?:])(?=[\s»”)\]]|[;!?]|$)")
_FRENCH_QUOTES = re.compile(r"«\s*([^«»]*?)\s*»")
_STRAIGHT = re.compile(r'(?<![\w"])"(?=\S)([^"\n]{1,200}?)(?<=\S)"(?![\w"])')
_SPANISH_I = re.compile(r"^(?:i|hi(?!e|a|o|u))", re.IGNORECASE)


def filled(pattern: str, slots: Mapping[str, str]) -> str:
    """The pattern with its slots filled, in one pass: what a slot holds is never read as a pattern."""
    return polished(_SLOT.sub(lambda slot: slots[slot[1]], pattern))


def filled_exactly(pattern: str, slots: Mapping[str, str]) -> str:
    """Like `filled`, with what the slots hold left as it is but for line breaks."""
    return one_line(_SLOT.sub(lambda slot: slots[slot[1]], pattern))


def slots_in(pattern: str) -> tuple[str, ...]:
    """The names of a pattern's slots."""
    return tuple(_SLOT.findall(pattern))


def one_line(text: str) -> str:
    """The text on one line with single spaces, and nothing else changed; no-break spaces stay."""
    return _OTHER_SPACES.sub(_single, text).strip()


def _single(spaces: re.Match[str]) -> str:
    return next((space for space in spaces[0] if space in (NARROW, FIXED)), " ")


def polished(text: str) -> str:
    """One line with single spaces and single punctuation marks."""
    text = _DOTS.sub("…", one_line(text))
    text = _BEFORE_MARK.sub(r"\1", _BEFORE_STOP.sub(r"\1", text))
    return _RUN.sub(lambda run: _one_mark(run[0]), text)


def _one_mark(run: str) -> str:
    """The strongest of several punctuation marks in a row."""
    if run in _AFTER_ABBREVIATION:
        return run
    return next(mark for mark in "?!.;:," if mark in run)


def typeset(text: str, language: str) -> str:
    """Prose with the language's quotation marks in place of straight ones, and with French spaces where it is French.

    `language` is the base of a tag; one that is not known here changes nothing.
    """
    if (marks := QUOTES.get(language)) and '"' in text:
        half = len(marks) // 2
        text = _STRAIGHT.sub(lambda quote: f"{marks[:half]}{quote[1]}{marks[half:]}", text)
    return spaced(text, language)


def spaced(text: str, language: str) -> str:
    """A text whose marks stay what they are, with French spaces around them where it is French."""
    if language == "fr":
        text = _FRENCH_MARK.sub(lambda mark: f"{FIXED if mark[1] == ':' else NARROW}{mark[1]}", text)
        text = _FRENCH_QUOTES.sub(lambda quote: f"«{NARROW}{quote[1]}{NARROW}»", text)
    return text


def sentence(text: str) -> str:
    """The text with a full stop where it needs one; scripts that end sentences otherwise are left alone."""
    text = polished(text)
    bare = text.rstrip(_CLOSING + NARROW)
    if bare.endswith((":", ";", ",")):
        return f"{bare.rstrip(f':;, {NARROW}{FIXED}')}."
    return f"{text}." if bare and bare[-1] not in _ENDS and _POINTED.search(text) else text


def capitalised(text: str) -> str:
    """The text with a capital first letter; the rest is the owner's business (`iPhone repair` stays as it is)."""
    at = next((place for place, letter in enumerate(text) if letter not in _OPENING), 0)
    first = text[at:].split(" ", 1)[0]
    if any(letter.isupper() for letter in first[1:]):
        return text
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def listed(parts: Iterable[str], joiner: str) -> str:
    """`a, b and c`. Spanish `y` becomes `e` before an i, Italian `e` becomes `ed` before an e."""
    *most, last = parts
    if not most:
        return last
    if joiner == "y" and _SPANISH_I.match(last):
        joiner = "e"
    elif joiner == "e" and last[:1].casefold() in "eèé":
        joiner = "ed"
    return f"{', '.join(most)} {joiner} {last}"


def joined(first: str, second: str) -> str:
    """Two sentences, with a space between them where the script has one."""
    return f"{first}{second}" if first.endswith(("。", "！", "？")) else f"{first} {second}".strip()  # noqa: RUF001
