"""Markup: what the parser reports, and what it silently repairs."""

from collections.abc import Iterator
from itertools import islice

from turbohtml import Doctype, TokenType, tokenize
from turbohtml.conformance import check

from code24.build.quality_gate.produced import PAGE_LIMIT, ProducedSite
from code24.build.quality_gate.rule import Defect, Look, page_rule, site_rule
from code24.website.page import Page
from code24.website.vocabulary import OMISSIBLE_END, OMISSIBLE_START, VOID

BYTES_BEFORE_CHARSET = 1024
MOST_ERRORS = 1_000
"""Parse errors of one page that are counted."""
TEXT = "#text"
"""Stands for text among the tags; the parser moves it out of tables."""
REPORTED_WARNINGS = frozenset({"empty-heading"})
OTHER_RULES = frozenset(
    {
        "aria-invalid-role",
        "img-missing-alt",
        "input-image-missing-alt",
        "missing-lang",
        "missing-title",
        "obsolete-attribute",
        "obsolete-element",
    }
)
"""What `aria`, `image-alt`, `labels`, `language`, `title`, `attributes` and `content-model` report."""


@site_rule("page-size", f"Every page is at most {PAGE_LIMIT:,} characters long.")
def page_size(site: ProducedSite) -> Iterator[Look]:
    """Longer pages are not parsed by the other rules."""
    yield from (None for _ in site.pages)
    for path in site.oversized:
        yield Defect(f"The page is longer than {PAGE_LIMIT:,} characters; shorten it.", path=path)


@page_rule("html-valid", "The page has no parse error of the WHATWG tokenizer.")
def html_valid(page: Page) -> Iterator[Look]:
    """Tokenizer errors (WHATWG HTML, 13.2.2)."""
    yield None
    lines = page.text.splitlines()
    for error in islice(page.document.errors, MOST_ERRORS):
        line = lines[error.line - 1] if 0 < error.line <= len(lines) else ""
        yield Defect(f"Parse error on line {error.line}: {error.code}.", line[max(0, error.col - 60) : error.col + 60])


@page_rule("html-doctype", "The page starts with <!doctype html>.")
def html_doctype(page: Page) -> Iterator[Look]:
    """Without it browsers fall into quirks mode."""
    first = next(iter(page.document.children), None)
    standard = isinstance(first, Doctype) and first.name == "html" and not first.public_id and not first.system_id
    yield None if standard else Defect("The page does not start with <!doctype html>.", page.text[:80])


@page_rule("html-charset", "The page declares UTF-8 within its first 1024 bytes.")
def html_charset(page: Page) -> Iterator[Look]:
    """WHATWG HTML, 4.2.5.4."""
    declared = [element.attr("charset") for element in page.named("meta") if element.attr("charset") is not None]
    early = "charset" in page.text.encode(errors="replace")[:BYTES_BEFORE_CHARSET].decode(errors="replace").lower()
    if [(name or "").lower() for name in declared] == ["utf-8"] and early:
        yield None
    else:
        yield Defect('The page needs exactly one <meta charset="utf-8"> within its first 1024 bytes.')


def nesting_defects(page: Page) -> Iterator[Look]:
    """Tree construction errors, found by comparing the written tags with those of the tree that the parser built.

    What the standard allows to leave out (13.1.2.4) may differ; the first other difference is reported.
    """
    written = list(_tags(page.text))
    built = list(_tags(page.document.html))
    position = 0
    for number, (opens, name, line) in enumerate(written):
        while position < len(built) and built[position][:2] != (opens, name) and _omissible(*built[position][:2]):
            position += 1
        if position == len(built) or built[position][:2] != (opens, name):
            yield from (None for _ in range(number))
            yield _repaired(opens, name, line, [tag for *tag, _ in built[position : position + 1]])
            return
        position += 1
    yield from (None for _ in written)
    for opens, name, _ in islice(built, position, None):
        if not _omissible(opens, name):
            yield Defect(f"<{name}> is never closed.")
            return


html_nesting = page_rule("html-nesting", "Every tag opens and closes where it is written; the parser repairs nothing.")(
    nesting_defects
)


def _repaired(opens: bool, name: str, line: int, expected: list[list[object]]) -> Defect:
    if not opens:
        hint = f" (<{expected[0][1]}> is still open)" if expected and not expected[0][0] else ""
        return Defect(f"</{name}> on line {line} closes nothing that can be closed there{hint}.", f"</{name}>")
    if name == TEXT:
        return Defect(f"The text on line {line} may not stand there; the parser moves it.")
    if expected and not expected[0][0]:
        return Defect(f"<{name}> on line {line} forces <{expected[0][1]}> to end before it.", f"<{name}>")
    return Defect(f"<{name}> on line {line} may not stand there; the parser moves or drops it.", f"<{name}>")


def _tags(text: str, *, nested: bool = False) -> Iterator[tuple[bool, str, int]]:
    """Every tag and text as (opens, name, line); `noscript`, which the tokenizer leaves as text, is read once more."""
    in_noscript = False
    for token in tokenize(text):
        name = token.tag or ""
        if token.type is TokenType.START_TAG:
            yield True, name, token.line
            if token.self_closing and name not in VOID:
                yield False, name, token.line
            in_noscript = name == "noscript" and not nested
        elif token.type is TokenType.END_TAG:
            yield False, name, token.line
            in_noscript = False
        elif token.type is TokenType.TEXT and in_noscript:
            yield from _tags(token.data or "", nested=True)
        elif token.type is TokenType.TEXT and (token.data or "").strip():
            yield True, TEXT, token.line


def _omissible(opens: bool, name: str) -> bool:
    return name in (OMISSIBLE_START if opens else OMISSIBLE_END)


@page_rule("html-conformance", "No id twice, no empty heading, nothing else that the HTML standard forbids authors.")
def html_conformance(page: Page) -> Iterator[Look]:
    """The authoring requirements that the parser library knows, without those of `OTHER_RULES`."""
    yield None
    for message in check(page.document).messages:
        counts = message.severity == "error" or message.code in REPORTED_WARNINGS
        if counts and message.code not in OTHER_RULES:
            yield Defect(f"Line {message.line}: {message.message}.")


@page_rule("html-ids", "Every id is a single word.")
def html_ids(page: Page) -> Iterator[Look]:
    """WHATWG HTML, 3.2.6: at least one character and no ASCII whitespace; doubles are `html-conformance`'s."""
    for element in page.elements:
        value = element.attr("id")
        if value is not None:
            fine = bool(value) and not any(character in value for character in " \t\n\r\f")
            yield None if fine else Defect("An id must be one word.", f'<{element.tag} id="{value}">')


RULES = (page_size, html_valid, html_doctype, html_charset, html_nesting, html_conformance, html_ids)
