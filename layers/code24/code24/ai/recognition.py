"""Which kind of business this is, from the owner's words: never a confident guess that is wrong.

The business type decides. Only where it says nothing ("small business") is the description's opening asked.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from code24.ai.playbook import kinds_data

_STEM = 5
"""Letters of a word that two forms of it have in common."""
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "œ": "oe", "æ": "ae", "ø": "oe"})
_WORD = re.compile(r"[a-z0-9]+")
_TAIL = re.compile(
    r"\b(?:for|of|with|in|at|on|from|near|by|since|specialis\w+|specializ\w+|serving|that|who|"
    r"fuer|mit|aus|von|im|bei|seit|am|an|und mehr|spezialisiert)\b|[,;:(|]|\s[-–—]\s"  # noqa: RUF001
)
_JOINED = re.compile(r"\s(?:and|und|et|y|e|or|oder)\s|[&+/]")
_OPENING = 400
_DEFINING = re.compile(
    r"\b(?:we are|we re|i am|i m|is|are|run|runs|own|owns|have|operate|wir sind|ich bin|ist|sind|betreibe|betreiben"
    r"|fuehre|fuehren|habe|haben|nous sommes|somos|siamo|je suis|soy|sono|sou)"
    r"\s+(?:(?:also|a|an|the|your|our|my|eine?|einen|das|die|der|ihre?|unsere?|un|une|uma?|il|la|le|el)\s+)?"
    r"((?:[\w-]+\s+){0,5}[\w-]+)"
)
_ROMANCE = ("fr", "es", "pt", "it")
"""The languages of the terms under `other`."""
_PLURALS = ("s", "es", "n", "en", "e", "in", "innen")


@dataclass(frozen=True)
class Kind:
    """One kind of business."""

    id: str
    """Its key in `labels/<language>.toml`."""
    playbook: str
    schema_type: str
    terms: dict[str, tuple[str, ...]]
    """By language: `en`, `de`, `other`."""


@dataclass(frozen=True)
class Recognised:
    """What a business was recognised as. `spoken_in` are the languages in which the matched word is used."""

    kind: Kind | None
    spoken_in: frozenset[str] = frozenset()

    @property
    def industry(self) -> str:
        """Id of the playbook."""
        return self.kind.playbook if self.kind else "general"

    @property
    def schema_type(self) -> str:
        """The narrowest schema.org type that is true of the business."""
        return self.kind.schema_type if self.kind else "LocalBusiness"


def normalised(text: str) -> str:
    """Lower case, umlauts as two letters, no accents."""
    text = unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS)
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def shares_a_stem(one: str, other: str) -> bool:
    """Whether two texts have a word in common, be it with another ending."""
    stems = (
        {word[:_STEM] for word in re.findall(r"\w+", normalised(text)) if len(word) >= _STEM} for text in (one, other)
    )
    return bool(set.intersection(*stems))


@cache
def kinds() -> tuple[Kind, ...]:
    """Every known kind of business."""
    return tuple(
        Kind(row["id"], row["playbook"], row["schema"], {part: tuple(row[part]) for part in ("en", "de", "other")})
        for row in kinds_data()["kind"]
    )


@dataclass(frozen=True)
class _Term:
    kind: Kind
    language: str
    words: tuple[str, ...]
    prefix: bool
    """May stand at the end of a compound."""
    spans: bool
    """Holds a preposition or "and" that would split a phrase elsewhere (`bed & breakfast`)."""


@cache
def _terms() -> dict[str, tuple[_Term, ...]]:
    """Terms by the first two letters of their last word; compounds under `*` and the last two."""
    found: dict[str, list[_Term]] = {}
    for kind in kinds():
        for language, terms in kind.terms.items():
            for term in terms:
                words = tuple(_WORD.findall(normalised(term)))
                prefix = term.startswith("*")
                spans = len(words) > 2 or "&" in term
                known = _Term(kind, language, words, prefix, spans)
                found.setdefault(words[-1][:2], []).append(known)
                if prefix:
                    found.setdefault("*", []).append(known)
    return {key: tuple(terms) for key, terms in found.items()}


@dataclass(frozen=True)
class _Match:
    start: int
    end: int
    letters: int
    exact: bool
    term: _Term


def _ends(word: str, term: str, *, compound: bool) -> bool | None:
    """True for the same word, False for an inflected or compound one, None for another word."""
    if word == term:
        return True
    if word.startswith(term) and word[len(term) :] in _PLURALS:
        return False
    if compound and len(word) > len(term) + 1 and len(term) >= 3:
        stem = word if word.endswith(term) else next((word[: -len(p)] for p in _PLURALS if word.endswith(term + p)), "")
        if stem.endswith(term):
            return False
    return None


def _matches(words: list[str]) -> Iterator[_Match]:
    terms = _terms()
    for end, word in enumerate(words, 1):
        for term in (*terms.get(word[:2], ()), *terms.get("*", ())):
            start = end - len(term.words)
            if start < 0 or tuple(words[start : end - 1]) != term.words[:-1]:
                continue
            same = _ends(word, term.words[-1], compound=term.prefix)
            if same is not None:
                yield _Match(start, end, sum(map(len, term.words)), same, term)


def _displaced(rest: list[str], language: str) -> bool:
    """True where the words behind a match make it a different business ("garage doors", "Hotel Möbelbedarf").

    In English the last word says what a thing is, so any unknown one displaces; elsewhere adjectives and names follow.
    """
    data = kinds_data()
    if language == "en":
        return any(word not in data["containers"] for word in rest)
    return any(word.endswith(end) for word in rest for end in data["displacing"] if word == end or len(end) > 5)


def _is_container_of_another(words: list[str], match: _Match) -> bool:
    """True for a word like `shop` behind another trade ("phone repair shop"): the trade is what it is."""
    before = words[match.start - 1] if match.start else ""
    return match.term.words[-1] in kinds_data()["containers"] and before in kinds_data()["trades_before_containers"]


def _best(words: list[str], language: str) -> tuple[Kind, frozenset[str]] | None:
    """The kind that a phrase names: the longest term, of those the last, the site's language first."""
    found = list(_matches(words))
    if not found:
        return None
    # A term inside a longer one does not count (`shop` in `flower shop`, `arzt` in `tierarzt`).
    found = [
        match
        for match in found
        if not any(
            other.start <= match.start
            and match.end <= other.end
            and (other.end - other.start, other.letters) > (match.end - match.start, match.letters)
            for other in found
        )
    ]
    languages = {"en": ("en", "other", "de"), "de": ("de", "other", "en")}.get(language, ("other", "en", "de"))
    containers = set(kinds_data()["containers"])
    meaningful = [m for m in found if not all(word in containers for word in words[m.start : m.end])] or found

    # English and German say what a thing is with the last word, French and its sisters with the first.
    def place(match: _Match) -> int:
        return -match.start if language in _ROMANCE else match.end

    named = max(meaningful, key=lambda m: (place(m), m.letters, m.exact, -languages.index(m.term.language)))
    if _displaced(words[named.end :], language) or _is_container_of_another(words, named):
        return None
    same = [m.term for m in found if m.term.kind.playbook == named.term.kind.playbook and place(m) == place(named)]
    spoken = {spoken for term in same for spoken in (_ROMANCE if term.language == "other" else (term.language,))}
    return named.term.kind, frozenset(spoken)


