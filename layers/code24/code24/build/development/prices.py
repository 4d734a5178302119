"""Prices in the owner's words, read strictly: one amount in one known currency, or nothing.

What visitors read stays the owner's text. This reading is for machines only, where a wrong price would be worse than
none, so whatever leaves a doubt (a range, two amounts, a sign that several currencies share) is no price here.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from code24.website.vocabulary import words

CURRENCY_OF_COUNTRY = {
    **dict.fromkeys(("US", "EC", "SV", "PR", "PA", "GU", "VI"), "USD"),
    **{"AU": "AUD", "CA": "CAD", "NZ": "NZD", "SG": "SGD", "HK": "HKD", "MX": "MXN", "AR": "ARS", "CL": "CLP"},
    **{"CO": "COP", "UY": "UYU", "JP": "JPY", "CN": "CNY", "SE": "SEK", "NO": "NOK", "DK": "DKK", "IS": "ISK"},
    **{"GB": "GBP", "IM": "GBP", "JE": "GBP", "GG": "GBP", "EG": "EGP", "LB": "LBP"},
}
"""What a shared sign (`$`, `¥`, `kr`, `£`) means in a country (ISO 3166-1 to ISO 4217)."""
SHARED = {"$": frozenset({"USD", "AUD", "CAD", "NZD", "SGD", "HKD", "MXN", "ARS", "CLP", "COP", "UYU"})}
SHARED |= {"¥": frozenset({"JPY", "CNY"}), "kr": frozenset({"SEK", "NOK", "DKK", "ISK"})}
SHARED |= {"£": frozenset({"GBP", "EGP", "LBP"})}
OWN = {
    **{"€": "EUR", "euro": "EUR", "euros": "EUR", "eur": "EUR", "r$": "BRL", "us$": "USD", "a$": "AUD", "c$": "CAD"},
    **{"ca$": "CAD", "au$": "AUD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD", "mx$": "MXN", "円": "JPY", "元": "CNY"},
    **{"fr.": "CHF", "sfr.": "CHF", "zł": "PLN", "zl": "PLN", "kč": "CZK", "ft": "HUF", "lei": "RON", "лв": "BGN"},
    **{"₹": "INR", "₺": "TRY", "tl": "TRY", "₽": "RUB", "₴": "UAH", "₩": "KRW", "₪": "ILS", "฿": "THB", "₫": "VND"},
    **{"₦": "NGN", "₱": "PHP", "₸": "KZT", "₾": "GEL", "د.إ": "AED", "ر.س": "SAR"},
}
"""Signs and words that stand for one currency, in lower case."""
CODES = words(
    "AED ARS AUD BGN BHD BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP GEL HKD HUF IDR ILS INR ISK JOD JPY KES KRW KWD "
    "KZT LBP MAD MXN MYR NGN NOK NZD OMR PEN PHP PLN QAR RON RSD RUB SAR SEK SGD THB TND TRY TWD UAH USD UYU VND ZAR"
)
"""ISO 4217 codes of currencies that prices on small businesses' sites are in."""
THREE_DECIMALS = frozenset({"BHD", "JOD", "KWD", "OMR", "TND"})
"""Currencies in which `1.500` is one and a half."""

