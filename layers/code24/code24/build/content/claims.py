"""Which claims in a text the brief supports: numbers, prices, addresses, dates, superlatives and promises."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from code24.build.content.law import without_law_references
from code24.build.design.models import DesignPlan
from code24.build.models import Brief, OwnWords

_NUMBER = re.compile(r"\d+(?:[.,:'’/]\d+)*")  # noqa: RUF001
_DIGITS = re.compile(r"\d+")
_CURRENCY = r"(?:R\$|[€£$¥₹₺₴₽₪]|(?:CHF|EUR|USD|GBP|PLN|SEK|NOK|DKK|CZK|BRL|MXN)(?!\w))"
_PRICE = re.compile(
    rf"{_CURRENCY}\s?\d(?:[\d.,]*\d)?|\d[\d.,]*\s?(?:{_CURRENCY}"
    r"|(?:euros?|francs?|franken|dollars?|d[oó]lares|pounds?|reais|pesos|z[lł]otych|z[lł]|kr)(?!\w))",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
_TESTIMONIAL = re.compile(r"[“„\"«][^”“\"»]{25,}[”“\"»]\s*[–—-]\s*\w+")  # noqa: RUF001
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")  # noqa: RUF001
_DAYS: dict[str, tuple[str, ...]] = {
    "Mo": ("monday", "montag", "lundi", "lunes", "segunda-feira", "lunedì"),
    "Tu": ("tuesday", "dienstag", "mardi", "martes", "terça-feira", "martedì"),
    "We": ("wednesday", "mittwoch", "mercredi", "miércoles", "quarta-feira", "mercoledì"),
    "Th": ("thursday", "donnerstag", "jeudi", "jueves", "quinta-feira", "giovedì"),
    "Fr": ("friday", "freitag", "vendredi", "viernes", "sexta-feira", "venerdì"),
    "Sa": ("saturday", "samstag", "samedi", "sábado", "sabato"),
    "Su": ("sunday", "sonntag", "dimanche", "domingo", "domenica"),
}
_UNSAID = {"colors", "competitors", "language", "primary_goal", "opening_hours"}
"""Fields of a brief that say nothing about the business in words."""


def _days(codes: str) -> list[str]:
    """The days of a schema.org range: `Mo-We,Su` is `Mo`, `Tu`, `We`, `Su`."""
    order = list(_DAYS)
    days: list[str] = []
    for part in codes.split(","):
        first, _, last = part.partition("-")
        start, end = order.index(first[:2]), order.index((last or first)[-2:])
        days += order[start : end + 1] if start <= end else order[start:] + order[: end + 1]
    return days


def _squeezed(text: str) -> str:
    return _SPACES.sub("", text.casefold())


def _texts(value: Any, field: str = "") -> Iterator[str]:
    """Every text of a brief."""
    if field in _UNSAID:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, name)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


@dataclass(frozen=True)
class Said:
    """Everything that a brief says, ready to be searched."""

    language: str
    """Of the site, as a tag."""
    text: str
    squeezed: str
    words: frozenset[str]
    numbers: frozenset[str]
    digits: str
    """All digits in a row: a telephone number in another grouping is found here."""

    @staticmethod
    def by(brief: Brief, plan: DesignPlan | None = None, since: OwnWords | None = None) -> "Said":
        """What the owner said, all fields together.

        With it go the key messages of the plan, which are the owner's to edit, and what the owner wrote into the site
        `since` it was built.
        """
        parts = list(_texts(brief.model_dump(mode="json")))
        for line in brief.contact.opening_hours:
            parts += [line, *(name for day in _days(line.partition(" ")[0]) for name in _DAYS[day])]
        parts += [section.key_message for page in (plan.pages if plan else ()) for section in page.sections]
        parts += since.texts if since else ()
        text = "\n".join(parts).casefold()
        numbers = set(_NUMBER.findall(text)) | set(_DIGITS.findall(text))
        words = frozenset(part for word in _WORD.findall(text) for part in (word, *re.split("[-'’]", word)))  # noqa: RUF001
        return Said(brief.language, text, _squeezed(text), words, frozenset(numbers), "".join(_DIGITS.findall(text)))

    def supports_number(self, number: str) -> bool:
        """Whether the number stands in the brief, as it is or as part of a longer one written the same way."""
        return number in self.numbers or all(part in self.numbers for part in _DIGITS.findall(number))

    def supports(self, words: str) -> bool:
        """Whether the words stand in the brief, whatever the spacing and case."""
        return _squeezed(words) in self.squeezed

    def names(self, words: str) -> bool:
        """Whether the word, or the words in a row, stand in the brief as whole words."""
        found = words.casefold()
        return found in self.words if _WORD.fullmatch(found) else found in self.text


@dataclass(frozen=True)
class _ClaimWords:
    numbers: re.Pattern[str]
    dates: re.Pattern[str]
    claims: re.Pattern[str]


@cache
def _claim_words(language: str) -> _ClaimWords:
    """The claims of a language; English for those that the writer does not speak, as its words are then English."""
    lists = tomllib.loads(resources.files("code24.build.content").joinpath("claims.toml").read_text("utf-8"))
    words = lists.get(language.partition("-")[0].lower(), lists["en"])
    return _ClaimWords(
        **{
            kind: re.compile(rf"(?<![\w#])(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)
            for kind, patterns in words.items()
        }
    )


def unsupported_claims(text: str, said: Said, *, laws: bool = False) -> Iterator[str]:
    """The claims in `text` that the brief does not support, each with its kind; `laws` may be named where said.

    The lists are those claims that business sites make up most; a text without any of them may still be wrong, so
    writers are also held to the owner's sentences.
    """
    if laws:
        text = without_law_references(text, said.language)
    for number in _NUMBER.findall(text):
        if not said.supports_number(number):
            yield f"number {number}"
    for kind, pattern in (("price", _PRICE), ("e-mail", _EMAIL), ("address", _URL), ("testimonial", _TESTIMONIAL)):
        for found in pattern.findall(text):
            if not said.supports(found.rstrip(".,;:!?)")):
                yield f"{kind} {found}"
    words = _claim_words(said.language)
    for kind, pattern in (("number", words.numbers), ("date", words.dates), ("claim", words.claims)):
        for match in pattern.finditer(text):
            if not said.names(match[0]):
                yield f"{kind} {match[0]}"


def supported_target(target: str, said: Said) -> bool:
    """Whether a `tel:` or `mailto:` target is the brief's; any other target is supported."""
    if target.startswith("mailto:"):
        return target.removeprefix("mailto:").casefold() in said.text
    if target.startswith("tel:"):
        digits = "".join(_DIGITS.findall(target))
        return len(digits) >= 4 and digits in said.digits
    return True