def recognise(business_type: str, description: str, language: str) -> Recognised:
    """The kind of business, or none.

    The phrase before a preposition is what the business is (`software` in "software for dentists"); of joined
    ones the first counts (`bakery` in "bakery & café").
    """
    plain = normalised(business_type)
    whole = _WORD.findall(plain)
    if " ".join(whole) in kinds_data()["uninformative"]:
        return _from_opening(description, language)
    for phrase in _phrases(plain):
        if found := _best(_WORD.findall(phrase), language):
            return Recognised(*found)
    if whole and whole[0] in kinds_data()["for_others"] and whole[-1] not in kinds_data()["displacing"]:
        return Recognised(next(kind for kind in kinds() if kind.playbook == "association"), frozenset({language}))
    return Recognised(None)


def _phrases(plain: str) -> Iterable[str]:
    # Terms of several words may hold a preposition or "and" themselves ("salon de coiffure", "bed and breakfast").
    words = _WORD.findall(plain)
    spanning = [m for m in _matches(words) if m.start == 0 and m.term.spans]
    if spanning:
        end = max(m.end for m in spanning)
        if not set(words[end:]) & set(kinds_data()["displacing"]):
            yield " ".join(words[:end])
        return
    head = next((part for part in _TAIL.split(plain) if part and part.strip()), plain)
    yield from (part for part in _JOINED.split(head) if part.strip())


def _from_opening(description: str, language: str) -> Recognised:
    """From "we are a bakery" in the opening; None where it names none, or two."""
    plain = normalised(description[:_OPENING])
    found = []
    for match in _DEFINING.finditer(plain):
        named = (_best(_WORD.findall(phrase), language) for phrase in _phrases(match[1]))
        if best := next(filter(None, named), None):
            found.append(best)
    if len({kind.playbook for kind, _ in found}) == 1:
        return Recognised(*found[0])
    return Recognised(None)
