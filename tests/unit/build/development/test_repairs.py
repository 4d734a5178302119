from code24.build.development.repairs import Repairs, repairs_for
from code24.build.quality_gate.findings import Finding, QualityReport


def report(*findings: tuple[str, str]) -> QualityReport:
    return QualityReport(
        passed=False, findings=tuple(Finding(rule=rule, path=path, message="m") for rule, path in findings), checked={}
    )


def test_no_report_needs_no_repair() -> None:
    assert repairs_for(None) == Repairs()
    assert repairs_for(report()) == Repairs()


def test_findings_are_answered_on_the_page_they_were_found_on() -> None:
    repairs = repairs_for(report(("image-size", "/index.html"), ("link-target", "/about/index.html")))
    assert repairs.plain == {"/"}
    assert repairs.without_actions == {"/about/"}
