"""How much of what strangers send is kept, and without what: control characters, and what names a person."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

MAX_NAME = 120
"""Characters of an event's name, as Plausible has it (Events API)."""
MAX_PROPS = 30
MAX_KEY = 300
MAX_VALUE = 2_000
"""Properties of an event, characters of a name and of a value, as Plausible has it (custom properties)."""
MAX_URL = 4_096
"""Characters of an address that is looked at."""
MAX_PATH = 300
"""Characters of a path that is kept."""
MAX_TAG = 120
"""Characters of a campaign's parameter or of a source."""
_MAX_MAIL = 254
"""Characters of an address of mail (RFC 5321, 4.5.3.1.3)."""

_LOCAL = r"[^\s/?#&=,;:<>()\[\]\"'@]"
# Looked for from the beginning of a run of such characters only: from each of them would take sixty times as long.
_EMAIL = re.compile(rf"(?<!{_LOCAL}){_LOCAL}+(?:@|%40)[\w-]+(?:\.[\w-]+)+")
_TOKEN = re.compile(
    r"(?:"
    r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"  # a UUID
    r"|eyJ[\w-]*\.[\w-]+(?:\.[\w-]*)?"  # a JSON web token
    r"|(?=[^\d]*\d)[0-9a-fA-F]{16,}"  # a hash
    r"|\+?\d{9,}"  # a number of an order, an account, a telephone
    r"|(?=[^\d]*\d)(?=[^A-Z]*[A-Z])(?=[^a-z]*[a-z])[\w~.=-]{20,}"  # random letters of both cases and digits
    r"|(?=(?:[A-Za-z]*\d+[A-Za-z]+){2})[0-9A-Za-z]{20,}"  # the same of one case, as no words and years are written
    r")",
    re.ASCII,
)
_PIECES = re.compile(r"([/;&=,|!]+)")
"""What stands between the parts of a path, of which each may be a token."""
_ABSOLUTE = re.compile(r"(https?://)(?:[^/?#\s@]*@)?([^?#\s]*)[?#\s]?.*", re.IGNORECASE | re.DOTALL)
_RELATIVE = re.compile(r"((?://)?(?:[\w-]+(?:\.[\w-]+)+(?::\d+)?)?/[^?#\s]*)(?:[?#]\S*)?")
"""An address without a scheme: a path, or a host and a path."""
EMAIL, ID = ":email", ":id"
"""What stands in a path for an address of mail, and for what looks like the id of a thing or a person."""


def line(value: str, most: int) -> str:
    """A text on one line, without what cannot be printed, at most so many characters long."""
    text = value[: most * 4]
    if not text.isprintable():
        text = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(text.split())[:most].rstrip()


def without_persons(text: str) -> str:
    """A text without addresses of mail."""
    return _EMAIL.sub(EMAIL, text) if "@" in text or "%40" in text else text


def path_without_persons(path: str) -> str:
    """A path whose segments that look like ids or tokens are `:id`, and addresses of mail `:email`; bounded."""
    text = without_persons(line(path, MAX_URL))
    return "".join(ID if is_token(each) else each for each in _PIECES.split(text))[:MAX_PATH]


def is_token(text: str) -> bool:
    """True for what looks like the id of a thing or a person."""
    return len(text) >= 9 and _TOKEN.fullmatch(text) is not None


def props_of(value: Any) -> dict[str, str]:
    """An event's properties: at most 30, scalars as text; what is anything else, or empty, is left out.

    Older scripts send them as JSON in a text. An address as a value is cut to host and path.
    """
    if isinstance(value, str):
        try:
            value = json.loads(value[: MAX_PROPS * (MAX_KEY + MAX_VALUE)])
        except (ValueError, RecursionError):
            return {}
    return dict(_props(value)) if isinstance(value, dict) else {}


def _props(given: Mapping[Any, Any]) -> Iterator[tuple[str, str]]:
    count = 0
    for key, each in given.items():
        name, text = without_persons(line(key, MAX_KEY + _MAX_MAIL))[:MAX_KEY].rstrip(), _scalar(each)
        if name and text:
            yield name, text
            count += 1
            if count == MAX_PROPS:
                return


def _scalar(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)[:MAX_TAG]
        case str():
            text = line(value, MAX_VALUE + _MAX_MAIL)  # half of an address of mail is not seen as one
            if found := _ABSOLUTE.fullmatch(text):
                host, slash, path = found[2].partition("/")
                text = found[1].lower() + host + (path_without_persons(slash + path) if slash else "")
            elif found := _RELATIVE.fullmatch(text):
                text = path_without_persons(found[1])
            return without_persons(text)[:MAX_VALUE].rstrip()
        case _:
            return ""
