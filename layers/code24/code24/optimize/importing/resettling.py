"""The gathered files as a website: at their new paths, with every internal address rewritten to them."""

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

from code24.optimize.addresses import relative_to
from code24.optimize.importing.gathered import Gathered, Read
from code24.optimize.importing.page_reading import in_utf8
from code24.optimize.importing.rewriting import Address, Editing, Kind, edit_page
from code24.optimize.importing.scope import Scope, fragment_of, quoted
from code24.optimize.importing.stylesheets import edit_stylesheet
from code24.website.file_types import with_charset
from code24.website.models import WebFile

NOT_FOUND = "/404.html"
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


def resettled(gathered: Gathered, scope: Scope) -> list[WebFile]:
    """All files, texts in UTF-8. `Read.path` says where each of them is."""
    files: dict[str, WebFile] = {}
    for read in gathered.files.values():
        if read.path not in files:
            body = _body(read, gathered, scope)
            files[read.path] = WebFile(read.path, with_charset(read.media_type), body, source=read.url)
    return list(files.values())


def _body(read: Read, gathered: Gathered, scope: Scope) -> bytes:
    if read.is_page:
        return in_utf8(edit_page(read.text, _on_page(read, gathered, scope))).encode("utf-8", "replace")
    if read.media_type == "text/css":
        replace = _replacing(read, gathered, scope)
        return edit_stylesheet(read.text, lambda found: replace(found.url)).encode("utf-8", "replace")
    if read.media_type == "application/manifest+json":
        return _manifest(read, gathered, scope)
    return read.body


def _on_page(read: Read, gathered: Gathered, scope: Scope) -> Editing:
    replace = _replacing(read, gathered, scope)

    def edit(address: Address) -> str | None:
        if address.kind is Kind.FORM:
            # Nobody answers a form where only files are served: it goes on to the website that it was made for.
            own = scope.known(address.url, read.base) is not None
            return _in_full(address.url, read.base) if own or _is_astray(address.url, read) else None
        if address.kind is Kind.PREVIEW:
            file, target = _target(address.url, read, gathered, scope)
            return f"{scope.origin}{quoted(_address(file.path))}" if file else target
        return replace(address.url)

    return Editing(edit, keeps_base=False)


def _replacing(read: Read, gathered: Gathered, scope: Scope) -> Callable[[str], str | None]:
    """Addresses of one file to those of the files that they lead to.

    What was not taken is named in full, so that it still leads where it led; what the website itself does not have
    stays as it is, for the audit to find. Other websites' addresses stay as they are written.
    """

    def replace(url: str) -> str | None:
        if url.startswith("#") or not url:
            # With a `base` element even these lead elsewhere; without it they need nothing.
            return None if read.base == read.url else fragment_of(url) or None
        file, target = _target(url, read, gathered, scope)
        if file is None:
            return target
        if read.path == NOT_FOUND:
            return quoted(_address(file.path)) + fragment_of(url)
        return relative_to(read.path, _address(file.path)) + fragment_of(url)

    return replace


def _target(url: str, read: Read, gathered: Gathered, scope: Scope) -> tuple[Read | None, str | None]:
    """The file that an address leads to, or what is to be written in its place (None: nothing else)."""
    known = scope.known(url, read.base)
    if known is None:
        return None, _in_full(url, read.base) if _is_astray(url, read) else None
    file = gathered.file(known)
    if file is not None:
        return file, None
    end = gathered.end_of(known)
    if end in gathered.dead:
        return None, end.removeprefix(scope.origin) + fragment_of(url) if _is_relative(url) else None
    return None, end + fragment_of(url)


def _is_relative(url: str) -> bool:
    return not url.startswith("/") and not _SCHEME.match(url)


def _is_astray(url: str, read: Read) -> bool:
    """Whether an address leads to another website only because a `base` element says so."""
    return read.base != read.url and not url.startswith("//") and not _SCHEME.match(url)


def _in_full(url: str, base: str) -> str | None:
    try:
        target = urljoin(base, url)
    except ValueError:
        return None
    return target if target.startswith(("http://", "https://")) else None


def resettled_address(read: Read) -> str:
    """The URL path, quoted, under which a file is now."""
    return quoted(_address(read.path))


def _address(path: str) -> str:
    """The path that visitors use."""
    return path.removesuffix("index.html") if path.endswith("/index.html") else path


def _manifest(read: Read, gathered: Gathered, scope: Scope) -> bytes:
    replace = _replacing(read, gathered, scope)

    def renamed(value: Any, name: str) -> Any:
        if isinstance(value, dict):
            return {key: renamed(inner, key) for key, inner in value.items()}
        if isinstance(value, list):
            return [renamed(inner, name) for inner in value]
        return (replace(value) or value) if isinstance(value, str) and name in {"src", "start_url", "url"} else value

    try:
        return json.dumps(renamed(json.loads(read.text), ""), ensure_ascii=False, indent=2).encode()
    except (ValueError, RecursionError):
        return read.body
