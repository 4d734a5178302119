"""How text is shortened: between words where there are words, and never inside what a reader sees as one character."""

import re
import unicodedata

from code24.ai.typography import polished, sentence

_LOOSE_END = re.compile(r"[\s,;:.\-–—/&+|(„“\"«·¿¡、，・]+$")  # noqa: RUF001
_WEAK_LAST = re.compile(
    r"\s+(?:a|an|the|and|or|of|for|in|on|at|to|with|by|from|our|your|und|oder|der|die|das|den|dem|des|ein|eine|einen"
    r"|einer|mit|für|von|vom|im|in|am|an|auf|zu|zur|zum|bei|sowie|de|du|des|la|le|les|un|une|et|ou|à|au|aux|en|dans"
    r"|pour|avec|sur|par|el|los|las|una|y|e|o|u|con|para|por|del|al|os|as|um|uma|do|da|dos|das|no|na|com|em|il|lo|gli"
    r"|i|di|del|della|dei|per|tra|nel|nella|&)$",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[,;:](?=\s)|\s[–—](?=\s)|[、，；](?=.)")  # noqa: RUF001
_FEWEST_IN_CLAUSE = 30
_WITHOUT_SPACES = re.compile(
    "[\u3001-\u301f\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
    "\U00020000-\U0003ffff]"
)
"""Thai, Lao, Burmese, Khmer, Chinese and Japanese: scripts that put no spaces between words."""
_NOT_FIRST = "、。，．！？；：」』）】〉》〕ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"  # noqa: RUF001
_MARKS_BY_USE = "\u0e33\u0eb3\uff9e\uff9f"
"""Letters that hang on the one before: Thai and Lao am, Japanese half-width voicing."""
_JAMO = re.compile("[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff\uac00-\ud7a3]")


def cut(text: str, limit: int, *, ellipsis: bool = True) -> str:
    """At most `limit` characters, cut between words; `…` marks the cut. Empty where the first word is too long."""
    text = polished(text)
    if len(text) <= limit:
        return text
    room = limit - 1 if ellipsis else limit
    place = next((at for at in range(room, 0, -1) if _between_words(text, at)), 0)
    shortened = _tidy_end(text[:place])
    if not shortened:
        return ""
    return f"{shortened}…" if ellipsis else shortened


def clause(text: str, limit: int) -> str:
    """At most `limit` characters of a sentence that end where a clause ends; empty where none does."""
    text = polished(text)
    if len(text) <= limit:
        return text
    places = [found.start() for found in _CLAUSE_END.finditer(text) if _FEWEST_IN_CLAUSE <= found.start() < limit]
    return sentence(text[: places[-1]]) if places else ""


def squeezed(text: str, limit: int) -> str:
    """Like `cut`, but never empty where the text is not: one long word is cut between two characters, marked by `…`."""
    text = polished(text)
    if len(text) <= limit or (shortened := cut(text, limit, ellipsis=False)):
        return text if len(text) <= limit else shortened
    place = next((at for at in range(limit - 1, 0, -1) if may_break(text, at)), 0)
    return f"{text[:place].rstrip()}…"


def may_break(text: str, at: int) -> bool:
    """Whether two characters may be parted there: a subset of the grapheme cluster boundaries of UAX #29.

    Stricter than the annex: no break after a joiner, a virama, a format character, or between Korean letters.
    """
    before, after = text[at - 1], text[at]
    if unicodedata.category(after).startswith("M") or after in _MARKS_BY_USE or "\U0001f3fb" <= after <= "\U0001f3ff":
        return False
    if (
        unicodedata.category(after) == "Cf"
        or unicodedata.category(before) == "Cf"
        or unicodedata.combining(before) == 9
    ):
        return False
    if (before, after) == ("\r", "\n") or (_JAMO.match(before) and _JAMO.match(after)):
        return False
    return not (_regional(before) and _regional(after))


def _regional(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _between_words(text: str, at: int) -> bool:
    """Whether a word ends there. At a space, the mark that would be carried over must not hang on the space."""
    if text[at] == " ":
        return at + 1 >= len(text) or may_break(text, at + 1)
    if not _WITHOUT_SPACES.match(text[at - 1]) or not may_break(text, at):
        return False
    return text[at] not in _NOT_FIRST and text[at - 1] not in "「『（〈《【"  # noqa: RUF001


def _tidy_end(text: str) -> str:
    while text != (less := _WEAK_LAST.sub("", _LOOSE_END.sub("", text))):
        text = less
    return text
