"""A description taken apart into lines: prose, list items, and the headings that lists stand under."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from code24.ai.prices import prices_in
from code24.types import printable

_BULLET = re.compile(r"^\s*(?:\*(?!\*)|[-•‣▪●◦・·–—✓✔➤►→]|\d{1,2}[.)](?=\s))\s*(?=\S)")  # noqa: RUF001
_SCRIPT = re.compile(r"<(script|style|iframe|svg|template)\b[^>]*>.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_TAG = re.compile(
    r"</?(?:p|br|div|b|i|u|em|strong|span|ul|ol|li|h[1-6]|a|small|font|center|section|table|tr|td)\b[^<>]*>",
    re.IGNORECASE,
)
_ITEM_TAG = re.compile(r"<li\b[^<>]*>", re.IGNORECASE)
_LINE_TAG = re.compile(r"</?(?:p|br|div|ul|ol|li|h[1-6]|section|table|tr)\b[^<>]*>", re.IGNORECASE)
_PICTOGRAM = re.compile(
    "[\U0001f000-\U0001faff\U00002600-\U000027bf\U0001f1e6-\U0001f1ff\U00002b00-\U00002bff"
    "\U0000fe00-\U0000fe0f\U000020e3\U0000200d\U000e0000-\U000e007f]+"
)
_CHECK_MARK = re.compile("^[ \\t]*[✓✔➤☑✅]\ufe0f?", re.MULTILINE)
_MARKED_HEADING = re.compile(r"^(?:#{1,6}\s+(?P<hash>.+?)\s*#*|\*\*(?P<stars>[^*]+)\*\*|__(?P<lines>[^_]+)__)\s*:?$")
_SENTENCE_ENDS = re.compile(r"[.!?…。！？](?:\s|$)")  # noqa: RUF001
_LONGEST_HEADING = 60
_MOST_WORDS = 8
_MOST_WORDS_UNMARKED = 5
_LONGEST_ENTRY = 200
_SEPARATORS = dict.fromkeys((0x0B, 0x0C, 0x85, 0x2028, 0x2029), " ")


@dataclass(frozen=True)
class Line:
    """One line, wrapped ones joined."""

    text: str
    entry: bool = False
    """An item of a list: a bullet point, or a line that ends in a price."""
    heading: str = ""
    """The heading of the list that it belongs to."""
    more: str = ""
    """What stands indented below an entry."""


def lines_of(description: str, tag: str) -> Iterator[Line]:
    """The lines of a description; those that only head a list are told by the list's entries."""
    raw = [(line, line.strip()) for line in plain(description).splitlines()]
    followers = _followers([bare for _, bare in raw])
    heading, joined, entry = "", "", None
    for (line, bare), following in zip(raw, followers, strict=True):
        if entry and _hangs_below(line, bare):
            entry = Line(entry.text, entry=True, heading=entry.heading, more=f"{entry.more} {bare}".strip())
            continue
        goes_on = bool(joined and bare and not joined.endswith((".", "!", "?", ":", "…")) and bare[0].islower())
        is_entry = not goes_on and _is_entry(bare, tag)
        if entry and (bare or is_entry):
            yield entry
            entry = None
        if goes_on:
            joined = f"{joined} {bare}"
            continue
        if joined:
            yield Line(joined)
            joined = ""
        if is_entry:
            entry = Line(_BULLET.sub("", bare), entry=True, heading=heading)
        elif bare and (head := _heading(bare, leads=_is_entry(following, tag))):
            heading = head
        elif bare:
            heading, joined = "", bare
    if entry:
        yield entry
    if joined:
        yield Line(joined)


def _followers(lines: list[str]) -> list[str]:
    """For each line, the next one that is not empty."""
    followers, following = [], ""
    for line in reversed(lines):
        followers.append(following)
        following = line or following
    return followers[::-1]


def plain(text: str) -> str:
    """The text without markup, code and pictograms; list items of HTML become bullet points."""
    text = _COMMENT.sub(" ", _SCRIPT.sub(" ", text))
    text = _TAG.sub(" ", _LINE_TAG.sub("\n", _ITEM_TAG.sub("\n- ", text)))
    # Entities may stand for what no request may hold: control characters, and separators that are no line feeds.
    text = printable(html.unescape(text).translate(_SEPARATORS))
    return _PICTOGRAM.sub(" ", _CHECK_MARK.sub("- ", text))


def _hangs_below(line: str, bare: str) -> bool:
    """Whether a line belongs to the entry above it: indented or begun in small letters, and no item itself."""
    return bool(bare) and not _BULLET.match(bare) and (line.startswith(("  ", "\t")) or bare[0].islower())


def _is_entry(bare: str, tag: str) -> bool:
    if _BULLET.match(bare):
        return True
    if len(bare) > _LONGEST_ENTRY or not any(c.isdigit() for c in bare) or bare.endswith((".", "!", "?", ":")):
        return False
    found = prices_in(tag).split(bare, bare=True)
    return found is not None and len(found.rest) > 1 and not _SENTENCE_ENDS.search(found.rest) and "," not in found.rest


def _heading(bare: str, *, leads: bool) -> str:
    """The heading of the list that begins on the next line; empty where the line is none, or leads to no list."""
    if not leads or len(bare) > _LONGEST_HEADING:
        return ""
    if marked := _MARKED_HEADING.match(bare):
        return next(text for text in marked.groups() if text).strip(" :*_")
    text = bare.rstrip(":： \u00a0\u202f").strip("*_#= ")  # noqa: RUF001
    if not text or _SENTENCE_ENDS.search(text):
        return ""
    most = _MOST_WORDS if bare.rstrip().endswith((":", "：")) else _MOST_WORDS_UNMARKED  # noqa: RUF001
    return text if len(text.split()) <= most else ""
