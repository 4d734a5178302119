"""What Font Awesome's script ("SVG with JavaScript", 5 to 7) holds: its icons, and the styles that it brings."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

MARKER = "___FONT_AWESOME___"
"""The name of its global, in every version of the script."""
REPLACED = "svg-inline--fa"
FEWEST_ICONS = 10
PREFIXES = {
    "fas": "fas", "fa-solid": "fas", "fa": "fas", "far": "far", "fa-regular": "far", "fab": "fab", "fa-brands": "fab",
    "fal": "fal", "fa-light": "fal", "fat": "fat", "fa-thin": "fat",
}  # fmt: skip
"""Classes that name a set, and the set's name in the script; `fa` is the solid set since version 5."""
_ICON = re.compile(
    r"""(?:"([\w-]+)"|'([\w-]+)'|([A-Za-z_$][\w$]*|\d+))\s*:\s*
        \[\s*(\d+(?:\.\d+)?)\s*,\s*(\d+(?:\.\d+)?)\s*,\s*\[([^\]]*)\]\s*,\s*["']([0-9a-f]+)["']\s*,\s*
        (?:"([^"\\]*)"|'([^'\\]*)')\s*\]""",
    re.VERBOSE,
)
_ENTRY = re.compile(rf"{_ICON.pattern}(?:\s*,)?", re.VERBOSE)
_BLANK = 40
"""Characters of white space, at most, between the entries of a set."""
_PACK = re.compile(r"\(\s*[\"'](fa[bdlrst])[\"']\s*,\s*[\w$]+\s*\)")
_ALIAS = re.compile(r"[\"']([\w-]+)[\"']")
_STRING = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))", re.DOTALL)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "\n": "", "\r\n": "", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_PATH = re.compile(r"[MmZzLlHhVvCcSsQqTtAa0-9eE.,+\- ]+\Z")


class ScriptIcon(NamedTuple):
    """One icon of the script."""

    name: str
    width: str
    height: str
    path: str


@dataclass(frozen=True)
class IconScript:
    """A script of icons."""

    icons: Mapping[tuple[str, str], ScriptIcon]
    """By set and name, aliases included."""
    styles: str


def icon_script(text: str) -> IconScript | None:
    """Read a script; None for one that is none of Font Awesome's, or of an unknown make."""
    if MARKER not in text:
        return None
    packs = [(found.start(), found[1]) for found in _PACK.finditer(text)]
    icons: dict[tuple[str, str], ScriptIcon] = {}
    position = 0
    for found in _ICON.finditer(text):
        # A set is defined, and then named: the next name after an icon is its set's.
        while position < len(packs) and packs[position][0] < found.start():
            position += 1
        if position == len(packs):
            break
        path = found[8] or found[9] or ""
        if not _PATH.match(path):
            continue
        name = found[1] or found[2] or found[3]
        icon = ScriptIcon(name, found[4], found[5], path)
        for each in (name, *_ALIAS.findall(found[6])):
            icons.setdefault((packs[position][1], each), icon)
    styles = next(
        (css for found in _STRING.finditer(text) if _is_styles(css := _unescaped(found[1] or found[2] or ""))), ""
    )
    return IconScript(icons, styles) if len(icons) >= FEWEST_ICONS and styles else None


def without_icons(text: str, names: Collection[str]) -> str:
    """The script with only the icons that have one of these names; the rest of it stays as it is."""

    def kept(found: re.Match[str]) -> str:
        own = {found[1] or found[2] or found[3], *_ALIAS.findall(found[6])}
        is_entry = text[max(0, found.start() - _BLANK) : found.start()].rstrip()[-1:] in {"{", ","}
        return "" if is_entry and own.isdisjoint(names) else found[0]

    return _ENTRY.sub(kept, text)


def _is_styles(text: str) -> bool:
    return f".{REPLACED}" in text and "{" in text and "vertical-align" in text


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(
        lambda found: chr(int(found[1] or found[2], 16)) if found[1] or found[2] else _LETTERS.get(found[3], found[3]),
        text,
    )
