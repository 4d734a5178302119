"""`_headers`, as Netlify and Cloudflare Pages read it: what files are served with, beside the files."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from code24.website.models import WebFile

NAME = "_headers"
_EVERYTHING = "/*"


def read_headers(files: Sequence[WebFile]) -> list[WebFile]:
    """The files with the headers that their `_headers` file gives them, which is no file of the website itself."""
    written = next((file.text for file in files if file.path == f"/{NAME}"), None)
    if written is None:
        return list(files)
    rules = [(_pattern(pattern), headers) for pattern, headers in _rules(written)]
    return [replace(file, headers={**file.headers, **_given(file, rules)}) for file in files if file.path != f"/{NAME}"]


def written_headers(files: Iterable[WebFile]) -> str:
    """The text of `_headers` for these files; empty where none has any."""
    files = tuple(files)
    shared = dict(files[0].headers) if files else {}
    for file in files:
        shared = {name: value for name, value in shared.items() if file.headers.get(name) == value}
    blocks = [_block(_EVERYTHING, shared)] if shared else []
    for file in files:
        own = {name: value for name, value in file.headers.items() if name not in shared}
        if own:
            blocks += [_block(address, own) for address in _addresses(file.path)]
    return "\n".join(blocks)


def _addresses(path: str) -> tuple[str, ...]:
    """What hosts serve a file under."""
    if path.endswith("/index.html"):
        return path.removesuffix("index.html"), path
    return (path.removesuffix(".html"), path) if path.endswith(".html") else (path,)


def _block(address: str, headers: Mapping[str, str]) -> str:
    lines = (f"  {name}: {' '.join(value.split())}" for name, value in sorted(headers.items()))
    return "\n".join([address.replace(" ", "%20"), *lines]) + "\n"


def _rules(text: str) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    for line in text.splitlines():
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        name, colon, value = stripped.partition(":")
        if not line[0].isspace():
            found.append((stripped, {}))
        elif found and colon:
            found[-1][1][name.strip().lower()] = value.strip()
    return found


def _pattern(written: str) -> re.Pattern[str]:
    """`*` stands for anything, `:name` for one part of a path."""
    parts = (".*" if part == "*" else "[^/]+" if part[0] == ":" else re.escape(part) for part in _pieces(written))
    return re.compile("".join(parts))


def _pieces(written: str) -> list[str]:
    return [piece for piece in re.split(r"(\*|(?<=/):\w+)", written.replace("%20", " ")) if piece]


def _given(file: WebFile, rules: Iterable[tuple[re.Pattern[str], Mapping[str, str]]]) -> dict[str, str]:
    given: dict[str, str] = {}
    for pattern, headers in rules:
        if any(pattern.fullmatch(address) for address in _addresses(file.path)):
            given |= headers
    return given
