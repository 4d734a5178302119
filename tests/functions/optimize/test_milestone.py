import json

from code24.errors import NotFound
from tests.functions.looping import STEPS, Desk


def test_the_report_is_written_as_data_and_as_a_page(desk: Desk) -> None:
    for step in STEPS:
        desk.call(step)

    assert desk.call() == {"passes": 1}
    report = json.loads(desk.file("milestones/1/report.json"))
    assert report["passes"] == 1
    assert report["findings_after"] < report["findings_before"]
    assert desk.file("milestones/1/report.html").startswith(b"<!doctype html>")


def test_a_loop_that_has_done_nothing_yet_has_nothing_to_report(desk: Desk) -> None:
    assert desk.call() == {"passes": 0}
    try:
        desk.file("milestones/0/report.json")
    except NotFound:
        return
    raise AssertionError("there is a report of nothing")
