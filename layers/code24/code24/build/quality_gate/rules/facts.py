"""Facts: every number, price, address and telephone on the pages is the owner's."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from turbohtml import Element, Text

from code24.build.content.claims import Said, supported_target, unsupported_claims
from code24.build.development.links import mail_link, phone_link
from code24.build.quality_gate.produced import ProducedSite
from code24.build.quality_gate.rule import Defect, Look, site_rule
from code24.website.page import Page
from code24.website.references import Use, resolve

KINDS = ("number", "price", "e-mail", "address")
"""Kinds of `unsupported_claims` that a machine can be sure of in any language."""
CHECKED = re.compile(r"[\d@:]|www\.", re.IGNORECASE)
"""What every such claim holds."""
SPOKEN = ("alt", "aria-label", "title")
SILENT = frozenset({"script", "style", "template", "svg"})
DESCRIBING = frozenset({"description", "og:title", "og:description"})


@site_rule("facts", "Every number, price, e-mail address and web address on the pages comes from the brief.")
def facts(site: ProducedSite) -> Iterator[Look]:
    """Legal pages may refer to laws besides, each in exactly the words of `content.law`."""
    if site.brief is None:
        return
    said = Said.by(site.brief, site.plan, site.own_words)
    known: dict[tuple[str, bool], str | None] = {}
    for page in site.pages:
        kind = site.page_kinds.get(page.path)
        laws = kind is None or kind.legal
        for text in _told(page):
            if (text, laws) not in known:
                known[text, laws] = _invented(text, said, laws=laws)
            claim = known[text, laws]
            yield Defect(f"The owner did not say this: {claim}.", text, page.path) if claim else None


def _invented(text: str, said: Said, *, laws: bool) -> str | None:
    if not CHECKED.search(text):
        return None
    for claim in unsupported_claims(text, said, laws=laws):
        worded = claim.startswith("number ") and not any(character.isdigit() for character in claim)
        if claim.startswith(KINDS) and not worded:
            return claim
    return None


def _told(page: Page) -> Iterator[str]:
    """Every text that people read or hear, sentences in one piece."""
    for element in page.elements:
        for name in SPOKEN:
            if value := element.attr(name):
                yield value
        if element.tag == "meta" and (element.attr("name") or element.attr("property")) in DESCRIBING:
            yield element.attr("content") or ""
        if element.tag not in SILENT:
            yield from _own_texts(element)


def _own_texts(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, Text) and child.data.strip():
            yield " ".join(child.data.split())


@site_rule("own-links", "Links to other sites, mail and telephone lead to what the brief names.")
def own_links(site: ProducedSite) -> Iterator[Look]:
    """Addresses as the owner wrote them, with or without their scheme."""
    if site.brief is None:
        return
    said = Said.by(site.brief, site.plan, site.own_words)
    contact = site.brief.contact
    own = {phone_link(contact.phone or ""), mail_link(contact.email or "")}
    profiles = {str(url).rstrip("/") for url in site.brief.profiles}
    for page in site.pages:
        for reference in page.references:
            if reference.use is not Use.NAVIGATES or not reference.where.startswith(("a ", "area ")):
                continue
            try:
                target = resolve(reference.url, f"{site.origin}{page.address}")
            except ValueError:
                continue  # link-target's
            if target.scheme == "tel" and not any(character.isdigit() for character in target.path):
                continue  # link-scheme's
            if target.origin is None:
                fine = reference.url in own or supported_target(unquote(reference.url), said)
            else:
                bare = reference.url.partition("://")[2].rstrip("/").casefold()
                given = reference.url.rstrip("/") in profiles or bare in site.owner_words
                fine = target.origin == site.origin or given
            yield None if fine else Defect("The brief names no such address.", reference.url, page.path)


RULES = (facts, own_links)
