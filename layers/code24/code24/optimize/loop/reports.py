"""The reports of several auditors as one, and the fixes of what the owner wants better."""

from collections.abc import Collection, Iterable

from code24.audit.models import AuditReport, Category, Finding, RuleResult, Score
from code24.audit.rules import all_rules
from code24.optimize.fix import FixKind
from code24.website.website import Website


def merged(reports: Iterable[AuditReport], website: Website) -> AuditReport:
    """The reports of several auditors as one."""
    findings: list[Finding] = []
    results: list[RuleResult] = []
    scores: list[Score] = []
    for report in reports:
        findings += report.findings
        results += report.results
        scores += report.scores
    return AuditReport(findings=tuple(findings), results=tuple(results), scores=tuple(scores), pages=len(website.pages))


def wanted(kinds: Iterable[FixKind], categories: Collection[Category]) -> tuple[FixKind, ...]:
    """The kinds that answer a rule of the wanted categories."""
    if set(categories) == set(Category):
        return tuple(kinds)
    category_of = {rule.id: rule.category for rule in all_rules()}
    return tuple(kind for kind in kinds if any(category_of.get(rule) in categories for rule in kind.answers))
