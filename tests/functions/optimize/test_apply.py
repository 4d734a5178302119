from code24.optimize.models import FixStatus, Optimization
from code24.website.packing import unpacked
from tests.functions.looping import PAGE, Desk


def test_what_was_fixed_is_handed_on_with_its_proof(desk: Desk) -> None:
    answer = desk.call()

    made = desk.handed_on("optimization", Optimization)
    applied = [fix for fix in made.fixes if fix.status is FixStatus.APPLIED]
    assert answer["applied"] == len(applied) > 0
    assert sum(made.after.by_rule.values()) < sum(made.before.by_rule.values())
    pages = {file.path: file.text for file in unpacked(desk.file("steps/1/applied.zip"))}
    assert pages["/index.html"] != PAGE
    assert "Bread, baked every night." in pages["/index.html"]
