"""Documents that HTML checkers accept: type, nesting, ids, obsolete parts."""

from collections.abc import Iterator
from itertools import islice

from turbohtml import Doctype, Element, Namespace
from turbohtml.conformance import check

from code24.audit.models import Category, Severity
from code24.audit.rule import Defect, Look, page_rule
from code24.website import vocabulary as html
from code24.website.page import Page
from code24.website.website import Website

_OBSOLETE = frozenset({"obsolete-element", "obsolete-attribute"})
_SIZED = html.words("img iframe video embed object canvas")
_WITH_VALUES = html.words("a button form input label link meta script textarea")
_MOST = 200


@page_rule("doctype", Category.DESIGN, Severity.MODERATE, "The page declares the HTML standard",
           ("HTML", "13.1.1"), ("Lighthouse", "doctype"), fix="markup-doctype")  # fmt: skip
def doctype(page: Page, website: Website) -> Iterator[Look]:
    """`<!doctype html>`; without it browsers imitate their old mistakes."""
    first = next((child for child in page.document.children if isinstance(child, Doctype)), None)
    fine = first is not None and first.name == "html" and not first.public_id and not first.system_id
    yield None if fine else Defect("The page does not start with <!doctype html>.", excerpt=page.text[:80])


@page_rule("html-valid", Category.DESIGN, Severity.MINOR, "Tags are written as HTML wants them", ("HTML", "13.2.2"))
def html_valid(page: Page, website: Website) -> Iterator[Look]:
    """Errors of the tokenizer and of the parser; serializing the page anew ends them."""
    yield None
    lines = page.text.splitlines()
    for error in islice(page.document.errors, _MOST):
        line = lines[error.line - 1] if 0 < error.line <= len(lines) else ""
        yield Defect(f"Parse error on line {error.line}: {error.code}.",
                     excerpt=line[max(0, error.col - 60) : error.col + 60])  # fmt: skip


@page_rule("duplicate-id", Category.DESIGN, Severity.MINOR, "No id is used twice", ("HTML", "3.2.6"),
           ("axe", "duplicate-id"), fix="markup-ids")  # fmt: skip
def duplicate_id(page: Page, website: Website) -> Iterator[Look]:
    """Links and scripts find only the first."""
    seen: set[str] = set()
    for element in page.elements:
        identifier = element.attr("id") if "id" in element.attrs else None
        if identifier:
            yield Defect(f"The id {identifier!r} is used twice.", element) if identifier in seen else None
            seen.add(identifier)


@page_rule("html-obsolete", Category.DESIGN, Severity.MINOR, "Nothing on the page is obsolete", ("HTML", "16"),
           fix="markup-obsolete")  # fmt: skip
def html_obsolete(page: Page, website: Website) -> Iterator[Look]:
    """Elements and attributes that HTML had before it had styles."""
    yield None
    for message in islice(check(page.document).messages, _MOST):
        if message.code in _OBSOLETE:
            yield Defect(f"Line {message.line}: {message.message}.")


@page_rule("html-content-model", Category.DESIGN, Severity.MINOR, "Elements stand where HTML allows them",
           ("HTML", "4"), fix="markup-nesting")  # fmt: skip
def content_model(page: Page, website: Website) -> Iterator[Look]:
    """Blocks in lines of text, lists with other things in them, links in links, metadata in the body."""
    for placed in page.placed:
        tag, parent = placed.element.tag, placed.parent
        problem = ""
        if tag in html.FLOW_ONLY and (holders := placed.ancestors & html.PHRASING_ONLY_CONTENT):
            problem = f"<{tag}> may not stand inside <{min(holders)}>, which holds text only."
        elif parent in {"ul", "ol", "dl"} and tag not in html.ONLY_CHILDREN[parent]:
            problem = f"<{parent}> may not hold <{tag}> directly."
        elif tag in {"a", "button", "label", "form"} and (around := placed.ancestors & html.NOT_INSIDE[tag]):
            problem = f"<{tag}> may not stand inside <{min(around)}>."
        elif tag == "title" and parent != "head":
            problem = "<title> belongs into <head>."
        yield Defect(problem, placed.element) if problem else None


@page_rule("html-attribute-values", Category.DESIGN, Severity.MINOR, "Attributes have values that HTML knows",
           ("HTML", "2.3"), fix="markup-values")  # fmt: skip
def attribute_values(page: Page, website: Website) -> Iterator[Look]:
    """Sizes are whole numbers without unit; `type` stands where it means something; nothing stands empty."""
    for element in page.named(*sorted(_SIZED | _WITH_VALUES)):
        if element.namespace is not Namespace.HTML:
            continue
        problem = ""
        if element.tag in _SIZED:
            wrong = [name for name in ("width", "height") if name in element.attrs and not _is_whole(element, name)]
            problem = f"{wrong[0]}={element.attr(wrong[0])!r} should be a whole number." if wrong else ""
        elif element.tag == "a" and "type" in element.attrs and "/" not in (element.attr("type") or ""):
            problem = f"type={element.attr('type')!r} is no media type."
        elif element.tag == "textarea" and "type" in element.attrs:
            problem = "<textarea> has no type."
        problem = problem or void_value(element)
        yield Defect(problem, element) if problem else None


def void_value(element: Element) -> str:
    """What is wrong with attributes that browsers take as if they were not there, or were written properly."""
    tag, attributes = element.tag, element.attrs
    empty = [name for name in ("action", "method") if name in attributes and not (element.attr(name) or "").strip()]
    if tag == "form" and empty:
        return f"{empty[0]} is empty."
    if tag == "button" and (strange := [name for name in ("href", "target", "rel") if name in attributes]):
        return f"<button> has no {strange[0]}."
    if any(is_backslashed(element.attr(name) or "") for name in ("src", "href") if name in attributes):
        return "The parts of a path are separated by slashes."
    if tag == "meta" and (element.attr("http-equiv") or "").lower() == "x-ua-compatible":
        said = (element.attr("content") or "").strip().lower()
        return "IE=edge is the only mode there is." if said.startswith("ie=") and said != "ie=edge" else ""
    padded = [name for name in ("id", "for") if name in attributes and _is_padded(element.attr(name) or "")]
    return f"The {padded[0]} has spaces around it." if padded else ""


def is_backslashed(url: str) -> bool:
    """Whether a path has backslashes, which browsers read as slashes."""
    return "\\" in url.partition("?")[0].partition("#")[0] and ":" not in url


def _is_padded(identifier: str) -> bool:
    return identifier != identifier.strip() and len(identifier.split()) == 1


def _is_whole(element: Element, name: str) -> bool:
    value = (element.attr(name) or "").strip()
    return value.isascii() and value.isdigit()


RULES = (attribute_values, content_model, doctype, duplicate_id, html_obsolete, html_valid)
