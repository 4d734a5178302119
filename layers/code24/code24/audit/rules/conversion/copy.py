"""Copy: headlines that say something, text that people read, and nothing left over from a template."""

import re
from collections.abc import Iterator

from code24.audit.models import Category, Severity
from code24.audit.rule import Defect, Look, page_rule
from code24.website.calls import language_of, plain, says_nothing
from code24.website.page import Page
from code24.website.website import Website

_NNG = "Nielsen Norman Group"
_LONGEST_HEADLINE = 80
"""Characters: two lines on a phone."""
_LONGEST_PARAGRAPH = 110
"""Words: about a phone's screen."""
_PLACEHOLDER = re.compile(
    r"lorem ipsum|dolor sit amet|your (?:text|title|heading|company name) here|insert text|placeholder text|"
    r"\b(?:john|jane) doe\b|example\.(?:com|org|net)\b|\b555[-.]?\d{4}\b|\bxxx-?xxx\b|platzhaltertext|texto de ejemplo",
    re.IGNORECASE,
)
_HINTS = (
    *("lorem ipsum", "dolor sit amet", " here", "insert text", "placeholder text", " doe", "example.", "555", "xxx"),
    *("platzhaltertext", "texto de ejemplo"),
)
"""One of these is in every text that the expression finds; to look for them is much faster."""
_PROOF = re.compile(
    r"testimonial|review|rating|client|customer|partner|referenz|kundenstimm|bewertung|avis|témoign|opinion|reseñ|"
    r"depoiment|recension",
    re.IGNORECASE,
)


@page_rule(
    "headline-says-something",
    Category.CONVERSION,
    Severity.SERIOUS,
    "The headline says what the page offers",
    (_NNG, "Headlines and the first 10 seconds"),
)
def headline(page: Page, website: Website) -> Iterator[Look]:
    for element in page.named("h1")[:1]:
        said = " ".join(element.text.split())
        if said:
            empty = says_nothing(said, "empty_headlines", language_of(page))
            yield Defect(f"“{said}” says nothing about the business.", element) if empty else None


@page_rule(
    "headline-length",
    Category.CONVERSION,
    Severity.MINOR,
    "The headline is short enough to be read at a glance",
    (_NNG, "How Users Read on the Web"),
)
def headline_length(page: Page, website: Website) -> Iterator[Look]:
    for element in page.named("h1")[:1]:
        said = " ".join(element.text.split())
        if said:
            long = len(said) > _LONGEST_HEADLINE
            yield (
                Defect(f"The headline has {len(said)} characters; keep it to {_LONGEST_HEADLINE}.", element)
                if long
                else None
            )


@page_rule(
    "paragraph-length",
    Category.CONVERSION,
    Severity.MINOR,
    "Paragraphs are short enough to be scanned",
    (_NNG, "How Users Read on the Web"),
)
def paragraphs(page: Page, website: Website) -> Iterator[Look]:
    for element in page.named("p"):
        count = len(element.text.split())
        if count:
            yield Defect(f"The paragraph has {count} words; split it.", element) if count > _LONGEST_PARAGRAPH else None


@page_rule(
    "placeholder-text",
    Category.CONVERSION,
    Severity.SERIOUS,
    "Nothing is left over from a template",
    ("Code24", "placeholder text"),
)
def leftovers(page: Page, website: Website) -> Iterator[Look]:
    found_any = False
    elements = page.named("p", "h1", "h2", "h3", "h4", "li", "a", "blockquote", "td")
    said = "\n".join([element.text for element in elements]).casefold().replace("\N{LATIN SMALL LETTER DOTLESS I}", "i")
    for element in elements if any(hint in said for hint in _HINTS) else ():
        found = _PLACEHOLDER.search(element.text)
        if found:
            found_any = True
            yield Defect(f"“{found[0]}” is a template's text, not yours.", element, excerpt=element.text.strip()[:120])
    if not found_any:
        yield None


@page_rule(
    "social-proof",
    Category.CONVERSION,
    Severity.MINOR,
    "The home page shows what others say",
    (_NNG, "Social Proof in the User Experience"),
)
def proof(page: Page, website: Website) -> Iterator[Look]:
    if page.path != "/index.html":
        return
    shown = bool(page.named("blockquote")) or any(
        _PROOF.search(f"{element.attr('class') or ''} {element.attr('id') or ''}")
        or (element.tag in {"h2", "h3"} and _PROOF.search(element.text))
        for element in page.named("section", "div", "article", "ul", "h2", "h3")
    )
    yield None if shown else Defect("The home page shows no voices of customers, references or ratings.")


@page_rule(
    "headline-once",
    Category.CONVERSION,
    Severity.MINOR,
    "Headlines do not repeat each other",
    (_NNG, "Writing for the Web"),
)
def repeated(page: Page, website: Website) -> Iterator[Look]:
    seen: set[str] = set()
    for element in page.named("h1", "h2"):
        said = plain(element.text)
        if said:
            yield Defect(f"“{' '.join(element.text.split())}” stands there twice.", element) if said in seen else None
            seen.add(said)


RULES = (headline, headline_length, paragraphs, leftovers, proof, repeated)