_FROM = (
    "from|starting at|starts at|starting from|ab|ab nur|à partir de|a partir de|dès|des|desde|partendo da|a partire da"
    "|da|od|vanaf|från|fra|från|από|от|από"
)
_PER = "/|per|pro|je|par|por|al|alla|all'|à la|a"
_UNITS = {
    "HUR": "h|hr|hour|std|std.|stunde|heure|hora|ora|godz|godz.",
    "DAY": "day|tag|jour|día|dia|giorno",
    "night": "night|nacht|nuit|noche|noite|notte",
    "WEE": "week|wk|woche|semaine|semana|settimana",
    "MON": "mo|month|monat|mois|mes|mês|mese",
    "ANN": "yr|year|jahr|an|año|ano|anno",
    "MIN": "min|minute|minuto",
    "KGM": "kg|kilo",
    "GRM": "g",
    "LTR": "l|litre|liter|litro",
    "MTR": "m|metre|meter|metro",
    "MTK": "m²|m2|qm|sqm",
    "person": "person|pers|pers.|persona|personne|pessoa|p.p.|head|kopf|guest|gast",
    "piece": "piece|pc|stück|stk|stk.|pièce|pieza|peça|pezzo|each",
    "user": "user|seat|nutzer|utilisateur|usuario|utente|member",
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words.split("|")}
_SPACE = " \u00a0\u202f\u2009"
_AMOUNT = rf"\d{{1,3}}(?:[.,'’{_SPACE}]\d{{3}})+(?:[.,]\d{{1,2}})?|\d+(?:[.,]\d{{1,3}})?"  # noqa: RUF001
_SIGN = r"(?:[^\W\d_]{1,2}\$|د\.إ|ر\.س|[^\W\d_]{1,5}\.?|[$€£¥₹₺₽₴₩₪฿₫₦₱₸₾])"
_PRICE = re.compile(
    rf"(?:(?P<least>{_FROM})[{_SPACE}]+)?"
    rf"(?:(?P<before>{_SIGN})[{_SPACE}]?)?"
    rf"(?P<amount>{_AMOUNT})(?P<even>[.,](?:[-–—]{{1,2}}))?"  # noqa: RUF001
    rf"(?:[{_SPACE}]?(?P<after>{_SIGN}))?"
    rf"(?:[{_SPACE}]?(?:{_PER})[{_SPACE}]?(?P<unit>[^\W\d_][^\d/]{{0,14}}))?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Price:
    """An amount as machines want it."""

    amount: Decimal
    currency: str
    """ISO 4217."""
    least: bool = False
    """True for the lowest of several prices (`from £190`)."""
    unit: str = ""
    """What it is for: a UN/CEFACT code (`HUR`) or a word (`night`); empty where it is for the whole thing."""

    @property
    def plain(self) -> str:
        """Digits with a point (`4.50`)."""
        return format(self.amount, "f")


def parse_price(text: str, country: str | None = None) -> Price | None:
    """The price that a text is, and nothing but is; None where anything is in doubt.

    `country` (ISO 3166-1 alpha-2) says which of several currencies a sign like `$` stands for.
    """
    found = _PRICE.fullmatch(text.strip(_SPACE))
    if found is None:
        return None
    signs = [sign for sign in (found["before"], found["after"]) if sign]
    currencies = {_currency(sign, country) for sign in signs}
    if len(currencies) != 1:
        return None
    (currency,) = currencies
    amount = _amount(found["amount"], currency or "")
    unit = _UNIT_OF.get((found["unit"] or "").strip(_SPACE).casefold(), "")
    if currency is None or amount is None or (found["unit"] and not unit):
        return None
    return Price(amount, currency, least=found["least"] is not None, unit=unit)


def _currency(sign: str, country: str | None) -> str | None:
    if sign.upper() in CODES:
        return sign.upper()
    name = sign.casefold()
    if name in OWN:
        return OWN[name]
    local = CURRENCY_OF_COUNTRY.get(country or "")
    return local if local in SHARED.get(name.rstrip("."), ()) else None


def _amount(text: str, currency: str) -> Decimal | None:
    """The number, whichever of its marks are decimal; None where both readings are possible."""
    compact = re.sub(rf"['’{_SPACE}]", "", text)  # noqa: RUF001
    marks = re.findall(r"[.,]", compact)
    last = compact.rpartition(marks[-1])[2] if marks else ""
    decimal = bool(marks) and len(last) < 3
    if marks and not decimal and (currency in THREE_DECIMALS or len(set(marks)) > 1):
        return None
    if decimal and marks.count(marks[-1]) > 1:
        return None
    whole = compact[: -len(last) - 1] if decimal else compact
    if not decimal and len(marks) == 1 and (whole.startswith("0") or len(re.split("[.,]", whole)[0]) > 3):
        return None
    digits = re.sub(r"[.,]", "", whole)
    return Decimal(f"{digits}.{last}" if decimal else digits)
