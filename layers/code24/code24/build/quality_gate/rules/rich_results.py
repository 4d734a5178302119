"""Rich results: every JSON-LD object has what search engines require, and says only what is true."""

import json
from collections.abc import Iterator

from code24.build.content.claims import Said
from code24.build.design.law import country_of
from code24.build.development.prices import parse_price
from code24.build.quality_gate.produced import ProducedSite
from code24.build.quality_gate.rule import Defect, Look, page_rule, site_rule
from code24.website.page import Page
from code24.website.search.json_ld import Node, blocks, nodes, types_of
from code24.website.search.schema_org import (
    LOCAL_BUSINESSES,
    NEVER_FILLED,
    ORGANIZATIONS,
    REQUIREMENTS,
    SELF_SERVING,
)

STATED = ("telephone", "email", "streetAddress", "postalCode", "addressLocality", "legalName", "vatID")
"""Properties whose values are the owner's, word for word."""
AMOUNTS = ("price", "minPrice", "maxPrice", "lowPrice", "highPrice")
LONGEST_PRICE = 60


@page_rule("json-ld-properties", "Every JSON-LD object is of a known type and has the properties that Google requires.")
def json_ld_properties(page: Page) -> Iterator[Look]:
    """By the table in `schema_org`. Types that no brief can fill, and reviews of oneself, are not used at all."""
    for node in nodes(page):
        for kind in types_of(node):
            problem = next(_problems(node, kind), None)
            yield Defect(problem, json.dumps(node, ensure_ascii=False)) if problem else None


def _problems(node: Node, kind: str) -> Iterator[str]:
    if kind in SELF_SERVING:
        yield f"A site may not mark up reviews of its own business ({kind})."
    elif kind in NEVER_FILLED:
        yield f"{kind} requires what no brief tells; use another type."
    elif kind not in REQUIREMENTS:
        yield f"{kind} is no schema.org type that sites may use."
    else:
        for choice in REQUIREMENTS[kind].required:
            if not any(node.get(name) not in (None, "", [], {}) for name in choice.split("|")):
                yield f"{kind} lacks {' or '.join(choice.split('|'))}."


@site_rule("json-ld-business", "The home page describes the business once, and names the site.")
def json_ld_business(site: ProducedSite) -> Iterator[Look]:
    """One object of the business, one WebSite whose name is the brand's."""
    home = site.page_at.get("/index.html")
    if home is None or not blocks(home):
        return  # required-files', json-ld's
    described = [node for node in nodes(home) if set(types_of(node)) & (LOCAL_BUSINESSES | ORGANIZATIONS)]
    names = [node.get("name") for node in nodes(home) if "WebSite" in types_of(node)]
    yield (
        None
        if len(described) == 1 and described[0].get("name") == site.brand.name
        else Defect(
            f"The home page describes {len(described)} businesses; it should be {site.brand.name}.", path=home.path
        )
    )
    yield (
        None if names == [site.brand.name] else Defect("The home page's WebSite should have the name.", path=home.path)
    )


@site_rule("json-ld-facts", "What JSON-LD says about the business stands in the brief, prices on the page.")
def json_ld_facts(site: ProducedSite) -> Iterator[Look]:
    """Contact data word for word; amounts where the page shows a price that is exactly this one."""
    if site.brief is None:
        return
    said, country = Said.by(site.brief, site.plan, site.own_words), country_of(site.brief)
    for page in site.pages:
        shown: set[tuple[str, str]] | None = None
        for node in nodes(page):
            for name in STATED:
                value = node.get(name)
                if isinstance(value, str):
                    fine = said.supports(value) or value.casefold() in site.owner_words
                    yield None if fine else Defect(f"The owner did not say this {name}.", value, page.path)
            for name in AMOUNTS:
                if name in node:
                    shown = _prices(page, country) if shown is None else shown
                    pair = (str(node[name]), str(node.get("priceCurrency", "")))
                    message = f"The page shows no price of {' '.join(pair)}."
                    yield None if pair in shown else Defect(message, path=page.path)


def _prices(page: Page, country: str | None) -> set[tuple[str, str]]:
    texts = {element.text.strip() for element in page.elements if element.tag in {"bdi", "p", "span", "td", "dd", "li"}}
    read = (parse_price(text, country) for text in texts if len(text) <= LONGEST_PRICE)
    return {(price.plain, price.currency) for price in read if price}


RULES = (json_ld_properties, json_ld_business, json_ld_facts)
