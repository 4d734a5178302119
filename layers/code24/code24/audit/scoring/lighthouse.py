"""Lighthouse's weights of accessibility and SEO as data, and its formula: the weighted mean of audits that pass.

From Lighthouse 13.5.0, `core/config/default-config.js`; audits of weight 0 and manual ones are left out. A page's
score is `sum(weight * passed) / sum(weight)` over the audits that apply to it (`core/scoring.js`), each of them passed
or not.
"""

from collections.abc import Iterable, Mapping

from code24.audit.models import Category, RuleResult
from code24.website.website import Website

FORMULA = "Lighthouse 13.5 weights"

_ACCESSIBILITY = {
    10: """
        aria-allowed-attr aria-hidden-body aria-required-attr aria-required-children aria-required-parent
        aria-roles aria-valid-attr-value aria-valid-attr button-name duplicate-id-aria image-alt
        input-button-name input-image-alt label meta-refresh meta-viewport select-name video-caption
    """,
    7: """
        accesskeys aria-command-name aria-conditional-attr aria-dialog-name aria-hidden-focus
        aria-input-field-name aria-meter-name aria-progressbar-name aria-prohibited-attr aria-text
        aria-toggle-field-name aria-tooltip-name aria-treeitem-name bypass color-contrast definition-list
        dlitem document-title frame-title html-has-lang html-lang-valid link-in-text-block link-name list
        listitem object-alt tabindex target-size td-headers-attr th-has-data-cells valid-lang
    """,
    3: """
        form-field-multiple-labels heading-order html-xml-lang-mismatch skip-link landmark-one-main
    """,
    1: """
        aria-deprecated-role autocomplete-valid presentation-role-conflict svg-img-alt
    """,
}
"""Audits by weight."""

ACCESSIBILITY: Mapping[str, float] = {
    name: float(weight) for weight, names in _ACCESSIBILITY.items() for name in names.split()
}
SEO: Mapping[str, float] = {
    "is-crawlable": 93 / 23,
    **dict.fromkeys(
        (
            "document-title", "meta-description", "http-status-code", "link-text", "crawlable-anchors", "robots-txt",
            "image-alt", "hreflang", "canonical",
        ),
        1.0,
    ),
}  # fmt: skip
"""`is-crawlable` weighs so much that failing it alone leaves less than 0.69 (the comment there)."""
ALWAYS_PASSED = frozenset({"http-status-code"})
"""What holds for every file that is there."""
WEIGHTS: Mapping[Category, Mapping[str, float]] = {Category.ACCESSIBILITY: ACCESSIBILITY, Category.SEO: SEO}
"""By category, of the audits that count for its score."""


def page_score(weights: Mapping[str, float], passed: Iterable[str], failed: Iterable[str]) -> float:
    """The score of one page, 0 to 100; 100 where no audit applies."""
    won = sum(weights[name] for name in set(passed) & weights.keys())
    lost = sum(weights[name] for name in set(failed) & weights.keys())
    return 100 * won / (won + lost) if won + lost else 100.0


def note_applied(rule: str, website: Website, paths: frozenset[str]) -> None:
    """Remember on which pages a rule found something to look at: audits that do not apply to a page do not count."""
    website.memory["applied", rule, website.fingerprint] = paths


def site_score(website: Website, results: Iterable[RuleResult], weights: Mapping[str, float]) -> float:
    """The mean over all pages. Rules that are none of Lighthouse's audits do not count."""
    counted = [result for result in results if result.rule in weights]
    everywhere = frozenset(website.page_at)
    applied = {
        result.rule: website.memory.get(("applied", result.rule, website.fingerprint), everywhere)
        for result in counted
        if result.looked_at
    }
    always = ALWAYS_PASSED & weights.keys()
    scores = []
    for page in website.pages:
        failed = {result.rule for result in counted if page.path in result.pages}
        passed = {rule for rule, paths in applied.items() if page.path in paths} - failed
        scores.append(page_score(weights, passed | always, failed))
    return sum(scores) / len(scores) if scores else 100.0
