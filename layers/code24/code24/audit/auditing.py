"""Asking rules about a website, and summing up what they say."""

from collections.abc import Collection, Iterable

from code24.audit.models import AuditReport, Category, Finding, RuleResult
from code24.audit.rule import Defect, Rule
from code24.audit.rules import all_rules
from code24.audit.scoring import counted, scores
from code24.audit.scoring.lighthouse import note_applied
from code24.website.page import start_tag
from code24.website.website import Website

FINDINGS_PER_RULE_AND_PAGE = 20
MESSAGE_LIMIT = 300
EXCERPT_LIMIT = 200


def audit(website: Website, categories: Collection[Category] = tuple(Category)) -> AuditReport:
    """Ask every rule of the categories about a website.

    Of each rule at most `FINDINGS_PER_RULE_AND_PAGE` findings a file are reported; the counts are full.
    """
    findings: list[Finding] = []
    results: list[RuleResult] = []
    for rule in rules_of(categories):
        result, found = ask(rule, website)
        results.append(result)
        findings += found
    needed = counted(categories)
    others = [rule for rule in all_rules() if rule.id in needed and rule.category not in categories]
    return AuditReport(
        findings=tuple(findings),
        results=tuple(results),
        scores=scores(website, [*results, *(ask(rule, website)[0] for rule in others)], categories),
        pages=len(website.pages),
    )


def rules_of(categories: Collection[Category]) -> tuple[Rule, ...]:
    """The rules of some categories."""
    return tuple(rule for rule in all_rules() if rule.category in categories)


def ask(rule: Rule, website: Website) -> tuple[RuleResult, list[Finding]]:
    """One rule's count, and its findings."""
    looked_at = found = 0
    by_path: dict[str, int] = {}
    looked_pages: set[str] = set()
    findings = []
    for path, look in rule.look(website):
        looked_at += 1
        looked_pages.add(path)
        if look is None:
            continue
        found += 1
        by_path[path] = by_path.get(path, 0) + 1
        if by_path[path] <= FINDINGS_PER_RULE_AND_PAGE:
            findings.append(_finding(rule, path, look))
    note_applied(rule.id, website, frozenset(looked_pages))
    return RuleResult(rule=rule.id, looked_at=looked_at, found=found, pages=tuple(sorted(by_path))), findings


def counts(website: Website, identifiers: Iterable[str]) -> dict[str, int]:
    """How many defects some rules find now."""
    wanted = set(identifiers)
    return {rule.id: ask(rule, website)[0].found for rule in all_rules() if rule.id in wanted}


def _finding(rule: Rule, path: str, defect: Defect) -> Finding:
    excerpt = defect.excerpt or (start_tag(defect.element) if defect.element is not None else "")
    return Finding(
        rule=rule.id,
        category=rule.category,
        severity=rule.severity,
        path=path,
        message=defect.message[:MESSAGE_LIMIT],
        selector=defect.element.css_path() if defect.element is not None else "",
        excerpt=excerpt[:EXCERPT_LIMIT],
        fix=rule.fix,
        standards=rule.standards,
    )
