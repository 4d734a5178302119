"""Response headers of pages, as the Mozilla HTTP Observatory tests them."""

from collections.abc import Iterator

from code24.audit.models import Category, Severity
from code24.audit.rule import Defect, Look, Rule, page_rule
from code24.website.page import Page
from code24.website.security.observatory import TESTS, Answer
from code24.website.website import Website

_RULES = (
    (
        "content-security-policy",
        Severity.SERIOUS,
        "A policy says which scripts and files a page may load",
        "security-headers",
    ),
    ("cookies", Severity.MODERATE, "Cookies are sent over HTTPS and to this website alone", None),
    ("cross-origin-resource-sharing", Severity.CRITICAL, "Other websites cannot read pages as their visitors", None),
    ("referrer-policy", Severity.MINOR, "Other websites do not learn whole addresses", "security-headers"),
    ("strict-transport-security", Severity.SERIOUS, "Browsers ask for pages over HTTPS alone", "security-headers"),
    ("subresource-integrity", Severity.MODERATE, "Scripts of other websites are checked by their hashes", None),
    ("x-content-type-options", Severity.MODERATE, "Browsers do not guess what files are", "security-headers"),
    ("x-frame-options", Severity.SERIOUS, "Other websites cannot show pages in frames", "security-headers"),
    ("cross-origin-resource-policy", Severity.MINOR, "Other websites cannot embed pages as files", "security-headers"),
)


def _rule(name: str, severity: Severity, title: str, fix: str | None) -> Rule:
    test = TESTS[name]

    def look(page: Page, website: Website) -> Iterator[Look]:
        headers = website.files[page.path].headers
        verdict = test(Answer(headers, page))
        yield Defect(verdict.message, excerpt=headers.get(name, "")) if verdict.message else None

    return page_rule(name, Category.SECURITY, severity, title, ("Observatory", name), fix=fix)(look)


RULES = tuple(_rule(*each) for each in _RULES)
