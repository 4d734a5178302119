"""Selectors: what an element needs to be chosen, and how a static document is asked about states."""

import re
from functools import lru_cache
from typing import NamedTuple

from code24.website.styles.scanning import split_list, without_comments
from code24.website.vocabulary import words

_PART = re.compile(
    r"""(?P<pseudo>::?)(?P<name>-?(?:[\w-]|[^\x00-\x7f]|\\.)+)(?P<call>\()?
      | (?P<kind>[.#])(?P<token>(?:[\w-]|[^\x00-\x7f]|\\[0-9a-fA-F]{1,6}\s?|\\.)+)
      | \[\s*(?:[\w-]*\|)?(?P<attribute>(?:[\w-]|[^\x00-\x7f]|\\.)+)\s*
        (?P<test>(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\]"'])*)\]
      | (?P<space>\s*[>+~]\s*|\s*\|\|\s*|\s+)
      | (?P<tag>(?:[\w*-]*\|)?(?:(?:[\w-]|[^\x00-\x7f]|\\.)+|\*))
      | (?P<parent>&)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)

STRUCTURAL = words(
    "root empty first-child last-child only-child first-of-type last-of-type only-of-type nth-child nth-last-child "
    "nth-of-type nth-last-of-type scope"
)
"""What a document without scripts decides for good."""
INITIAL = words("link any-link checked disabled enabled required optional lang dir default read-only")
"""What the document decides when it is loaded; visitors and scripts may change it."""
SELECTORS_INSIDE = frozenset({"is", "where", "not", "has", "matches", "any", "-webkit-any", "-moz-any"})
OLD_PSEUDO_ELEMENTS = frozenset({"before", "after", "first-line", "first-letter"})
NEVER_AT_REST = words(
    "hover active focus focus-within focus-visible visited target fullscreen -webkit-full-screen -moz-focusring "
    "user-invalid user-valid popover-open modal picture-in-picture autofill -webkit-autofill"
)
_DEPTH = 8


class Specificity(NamedTuple):
    """Selectors 4, section 17."""

    ids: int = 0
    classes: int = 0
    types: int = 0


class Selector(NamedTuple):
    """One selector of a list."""

    text: str
    possible: str
    """Chooses at least the elements of the static document that it can choose in any state; empty for none."""
    resting: str | None
    """Chooses what it chooses while nobody touches the page; None where that is nothing."""
    pseudo_element: str
    """`before`, `selection` …; empty where it chooses elements themselves."""
    classes: frozenset[str]
    """Without which it chooses nothing; likewise the following."""
    ids: frozenset[str]
    attributes: frozenset[str]
    tags: frozenset[str]
    specificity: Specificity
    simple: tuple[str, str] | None
    """`class`, `id` or `tag` and its name, where `resting` is nothing but that."""
    valid: bool = True
    has_relations: bool = False
    """Whether it speaks of more than one element, or of an element's place."""
    other_names: frozenset[str] = frozenset()
    """Classes, ids and attributes that it can do without: alternatives, and what must not be."""
    is_structural: bool = False
    """Whether it asks for an element's place among others, or for its being empty."""


class _Read:
    """What one pass over a selector gathers."""

    def __init__(self) -> None:
        self.possible: list[str] = []
        self.resting: list[str] | None = []
        self.pseudo_element = ""
        self.classes: set[str] = set()
        self.ids: set[str] = set()
        self.attributes: set[str] = set()
        self.tags: set[str] = set()
        self.counts = [0, 0, 0]
        self.parts = 0
        self.relations = False
        self.other_names: set[str] = set()
        self.structural = False

    def both(self, text: str) -> None:
        self.possible.append(text)
        if self.resting is not None:
            self.resting.append(text)


@lru_cache(maxsize=20_000)
def selectors(prelude: str) -> tuple[Selector, ...]:
    """The selectors of a rule. One invalid selector makes browsers drop the rule: then all have `valid` False."""
    parts = [selector(part) for part in split_list(without_comments(prelude).strip())]
    if all(part.valid for part in parts):
        return tuple(parts)
    return tuple(part._replace(valid=False) for part in parts)


@lru_cache(maxsize=40_000)
def selector(text: str, depth: int = 0) -> Selector:
    """One selector without commas at its top level."""
    read = _Read()
    valid = bool(text) and _read(text, read, depth)
    possible = _completed("".join(read.possible))
    resting = None if read.resting is None else _completed("".join(read.resting))
    simple = None
    if read.parts == 1 and resting and not read.relations:
        for kind, names in (("class", read.classes), ("id", read.ids), ("tag", read.tags)):
            if len(names) == 1 and resting == {"class": ".", "id": "#", "tag": ""}[kind] + next(iter(names)):
                simple = (kind, next(iter(names)))
    return Selector(
        text,
        possible,
        resting,
        read.pseudo_element,
        frozenset(read.classes),
        frozenset(read.ids),
        frozenset(read.attributes),
        frozenset(read.tags),
        Specificity(*read.counts),
        simple,
        valid,
        read.relations,
        frozenset(read.other_names),
        read.structural,
    )


def _completed(text: str) -> str:
    """A selector with `*` where stripping has left a compound without anything."""
    text = re.sub(r"^\s*(?=[>+~])|(?<=[>+~])\s*(?=[>+~])", "*", text)
    text = re.sub(r"([>+~])\s*$", r"\1*", text)
    return text.strip() or "*"


def _read(text: str, read: _Read, depth: int) -> bool:
    position, length = 0, len(text)
    while position < length:
        found = _PART.match(text, position)
        if found is None or depth > _DEPTH:
            return False
        position = found.end()
        if found["pseudo"]:
            argument = None
            if found["call"]:
                close = _closing(text, position)
                argument, position = text[position:close], close + 1
            if not _read_pseudo(found["pseudo"], found["name"].lower(), argument, read, depth):
                return False
            continue
        if found["space"]:
            read.relations = True
            if "||" in found["space"]:
                return False
            read.both(found["space"].strip() or " ")
            continue
        read.parts += 1
        _read_simple(found, read)
    return not (read.possible and read.possible[-1].strip() in {">", "+", "~"} and text.rstrip()[-1] in ">+~")


def _read_simple(found: re.Match[str], read: _Read) -> None:
    if found["kind"]:
        (read.classes if found["kind"] == "." else read.ids).add(unescaped(found["token"]))
        read.counts[1 if found["kind"] == "." else 0] += 1
    elif found["attribute"]:
        read.attributes.add(unescaped(found["attribute"]).lower())
        read.counts[1] += 1
    elif found["tag"]:
        name = found["tag"].rpartition("|")[2]
        if name != "*":
            read.tags.add(unescaped(name).lower())
            read.counts[2] += 1
    read.both(":root" if found["parent"] else found[0])


def _read_pseudo(colons: str, name: str, argument: str | None, read: _Read, depth: int) -> bool:
    if colons == "::" or name in OLD_PSEUDO_ELEMENTS:
        read.pseudo_element = name
        read.counts[2] += 1
        return True
    if name in SELECTORS_INSIDE:
        return _read_inside(name, argument or "", read, depth)
    read.counts[1] += 1
    written = f":{name}" if argument is None else f":{name}({argument})"
    if name in STRUCTURAL:
        read.relations = True
        read.structural = read.structural or name not in {"root", "scope"}
        read.both(written)
        if argument and " of " in argument:
            read.possible.pop()
    elif name in INITIAL:
        if read.resting is not None:
            read.resting.append(written)
    elif name == "placeholder-shown":
        if read.resting is not None:
            read.resting.append('[placeholder]:not([value]:not([value=""]))')
    elif name in {"host", "host-context", "slotted"} or name in NEVER_AT_REST or argument is not None:
        read.resting = None
    else:
        read.resting = None
    return True


def _read_inside(name: str, argument: str, read: _Read, depth: int) -> bool:
    """`:is(…)` and its like: what is asked of the static document, with alternatives that need a state left out."""
    parts = [part for part in split_list(argument) if part]
    signs = [part[0] if part[0] in ">+~" else "" for part in parts]
    inner = [selector(part.lstrip(">+~").strip(), depth + 1) for part in parts]
    if not all(each.valid for each in inner):
        if name in {"not", "has"}:
            return False
        # These take a list that forgives (Selectors 4, 4.2).
        signs = [sign for sign, each in zip(signs, inner, strict=True) if each.valid]
        inner = [each for each in inner if each.valid]
    if not inner or any(each.pseudo_element for each in inner):
        read.resting = None
        return bool(inner) or name not in {"not", "has"}
    if name != "where":
        most = max(each.specificity for each in inner)
        read.counts = [count + more for count, more in zip(read.counts, most, strict=True)]
    for each in inner:
        read.other_names |= each.other_names
        read.structural = read.structural or each.is_structural
        if name in {"not", "has"} or len(inner) > 1:
            read.other_names |= each.classes | each.ids | each.attributes
    if name == "not":
        _read_not(inner, read)
        return True
    if name == "has":
        read.relations = True
    elif len(inner) == 1:
        read.classes |= inner[0].classes
        read.ids |= inner[0].ids
        read.attributes |= inner[0].attributes
        read.tags |= inner[0].tags
    asked = "has" if name == "has" else "is"
    read.possible.append(f":{asked}({','.join(sign + each.possible for sign, each in zip(signs, inner, strict=True))})")
    resting = [sign + each.resting for sign, each in zip(signs, inner, strict=True) if each.resting]
    if not resting:
        read.resting = None
    elif read.resting is not None:
        read.resting.append(f":{asked}({','.join(resting)})")
    return True


def _read_not(inner: list[Selector], read: _Read) -> None:
    """What depends on states may be otherwise later, so that the question is left out of what is possible."""
    stable = [each.possible for each in inner if each.resting == each.possible]
    resting = [each.resting for each in inner if each.resting]
    if stable:
        read.possible.append(f":not({','.join(stable)})")
    if read.resting is not None and resting:
        read.resting.append(f":not({','.join(resting)})")


def _closing(text: str, position: int) -> int:
    depth = 1
    for found in re.finditer(r"\\.|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|[()]", text[position:], re.DOTALL):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if depth == 0:
            return position + found.start()
    return len(text)


def unescaped(name: str) -> str:
    r"""An identifier without its escapes (`md\:w-1` is `md:w-1`)."""
    if "\\" not in name:
        return name
    return _ESCAPE.sub(lambda found: _character(found[1]) if found[1] else found[2], name)


def _character(digits: str) -> str:
    code = int(digits, 16)
    return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"
