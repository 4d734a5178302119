"""Prices as owners write them: found at the end of a line or a phrase, and never changed."""

import re
from dataclasses import dataclass
from functools import cache

from code24.ai.language import Language, any_of, language_of

_NUMBER = (
    r"\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?:,-|,–|\.-|\.–)?|\d+(?:[.,]\d{1,2})?(?:,-|,–|\.-|\.–)?"  # noqa: RUF001
)
_BEFORE = r"(?:R\$|US\$|C\$|CA\$|A\$|AU\$|NZ\$|S\$|HK\$|MX\$|[€£$¥₹₺₴₽₪₩￥]|Fr\.|CHF|EUR|USD|GBP|PLN|SEK|NOK|DKK|CZK|HUF|RON|BRL|MXN|CAD|AUD|JPY|CNY|INR|AED|kr\.?|zł)"  # noqa: E501
_AFTER = r"(?:[€£$₹₺₴₽₪₩円元원]|Fr\.|(?:CHF|EUR|USD|GBP|PLN|SEK|NOK|DKK|CZK|HUF|RON|BGN|BRL|MXN|CAD|AUD|JPY|CNY|INR|AED|SAR|zł|kr|Kč|Ft|лв|lei|din)(?!\w))"  # noqa: E501
_DASH = r"[-–—]"  # noqa: RUF001
_SEPARATOR = r"\s*(?:[:–—=|]|\s-\s?|\.{3,}|…|\t|·|→)\s*"  # noqa: RUF001
_DECIMAL = re.compile(r"(?<![\d.,:])\d{1,4}[.,]\d{2}$")
_WITHOUT_SPACES = frozenset({"en", "de", "it", "pt"})
"""Languages that never write 1 200 for 1,200: there, "Room 2 120 €" is room 2."""
_SIZE = 40
"""Characters of a price at most, as in the brief."""


@dataclass(frozen=True)
class Priced:
    """A phrase with a price at its end."""

    rest: str
    """What stands before the price."""
    price: str


@dataclass(frozen=True)
class PricePatterns:
    """How one language writes prices."""

    anywhere: re.Pattern[str]
    at_end: re.Pattern[str]
    between: re.Pattern[str]
    """Between two separators: `Full day: $900 | with album`."""
    stated: re.Pattern[str]
    before: re.Pattern[str]

    def split(self, text: str, *, bare: bool = False) -> Priced | None:
        """The phrase without its price, and the price exactly as written; `bare` numbers (4.50) count where said."""
        text = text.rstrip(" .;,!")
        found = self.at_end.search(text) or self.stated.search(text)
        if found is None and bare:
            found = _DECIMAL.search(text)
            if found:
                return Priced(self.before.sub("", text[: found.start()]), found[0])
            return None
        if found is None or len(found["price"].strip()) > _SIZE:
            return None
        return Priced(self.before.sub("", text[: found.start("price")]), found["price"].strip())


@cache
def prices_in(tag: str) -> PricePatterns:
    """The patterns for a site's language."""
    return _patterns(language_of(tag), spaced=tag.partition("-")[0].lower() not in _WITHOUT_SPACES)


def _patterns(language: Language, *, spaced: bool) -> PricePatterns:
    words = language.lists.prices
    number = f"(?:{_NUMBER if spaced else _NUMBER.replace(' ', '', 1)})"
    named = any_of(words.words)
    amount = rf"(?:{_BEFORE}\s?{number}(?![\d.,]\d)|{number}\s?(?:{_AFTER}(?:\s?\d\d(?!\d))?|{named}\b))"
    several = (
        rf"(?:{number}\s?{_DASH}\s?)?{amount}(?:\s?(?:{_DASH}|{any_of(words.to)}(?=\s))\s?(?:{amount}|{number}\b))?"
    )
    unit = rf"(?:\s?/\s?[^\W\d_][\w.²³]*(?:\s[^\W\d_]+)?|\s{any_of(words.per)}(?:\s|(?<=[’']))[^\W\d_][\w.²³]*)?"  # noqa: RUF001
    whole = rf"(?:{any_of(words.from_)}\s+)?{several}{unit}"
    stated = any_of(words.stated)
    return PricePatterns(
        anywhere=re.compile(rf"(?<!\w){amount}", re.IGNORECASE),
        at_end=re.compile(rf"(?<![\w.,])(?P<price>{whole})\)?$", re.IGNORECASE),
        between=re.compile(
            rf"^(?P<name>.{{2,80}}?){_SEPARATOR}(?P<price>{whole}){_SEPARATOR}(?P<text>\S.*)$", re.IGNORECASE
        ),
        stated=re.compile(rf"{_SEPARATOR}(?P<price>{stated})$", re.IGNORECASE),
        before=re.compile(
            rf"(?:\s*[:–—=|(,\t·→-]|\s*\.{{3,}}|\s*…|\s+{any_of(words.before)}(?=\s|$))+\s*$|\s+$",  # noqa: RUF001
            re.IGNORECASE,
        ),
    )
