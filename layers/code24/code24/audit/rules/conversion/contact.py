"""Reaching the business: telephone numbers and mail addresses that can be used, and a way to them from everywhere."""

import re
from collections.abc import Iterator

from turbohtml import Text

from code24.audit.models import Category, Severity
from code24.audit.rule import Defect, Look, page_rule, site_rule
from code24.website.calls import forms_of
from code24.website.page import Page
from code24.website.website import Website

_PHONE = re.compile(r"(?<![\w./-])(?:\+\d{1,3}[ ./-]?)?(?:\(\d{1,5}\)[ ./-]?)?\d{2,5}(?:[ ./-]\d{2,5}){1,4}(?![\w./-])")
_DIGITS = re.compile(r"\d\d")
"""In every number; to look for them first is much faster."""
_CUE = re.compile(r"phone|call|tel\b|telefon|téléphone|teléfono|telefone|mobil|☎|📞|\+\d", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_CONTACT = re.compile(r"contact|kontakt|contacto|contato|contatti|impressum", re.IGNORECASE)
_SILENT = "a, script, style, template, noscript, textarea, code, pre"


def _texts(page: Page) -> list[tuple[Text, str]]:
    """Texts that stand in no link, and what they say."""
    if "texts outside of links" not in page.memory:
        page.memory["texts outside of links"] = list(_outside_of_links(page))
    found: list[tuple[Text, str]] = page.memory["texts outside of links"]
    return found


def _outside_of_links(page: Page) -> Iterator[tuple[Text, str]]:
    for element in page.elements:
        for node in element.children:
            if isinstance(node, Text) and (text := node.text).strip() and element.closest(_SILENT) is None:
                yield node, text


@page_rule(
    "phone-linked",
    Category.CONVERSION,
    Severity.MODERATE,
    "Telephone numbers can be called with one touch",
    ("RFC 3966", "tel"),
)
def phones(page: Page, website: Website) -> Iterator[Look]:
    for link in page.named("a"):
        if (link.attr("href") or "").lower().startswith("tel:"):
            yield None
    for node, text in _texts(page):
        if not _DIGITS.search(text):
            continue
        around = node.parent.text if node.parent is not None else text
        if len(around) < 200 and _CUE.search(around):
            for found in _PHONE.finditer(text):
                if 7 <= len(re.sub(r"\D", "", found[0])) <= 15:
                    yield Defect(f"{found[0]} is no link: visitors on phones have to copy it.", excerpt=found[0])


@page_rule(
    "email-linked",
    Category.CONVERSION,
    Severity.MINOR,
    "Mail addresses can be written to with one touch",
    ("RFC 6068", "mailto"),
)
def mails(page: Page, website: Website) -> Iterator[Look]:
    for link in page.named("a"):
        if (link.attr("href") or "").lower().startswith("mailto:"):
            yield None
    for _, text in _texts(page):
        for found in _MAIL.finditer(text) if "@" in text else ():
            yield Defect(f"{found[0]} is no link.", excerpt=found[0])


@page_rule(
    "contact-reachable",
    Category.CONVERSION,
    Severity.SERIOUS,
    "Every page leads to a way to reach the business",
    ("Nielsen Norman Group", "Contact Us pages"),
)
def reachable(page: Page, website: Website) -> Iterator[Look]:
    if page.is_error_page or not page.indexable:
        return
    ways = any(
        (link.attr("href") or "").lower().startswith(("tel:", "mailto:", "https://wa.me/"))
        or _CONTACT.search(f"{link.attr('href')} {link.text}")
        for link in page.named("a")
    )
    if ways or any(forms_of(page)):
        yield None
    else:
        yield Defect("No link, number, address or form on this page leads to the business.")


@site_rule(
    "contact-somewhere",
    Category.CONVERSION,
    Severity.CRITICAL,
    "The website says how to reach the business",
    ("Code24", "contact"),
)
def somewhere(website: Website) -> Iterator[Look]:
    if not website.pages:
        return
    for page in website.pages:
        hrefs = [(link.attr("href") or "").lower() for link in page.named("a")]
        if any(href.startswith(("tel:", "mailto:")) for href in hrefs) or any(forms_of(page)):
            yield None
            return
    yield Defect("There is no telephone link, mail link or form on any page.")


RULES = (phones, mails, reachable, somewhere)
