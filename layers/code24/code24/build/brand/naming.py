"""What can be read off a name: its initials, its syllables, the words that say the trade."""

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("code24.build.brand").joinpath("words.toml").read_text("utf-8"))


def words_of(table: str) -> dict[str, str]:
    """A table of `words.toml`: words with spaces between them, by sign."""
    found: dict[str, str] = _words()[table]
    return found


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(_words()[name].split())


def folded(text: str) -> str:
    """Small letters without accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def initials(name: str) -> str:
    """Up to two capital initials or digits, with accents dropped; empty for emoji and signs.

    Small joining words do not count unless there is nothing else.
    """
    words = re.findall(r"[^\W_](?:[^\W_]|['\u2019])*", unicodedata.normalize("NFC", name))
    telling = [word for word in words if folded(word) not in _listed("joining")] or words
    letters = (unicodedata.normalize("NFKD", word[0])[0].upper()[:1] for word in telling)
    return "".join(letters)[:2]


def syllables(name: str) -> int:
    """Groups of vowels in the telling words, at least one; letters count where a script writes no vowels of its own."""
    plain = folded(name)
    return max(1, len(re.findall(_words()["vowels"], plain)) or sum(map(str.isalpha, plain)))


def _says_trade(word: str, trade: list[str]) -> bool:
    plain = folded(word)
    if plain in _listed("trade") or plain in trade:
        return True
    for other in trade:
        shared = next((at for at, (a, b) in enumerate(zip(plain, other, strict=False)) if a != b), None)
        shared = min(len(plain), len(other)) if shared is None else shared
        if shared >= 4 and len(plain) - shared <= 3:
            return True
        if len(plain) >= 5 and (plain in other or (other in plain and len(other) >= 5)):
            return True
    return False


def without_trade(name: str, business_type: str) -> tuple[str, str, bool] | None:
    """The name parted into what is its own and what says the trade, and whether the trade comes first.

    None where the name says no trade, or nothing else.
    """
    words = name.split()
    trade = [folded(word) for word in re.findall(r"\w{4,}", business_type)]
    says = [_says_trade(word, trade) for word in words]
    first = next((at for at, said in enumerate(says) if not said), len(words))
    if 0 < first < len(words) and any(letter.isalpha() for letter in "".join(words[first:])):
        return " ".join(words[first:]), " ".join(words[:first]), True
    start = next((at for at, said in enumerate(says) if said), 0)
    tail = words[start:]
    if start and all(said or folded(word) in _listed("joining") for word, said in zip(tail, says[start:], strict=True)):
        if folded(words[start - 1]) in _listed("joining"):
            return None
        return " ".join(words[:start]), " ".join(tail), False
    return None


def without_pictures(name: str) -> str:
    """The name without emoji and the like, which no typeface letters; as it is where nothing else is in it."""
    kept = "".join(
        " " if unicodedata.category(letter) in {"So", "Sk", "Cf", "Co", "Cn"} or letter == "\ufe0f" else letter
        for letter in name
    )
    return " ".join(kept.split()) or name
