"""How a country spells and sets what playbooks and frames say. The owner's own words are never respelled."""

import re
from typing import Any

from code24.ai.typography import typeset

_AMERICAN = {
    "colour": "color",
    "flavour": "flavor",
    "favourite": "favorite",
    "neighbour": "neighbor",
    "enquiry": "inquiry",
    "tyre": "tire",
    "practise": "practice",
    "travelling": "traveling",
    "bonnet": "hood",
    "petrol": "gas",
    "metre": "meter",
    "kilometre": "mile",
    "grey": "gray",
    "diary": "calendar",
}
_AMERICAN_WORD = re.compile(rf"\b({'|'.join(_AMERICAN)})(?=s?\b)", re.IGNORECASE)
_SWISS = str.maketrans({"ß": "ss", "„": "«", "“": "»"})

BRITISH, AMERICAN, SWISS = "british", "american", "swiss"


def spelling_of(language: str) -> str:
    """The spelling that a language tag's region asks for."""
    parts = language.lower().split("-")
    if parts[0] == "en" and parts[-1] in {"us", "ca"}:
        return AMERICAN
    return SWISS if parts[0] == "de" and parts[-1] in {"ch", "li"} else BRITISH


def respelled(data: Any, spelling: str, language: str = "en") -> Any:
    """The same data with every text in another spelling, and with the marks and spaces of its language."""
    if isinstance(data, str):
        return typeset(_text(data, spelling), language)
    if isinstance(data, dict):
        return {key: respelled(value, spelling, language) for key, value in data.items()}
    if isinstance(data, list):
        return [respelled(value, spelling, language) for value in data]
    return data


def _text(text: str, spelling: str) -> str:
    if spelling == AMERICAN:
        return _AMERICAN_WORD.sub(lambda word: _cased(_AMERICAN[word[0].lower()], word[0]), text)
    return text.translate(_SWISS) if spelling == SWISS else text


def _cased(word: str, like: str) -> str:
    return word.capitalize() if like[0].isupper() else word
