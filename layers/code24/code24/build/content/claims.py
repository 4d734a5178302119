"""Which claims in a text the brief supports: numbers, prices, addresses, dates, superlatives and promises."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from code24.build.models import Brief, OwnWords

_NUMBER = re.compile(r"\d+(?:[.,:'’/]\d+)*")  # noqa: RUF001
_DIGITS = re.compile(r"\d+")
_PRICE = re.compile(
    r"(?:€|£|\$|CHF|EUR|USD|GBP)\s?\d[\d.,]*|\d[\d.,]*\s?(?:€|£|\$|(?:EUR|Euro|CHF|USD|GBP|dollars?|pounds?)\b)",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
_WORDED_NUMBER = re.compile(
    r"\b(?:five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty"
    r"|hundreds?|thousands?|millions?|dozens?"
    r"|decades?|century|centuries|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|fünfzehn|zwanzig"
    r"|dreißig|vierzig|fünfzig|hundert\w*"
    r"|tausend\w*|millionen|dutzende?|jahrzehnt\w*|jahrhundert\w*)\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|january|february"
    r"|april|june|july|august|september"
    r"|october|november|december|montags?|dienstags?|mittwochs?|donnerstags?|freitags?|samstags?"
    r"|sonntags?|januar|februar|märz|juni"
    r"|juli|oktober|dezember)\b",
    re.IGNORECASE,
)
_CLAIM = re.compile(
    r"\b(?:best|leading|finest|cheapest|fastest|biggest|top|premier|unrivalled|unbeatable|unique"
    r"|world-class|first-class|award\w*"
    r"|number one|no\. ?1|#1|renowned|famous|popular|trusted|certified|licen[cs]ed|accredited"
    r"|qualified|insured|experienced|experts?"
    r"|specialists?|professional|state-of-the-art|guarante\w+|warranty|same[- ]day|next[- ]day"
    r"|round the clock|24/7|free|organic|handmade"
    r"|home-?made|family-run|family-owned|vegan|halal|kosher|sustainable|eco-friendly|discounts?"
    r"|offers? ends|limited time|testimonials?"
    r"|stars?"
    r"|führend\w*|einzigartig\w*|erstklassig\w*|hochwertig\w*|preisgekrönt\w*|ausgezeichnet\w*"
    r"|nummer eins|nr\. ?1|renommiert\w*|berühmt\w*|beliebt\w*|zertifiziert\w*|geprüft\w*"
    r"|staatlich|erfahrene\w?|expert\w*|spezialist\w*"
    r"|professionell\w*|garant\w*|gewährleistung|rund um die uhr|kostenlos\w*|gratis|kostenfrei\w*"
    r"|unverbindlich\w*|nachhaltig\w*|vegan\w*"
    r"|hausgemacht\w*|handgemacht\w*|familiengeführt\w*|rabatt\w*|traditionsreich\w*|langjährig\w*"
    r"|kompeten\w*|zuverlässig\w*)\b"
    r"|(?<!am )\b(?:beste|günstigste|schnellste|größte|schönste|billigste)[nrsm]?\b",
    re.IGNORECASE,
)
_TESTIMONIAL = re.compile(r"[“„\"«][^”“\"»]{25,}[”“\"»]\s*[–—-]\s*\w+")  # noqa: RUF001
_SPACES = re.compile(r"\s+")
_DAYS = {
    "Mo": ("monday", "montag"),
    "Tu": ("tuesday", "dienstag"),
    "We": ("wednesday", "mittwoch"),
    "Th": ("thursday", "donnerstag"),
    "Fr": ("friday", "freitag"),
    "Sa": ("saturday", "samstag"),
    "Su": ("sunday", "sonntag"),
}


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


@dataclass(frozen=True)
class Said:
    """Everything that a brief says, ready to be searched."""

    text: str
    squeezed: str
    numbers: frozenset[str]
    digits: str
    """All digits in a row: a telephone number in another grouping is found here."""

    @staticmethod
    def by(brief: Brief, since: OwnWords | None = None) -> "Said":
        """What the owner said, all fields together, and what the owner wrote into the site since."""
        contact = brief.contact
        parts = [
            brief.name,
            brief.business_type,
            brief.description,
            *brief.pages,
            contact.phone or "",
            contact.email or "",
            *(since.texts if since else ()),
        ]
        if contact.address:
            parts += [value for value in contact.address.model_dump().values() if value]
        for line in contact.opening_hours:
            parts += [line, *(name for day in _days(line.partition(" ")[0]) for name in _DAYS[day])]
        text = "\n".join(parts).casefold()
        numbers = set(_NUMBER.findall(text)) | set(_DIGITS.findall(text))
        return Said(text, _squeezed(text), frozenset(numbers), "".join(_DIGITS.findall(text)))

    def supports_number(self, number: str) -> bool:
        """Whether the number stands in the brief, as it is or as part of a longer one written the same way."""
        return number in self.numbers or all(part in self.numbers for part in _DIGITS.findall(number))

    def supports(self, words: str) -> bool:
        """Whether the words stand in the brief, whatever the spacing and case."""
        return _squeezed(words) in self.squeezed


def unsupported_claims(text: str, said: Said) -> Iterator[str]:
    """The claims in `text` that the brief does not support, each with its kind.

    The lists are those claims that business sites make up most; a text without any of them may still be wrong, so
    writers are also held to the owner's sentences.
    """
    for number in _NUMBER.findall(text):
        if not said.supports_number(number):
            yield f"number {number}"
    for kind, pattern in (("price", _PRICE), ("e-mail", _EMAIL), ("address", _URL), ("testimonial", _TESTIMONIAL)):
        for found in pattern.findall(text):
            if not said.supports(found.rstrip(".,;:!?)")):
                yield f"{kind} {found}"
    for kind, pattern in (("number", _WORDED_NUMBER), ("date", _DATE), ("claim", _CLAIM)):
        for found in pattern.finditer(text):
            if found[0].casefold() not in said.text:
                yield f"{kind} {found[0]}"


def supported_target(target: str, said: Said) -> bool:
    """Whether a `tel:` or `mailto:` target is the brief's; any other target is supported."""
    if target.startswith("mailto:"):
        return target.removeprefix("mailto:").casefold() in said.text
    if target.startswith("tel:"):
        digits = "".join(_DIGITS.findall(target))
        return len(digits) >= 4 and digits in said.digits
    return True
