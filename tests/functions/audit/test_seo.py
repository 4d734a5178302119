from code24.audit.models import Auditor, AuditReport
from tests.functions.looping import PAGE, Desk


def test_a_cycles_report_is_handed_on_in_figures(desk: Desk) -> None:
    answer = desk.call()

    report = desk.handed_on("audit-seo", AuditReport)
    assert answer == {"auditor": "seo", "findings": sum(report.by_rule.values()), "error": None}
    assert {score.category for score in report.scores} == set(Auditor.SEO.categories)


def test_a_page_can_be_audited_by_itself(desk: Desk) -> None:
    report = AuditReport.model_validate(desk.call(inline={"html": PAGE, "origin": "https://crumb.example"}))

    assert {finding.category for finding in report.findings} <= set(Auditor.SEO.categories)
    assert "meta-description" in report.by_rule
