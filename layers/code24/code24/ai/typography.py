"""How text is put together and cut: slots, sentence ends, lengths. Never mid-word, never a doubled full stop."""

import re
from collections.abc import Iterable, Mapping

_SLOT = re.compile(r"\{([a-z]+)\}")
_SPACES = re.compile(r"\s+")
_BEFORE_POINT = re.compile(r"\s+([,;:!?.])(?=\s|$)")
_RUN = re.compile(r"[.,;:!?](?:\s*[.,;:!?])+(?=\s|$|[”“\"’»)])")  # noqa: RUF001
_AFTER_ABBREVIATION = frozenset({".,", ".;", ".:", ".?", ".!"})
_DOTS = re.compile(r"\.{3,}|…+")
_ENDS = ".!?…。！？؟।։"  # noqa: RUF001
_CLOSING = "\"'”“’»)]）」』"  # noqa: RUF001
_LOOSE_END = re.compile(r"[\s,;:.\-–—/&+|(„“\"«·]+$")  # noqa: RUF001
_WEAK_LAST = re.compile(
    r"\s+(?:a|an|the|and|or|of|for|in|on|at|to|with|by|from|our|your|und|oder|der|die|das|den|dem|des|ein|eine|einen"
    r"|einer|mit|für|von|vom|im|in|am|an|auf|zu|zur|zum|bei|sowie|de|la|le|et|y|e|&)$",
    re.IGNORECASE,
)
_POINTED = re.compile(r"[A-Za-zÀ-ɏͰ-ϿЀ-ӿ0-9%€$£)\"”’]$")  # noqa: RUF001


def filled(pattern: str, slots: Mapping[str, str]) -> str:
    """The pattern with its slots filled, in one pass: what a slot holds is never read as a pattern."""
    return polished(_SLOT.sub(lambda slot: slots[slot[1]], pattern))


def polished(text: str) -> str:
    """One line with single spaces and single punctuation marks."""
    text = _DOTS.sub("…", _SPACES.sub(" ", text).strip())
    text = _BEFORE_POINT.sub(r"\1", text)
    return _RUN.sub(lambda run: _one_mark(run[0]), text)


def _one_mark(run: str) -> str:
    """The strongest of several punctuation marks in a row."""
    if run in _AFTER_ABBREVIATION:
        return run
    return next(mark for mark in "?!.;:," if mark in run)


def sentence(text: str) -> str:
    """The text with a full stop where it needs one; scripts that end sentences otherwise are left alone."""
    text = polished(text)
    bare = text.rstrip(_CLOSING)
    if bare.endswith((":", ";", ",")):
        return f"{bare.rstrip(':;, ')}."
    return f"{text}." if bare and bare[-1] not in _ENDS and _POINTED.search(text) else text


def cut(text: str, limit: int, *, ellipsis: bool = True) -> str:
    """At most `limit` characters, cut between words; `…` marks the cut. Empty where the first word is too long."""
    text = polished(text)
    if len(text) <= limit:
        return text
    room = limit - 1 if ellipsis else limit
    shortened = text[:room] if text[room : room + 1].isspace() else text[:room].rpartition(" ")[0]
    while shortened != (less := _WEAK_LAST.sub("", _LOOSE_END.sub("", shortened))):
        shortened = less
    if not shortened:
        return ""
    return f"{shortened}…" if ellipsis else shortened


def capitalised(text: str) -> str:
    """The text with a capital first letter; the rest is the owner's business (`iPhone repair` stays as it is)."""
    first = text.split(" ", 1)[0]
    return text if any(c.isupper() for c in first[1:]) else text[:1].upper() + text[1:]


def listed(parts: Iterable[str], joiner: str) -> str:
    """`a, b and c`."""
    *most, last = parts
    return f"{', '.join(most)} {joiner} {last}" if most else last


def joined(first: str, second: str) -> str:
    """Two sentences, with a space between them where the script has one."""
    return f"{first}{second}" if first.endswith(("。", "！", "？")) else f"{first} {second}".strip()  # noqa: RUF001


def fitting(parts: Iterable[str], limit: int) -> str:
    """As many of the sentences, in order, as fit into `limit` characters; a part too long is skipped."""
    text = ""
    for part in parts:
        longer = joined(text, part)
        if part and part not in text and len(longer) <= limit:
            text = longer
    return text
