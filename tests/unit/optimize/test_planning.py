"""What is worth doing first."""

from code24.audit.models import AuditReport, Category, Finding, RuleResult, Severity
from code24.optimize.fix import FixKind, Outcome, Setting
from code24.optimize.models import Phase
from code24.optimize.planning import USUAL_CHANCE, planned


def kind(name: str, *answers: str, needs_finding: bool = True) -> FixKind:
    return FixKind(
        name, Phase.MARKUP, name, answers, lambda website, setting: Outcome(), needs_finding=needs_finding
    )  # fmt: skip


def report(**found: tuple[Severity, int]) -> AuditReport:
    findings = tuple(
        Finding(rule=rule, category=Category.SEO, severity=severity, path="/index.html", message="Wrong.")
        for rule, (severity, _) in found.items()
    )
    results = tuple(RuleResult(rule=rule, looked_at=9, found=count) for rule, (_, count) in found.items())
    return AuditReport(findings=findings, results=results, scores=(), pages=1)


KINDS = (kind("small", "a"), kind("large", "b", "c"), kind("idle", "d"), kind("always", needs_finding=False))
REPORT = report(a=(Severity.CRITICAL, 2), b=(Severity.MINOR, 4), c=(Severity.SERIOUS, 3))


def test_severe_and_frequent_comes_first_and_idle_kinds_are_left_out() -> None:
    plan = planned(KINDS, REPORT, {}, Setting())
    assert [(fix.kind, fix.findings, fix.gain) for fix in plan] == [
        ("large", 7, round((4 * 1 + 3 * 7) * USUAL_CHANCE, 3)),
        ("small", 2, round(20 * USUAL_CHANCE, 3)),
        ("always", 0, 0.0),
    ]


def test_what_is_known_to_work_changes_the_order() -> None:
    assert [fix.kind for fix in planned(KINDS, REPORT, {"large": 0.2}, Setting())][:2] == ["small", "large"]


def test_what_the_owner_undid_is_not_planned() -> None:
    plan = planned(KINDS, REPORT, {}, Setting(withheld=frozenset({"large"})))
    assert "large" not in {fix.kind for fix in plan}
