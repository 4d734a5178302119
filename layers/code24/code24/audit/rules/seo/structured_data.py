"""Structured data: JSON-LD that machines can read, of types that there are, with what rich results need."""

import json
from collections.abc import Iterator
from functools import cache

from code24.audit.models import Category, Severity
from code24.audit.rule import Defect, Look, page_rule
from code24.website.page import Page
from code24.website.search import json_ld
from code24.website.search.reading import main_text
from code24.website.search.schema_org import LOCAL_BUSINESSES, ORGANIZATIONS, REQUIREMENTS, Requirement
from code24.website.search.schema_org_vocabulary import is_type, kinds, properties
from code24.website.website import Website

_GOOGLE_OWN = frozenset({"query-input"})
"""Properties that only Google knows: with `-input` and `-output` actions are annotated (schema.org, "Actions")."""
RICH_RESULTS: dict[str, Requirement] = {
    "Article": Requirement((), ("headline", "image", "datePublished", "author")),
    "BreadcrumbList": Requirement(("itemListElement",)),
    "Event": Requirement(("name", "startDate", "location")),
    "FAQPage": Requirement(("mainEntity",)),
    "JobPosting": Requirement(("title", "description", "datePosted", "hiringOrganization")),
    "ListItem": Requirement(("position", "name|item")),
    "Organization": Requirement(("name",)),
    "Product": Requirement(("name", "offers|review|aggregateRating")),
    "Recipe": Requirement(("name", "image")),
    "Review": Requirement(("author", "reviewRating")),
    "AggregateRating": Requirement(("ratingValue", "ratingCount|reviewCount")),
    "SoftwareApplication": Requirement(("name", "offers")),
    "VideoObject": Requirement(("name", "thumbnailUrl", "uploadDate")),
    "WebSite": Requirement(("name", "url")),
}
"""What the structured-data pages of Google Search Central require, where `schema_org` does not have it for built sites
more strictly."""
LOCAL = Requirement(("name", "address"))


@cache
def requirement(kind: str) -> Requirement | None:
    """What rich results of a type require; of the nearest type above it that is known."""
    if kind in LOCAL_BUSINESSES:
        return LOCAL
    if kind in ORGANIZATIONS:
        return RICH_RESULTS["Organization"]
    if kind in RICH_RESULTS:
        return RICH_RESULTS[kind]
    if kind in {"Question", "Answer", "Offer", "AggregateOffer"}:
        return REQUIREMENTS[kind]
    above = [RICH_RESULTS[each] for each in sorted(kinds(kind)) if each in RICH_RESULTS]
    return above[0] if above else None


@page_rule(
    "json-ld-present",
    Category.SEO,
    Severity.MODERATE,
    "Pages that may be listed say in structured data what they are",
    ("schema.org", "WebPage"),
    ("Google", "intro to structured data"),
    fix="json-ld",
)
def json_ld_present(page: Page, website: Website) -> Iterator[Look]:
    """As JSON-LD, microdata or RDFa."""
    if page.indexable:
        marked = json_ld.blocks(page) or page.document.select_one("[itemscope][itemtype], [typeof][vocab]") is not None
        yield None if marked else Defect("The page has no structured data.")


@page_rule(
    "json-ld",
    Category.SEO,
    Severity.SERIOUS,
    "Every JSON-LD block is JSON, of schema.org, with types and without empty values",
    ("schema.org", "JSON-LD"),
    ("Lighthouse", "structured-data"),
    fix="json-ld",
)
def json_ld_form(page: Page, website: Website) -> Iterator[Look]:
    """A list of objects, or one with `@graph`, is fine."""
    for text in json_ld.blocks(page):
        problem = next(json_ld.form_problems(text), None)
        yield Defect(problem, excerpt=text) if problem else None


@page_rule(
    "json-ld-vocabulary",
    Category.SEO,
    Severity.MODERATE,
    "JSON-LD uses types and properties that schema.org has",
    ("schema.org", "full hierarchy"),
)
def json_ld_vocabulary(page: Page, website: Website) -> Iterator[Look]:
    """A property counts where one of the object's types has it."""
    for node in json_ld.nodes(page):
        names = [name.rpartition("/")[2] for name in json_ld.types_of(node)]
        if not names:
            continue
        unknown = next((name for name in names if not is_type(name)), None)
        known = frozenset().union(*(properties(name) for name in names)) | _GOOGLE_OWN
        wrong = next((name for name in node if name[:1] != "@" and name not in known), None)
        if unknown:
            yield Defect(f"schema.org has no type {unknown}.", excerpt=_shown(node))
        else:
            yield Defect(f"{names[0]} has no property {wrong}.", excerpt=_shown(node)) if wrong else None


@page_rule(
    "rich-results",
    Category.SEO,
    Severity.MODERATE,
    "JSON-LD has what Google requires for rich results",
    ("Google", "structured data search gallery"),
)
def rich_results(page: Page, website: Website) -> Iterator[Look]:
    """Required properties alone; what is only recommended is no defect. References (`@id` alone) are passed over."""
    for node in json_ld.nodes(page):
        for name in json_ld.types_of(node):
            needed = requirement(name)
            if needed is None:
                continue
            missing = next((each for each in needed.required if not _has(node, each)), None)
            message = f"{name} lacks {' or '.join((missing or '').split('|'))}."
            yield Defect(message, excerpt=_shown(node)) if missing else None


def _has(node: json_ld.Node, choice: str) -> bool:
    return any(node.get(name) not in (None, "", [], {}) for name in choice.split("|"))


@page_rule(
    "faq-visible",
    Category.SEO,
    Severity.SERIOUS,
    "Questions in structured data stand on the page",
    ("Google", "structured data general guidelines"),
)
def faq_visible(page: Page, website: Website) -> Iterator[Look]:
    """Marking up what visitors do not see breaks Google's guidelines."""
    shown = None
    for node in json_ld.nodes(page):
        if "Question" in json_ld.types_of(node) and isinstance(node.get("name"), str):
            shown = main_text(page).casefold() if shown is None else shown
            fine = " ".join(node["name"].split()).casefold() in shown
            yield None if fine else Defect("The page does not show this question.", excerpt=node["name"])


@page_rule(
    "breadcrumbs",
    Category.SEO,
    Severity.MINOR,
    "Pages in folders say where they stand",
    ("Google", "breadcrumb structured data"),
    fix="json-ld",
)
def breadcrumbs(page: Page, website: Website) -> Iterator[Look]:
    """A BreadcrumbList on pages two folders deep or more, below a page of the website."""
    if page.indexable and page.address.strip("/").count("/") >= 1:
        fine = any("BreadcrumbList" in json_ld.types_of(node) for node in json_ld.nodes(page)) or (
            page.document.select_one('[itemtype$="BreadcrumbList"]') is not None
        )
        yield None if fine else Defect("The page says nowhere in structured data under which pages it stands.")


def _shown(node: json_ld.Node) -> str:
    return json.dumps(node, ensure_ascii=False, default=str)


RULES = (
    json_ld_present,
    json_ld_form,
    json_ld_vocabulary,
    rich_results,
    faq_visible,
    breadcrumbs,
)
