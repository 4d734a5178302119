"""What scripts do that a Content-Security-Policy has to know, told from their text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields

LIBRARY_HOSTS = frozenset({
    "https://cdn.jsdelivr.net", "https://cdnjs.cloudflare.com", "https://unpkg.com", "https://code.jquery.com",
    "https://stackpath.bootstrapcdn.com", "https://maxcdn.bootstrapcdn.com", "https://netdna.bootstrapcdn.com",
    "https://ajax.googleapis.com", "https://ajax.aspnetcdn.com", "https://use.fontawesome.com", "https://esm.sh",
    "https://cdn.startbootstrap.com", "https://esm.run", "https://cdn.skypack.dev",
})  # fmt: skip
"""Hosts of libraries, which load no scripts of others by themselves."""
_URL = re.compile(
    r"(?:https:|http:|(?<=[\"'`]))//([a-z0-9][a-z0-9.-]*\.[a-z]{2,24}(?::\d{1,5})?)(/[^\s\"'`<>\\)]*)?", re.IGNORECASE
)
_JQUERY = re.compile(r"jQuery (?:JavaScript Library )?v\d|jQuery (?:UI|Migrate) - v\d")
_NAMESPACES = frozenset({"www.w3.org", "schema.org", "reactjs.org", "github.com", "getbootstrap.com", "jquery.com"})
"""Hosts that stand in scripts as names and notes alone."""
_LOADER = re.compile(
    r"createElement\(\s*[\"'`]script[\"'`]|importScripts\(|\bimport\s*\(|,\s*[\"']script[\"']\s*,", re.IGNORECASE
)
_PATTERNS = {
    "evaluates": re.compile(
        r"(?<![\w.$])eval\s*\(|\bnew\s+Function\s*\((?!\s*[\"']return this)|set(?:Timeout|Interval)\(\s*[\"'`]"
    ),
    "writes_code": re.compile(
        r"document\.write(?:ln)?\s*\([^)]{0,400}<\\?\\?/?script|setAttribute\(\s*[\"']on[a-z]+[\"']|"
        r"[\"'`][^\"'`\n]{0,300}<[a-z]+[^<>\n]{0,200}\son(?:click|load|error|change|submit|input)\s*=|"
        r"\.(?:text|textContent|innerHTML)\s*=[^;\n]{0,80};[^;\n]{0,80}append\w*\(\s*script|"
        r"\b(?:globalEval|getScript)\s*\(|dataType\s*:\s*[\"']script[\"']",
        re.IGNORECASE,
    ),
    "writes_markup": re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createElement\(\s*[\"'`]style[\"'`]|"
        r"setAttribute\(\s*[\"']style[\"']|\.attr\(\s*[\"'`{]style|\.html\(|\.append\(|insertRule|DOMParser|cssText"
    ),
    "makes_frames": re.compile(r"iframe", re.IGNORECASE),
    "works_aside": re.compile(r"\bnew\s+(?:Shared)?Worker\b|serviceWorker"),
    "asks": re.compile(
        r"\bfetch\s*\(|XMLHttpRequest|\.ajax\b|axios|sendBeacon|EventSource|\$\.(?:get|post|getJSON)\b|WebSocket"
    ),
    "asks_elsewhere": re.compile(r"(?:fetch|open|ajax|sendBeacon|get|post)\s*\(\s*[A-Za-z_$][\w$.]*\s*[,)]"),
    "opens_sockets": re.compile(r"\bWebSocket\s*\("),
}


@dataclass(frozen=True)
class Habits:
    """What one or more scripts do."""

    evaluates: bool = False
    """Makes code of text."""
    writes_code: bool = False
    """Writes scripts or event handlers as text."""
    writes_markup: bool = False
    """Writes elements as text, or styles."""
    loads_scripts: bool = False
    """Makes script elements."""
    makes_frames: bool = False
    works_aside: bool = False
    """Starts workers."""
    asks: bool = False
    """Sends requests."""
    asks_elsewhere: bool = False
    """Sends requests to addresses that it holds in variables."""
    opens_sockets: bool = False

    @classmethod
    def all_of(cls, habits: Iterable["Habits"]) -> "Habits":
        """What any of several scripts does."""
        listed = list(habits)
        return cls(*(any(getattr(each, field.name) for each in listed) for field in fields(cls)))


def habits(text: str) -> Habits:
    """What a script does."""
    found = {name: pattern.search(text) is not None for name, pattern in _PATTERNS.items()}
    if _JQUERY.search(text[:2_000]):
        # What it offers is not what a page does with it: that stands in the scripts that call it.
        found |= {
            "evaluates": False,
            "writes_code": False,
            "makes_frames": False,
            "asks_elsewhere": False,
            "asks": False,
        }
    return Habits(loads_scripts=_LOADER.search(text) is not None, **found)


def hosts_in(text: str) -> tuple[str, ...]:
    """Hosts of the addresses in a script's text, over HTTPS; those that only name things are left out."""
    return tuple(
        dict.fromkeys(f"https://{host.lower()}" for host, _ in _URL.findall(text) if host.lower() not in _NAMESPACES)
    )


def script_hosts_in(text: str) -> tuple[str, ...]:
    """Hosts that a script loads other scripts from: those of addresses that end like scripts, where it makes any."""
    if not _LOADER.search(text) and "from" not in text and "imports" not in text:
        return ()
    ends = re.compile(r"\.m?js(?:$|[?#])|/gtag/|/npm/|@\d")
    return tuple(
        dict.fromkeys(
            f"https://{host.lower()}"
            for host, path in _URL.findall(text)
            if ends.search(path) and host.lower() not in _NAMESPACES
        )
    )
