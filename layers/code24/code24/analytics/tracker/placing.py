"""Where the script's tag goes in a page, so that everything else of the page stays as it is, byte by byte.

A place counts when a parser of the HTML Standard, with scripting and without, finds the script there and the page
around it unchanged. What cannot be read, or has no such place, goes without.
"""

import re
from collections.abc import Iterator

from turbohtml import Document, Element, parse

_INERT = frozenset({"template", "noscript", "svg", "math", "select", "noembed", "noframes"})
"""Elements in which a script does not run, or is none."""
_NEW_LINE = re.compile(r"\r\n")
_BOM = "\ufeff"
_ELSEWHERE = re.compile(r"[\x00-\x20]*(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)


def place_for(content: bytes, tag: str) -> int | None:
    """The byte before which the tag goes; None for pages that are better left alone.

    The end of the head first, then that of the body and of the document.
    """
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    mark = text[:1] if text.startswith(_BOM) else ""
    page = text.removeprefix(mark)
    documents = [parse(page, source_locations=True), parse(page, scripting=True)]
    source = _source(tag)
    for normalized in dict.fromkeys(_places(documents[0], page)):
        at = _in_source(page, normalized)
        if all(
            _is_same(parse(page[:at] + tag + page[at:], scripting=scripting), source, document.html)
            for scripting, document in zip((False, True), documents, strict=True)
        ):
            return len((mark + page[:at]).encode())
    return None


def base_leads_elsewhere(document: Document) -> bool:
    """Whether a page says that its addresses may be another host's."""
    return any(_ELSEWHERE.match(base.attr("href") or "") for base in document.select("base[href]"))


def _places(document: Document, page: str) -> Iterator[int]:
    """Offsets into the page with its line ends as parsers see them."""
    if not any(element.source_location for element in document.iter_elements()):
        return  # a text, which somebody may compare: the proof that a host is somebody's, for example
    head, body, root = (document.select_one(tag) for tag in ("head", "body", "html"))
    if (at := _end_tag(head)) is not None:
        yield at
    if head is not None and (at := _end_of_last(head)) is not None:
        yield at
    yield from (at for element in (body, root) if (at := _end_tag(element)) is not None)
    yield len(_NEW_LINE.sub("\n", page))


def _end_tag(element: Element | None) -> int | None:
    location = element.source_location if element is not None else None
    return location.end_tag.start_offset if location is not None and location.end_tag is not None else None


def _end_of_last(head: Element) -> int | None:
    ends = [
        (location.end_tag or location.start_tag).end_offset
        for child in head.children
        if isinstance(child, Element) and (location := child.source_location) is not None
    ]
    return ends[-1] if ends else None


def _in_source(page: str, normalized: int) -> int:
    """The offset in a page whose line ends are its own."""
    at = normalized
    for found in _NEW_LINE.finditer(page):
        if found.start() >= at:
            break
        at += 1
    return at


def _is_same(document: Document, source: str, untouched: str) -> bool:
    """Whether the page holds the script, once and where it runs, and is otherwise the same."""
    found = [script for script in document.select("script") if script.attr("src") == source]
    if len(found) != 1 or any(getattr(each, "tag", "") in _INERT for each in found[0].ancestors):
        return False
    found[0].decompose()
    return document.html == untouched


def _source(tag: str) -> str:
    script = parse(tag).select_one("script[src]")
    return (script.attr("src") or "") if script is not None else ""
