"""Fields that all trackers' events have in common, each read strictly."""

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from code24.analytics.collecting.bounds import MAX_NAME, MAX_URL, line, without_persons

MOST_REVENUE = 1e9
_LONGEST_REVENUE = 300
MOST_SECONDS = 86_400.0
LONGEST_AGE = 3 * 86_400_000
"""Milliseconds; more is too old in any case, and is not told apart."""
VITALS = {"lcp": 60_000.0, "inp": 60_000.0, "fcp": 60_000.0, "ttfb": 60_000.0, "cls": 100.0}
"""What is measured of pages, and the most that can be true (milliseconds, and a sum of fractions)."""
_CURRENCY = re.compile(r"[A-Za-z]{3}", re.ASCII)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE | re.ASCII)

type Problems = list[tuple[str, str]]


def name_of(value: Any, problems: Problems) -> str:
    """The name of an event; what is wrong with it is added to `problems`."""
    if not isinstance(value, str) or not (name := line(value, MAX_NAME + 1)):
        problems.append(("event_name", "can't be blank" if value in (None, "") else "is invalid"))
        return ""
    if len(name) > MAX_NAME:
        problems.append(("event_name", f"should be at most {MAX_NAME} character(s)"))
    return without_persons(name)


def url_of(value: Any, problems: Problems) -> str:
    """The page's address, a web address or a path; what is wrong with it is added to `problems`."""
    if value is None or value == "":
        problems.append(("url", "is required"))
        return ""
    if not isinstance(value, str):
        problems.append(("url", "must be a string"))
        return ""
    if len(value) > MAX_URL:
        problems.append(("url", f"should be at most {MAX_URL} character(s)"))
        return ""
    scheme = _SCHEME.match(value.strip())
    if scheme and scheme[1].lower() not in {"http", "https", "app"}:
        problems.append(("url", "scheme is not allowed"))
    return value.strip()


def text_of(value: Any, most: int = MAX_URL) -> str:
    """A text, or nothing."""
    return value.strip()[:most] if isinstance(value, str) else ""


def number_of(value: Any, most: float, least: float = 0.0) -> float | None:
    """A number between two others; None for what is none. Numbers in texts count, as scripts send them."""
    if isinstance(value, str):
        try:
            value = float(value[:40])
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if least <= value <= most and math.isfinite(value) else None


def revenue_of(value: Any) -> tuple[float | None, str]:
    """Amount and ISO 4217 currency; both or none. Plausible takes them as JSON in a text, too."""
    if isinstance(value, str):
        try:
            value = json.loads(value[:_LONGEST_REVENUE])
        except (ValueError, RecursionError):
            return None, ""
    if not isinstance(value, Mapping):
        return None, ""
    amount = number_of(value.get("amount"), MOST_REVENUE, -MOST_REVENUE)
    currency = value.get("currency")
    if amount is None or not isinstance(currency, str) or not _CURRENCY.fullmatch(currency.strip()):
        return None, ""
    return round(amount, 4), currency.strip().upper()


def vitals_of(value: Any) -> dict[str, float]:
    """What was measured, as far as it can be true."""
    if not isinstance(value, Mapping):
        return {}
    found = ((name, number_of(value.get(name), most)) for name, most in VITALS.items())
    return {name: round(each, 4) for name, each in found if each is not None}


def kind_of(name: str) -> str:
    """The kind of an event that a website's owner names: what is no page view is a goal."""
    return "view" if name == "pageview" else "goal"
