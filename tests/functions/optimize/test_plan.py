from code24.optimize.loop.steps.fixing import Plan
from tests.functions.looping import Desk


def test_the_plan_goes_by_expected_gain_and_names_who_failed(desk: Desk) -> None:
    answer = desk.call()

    plan = desk.handed_on("plan", Plan)
    assert answer == {"findings": sum(plan.before.by_rule.values()), "fixes": len(plan.fixes), "failed_auditors": 1}
    assert [fix.gain for fix in plan.fixes] == sorted((fix.gain for fix in plan.fixes), reverse=True)
    assert "html-has-lang" in {finding.rule for finding in plan.before.findings}
    assert [(each.auditor.value, each.error) for each in plan.failed_auditors] == [("conversion", "States.Timeout")]
    assert "conversion" not in {score.category.value for score in plan.before.scores}
