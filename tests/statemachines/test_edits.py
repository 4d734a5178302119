"""Edited releases: an execution that begins with development, and what visitors see after it."""

import io
import json
import zipfile
from typing import Any

import pytest

from code24.adapters import aws
from code24.build.development.models import RenderedSite
from code24.build.models import Brief, Build, BuildStatus
from code24.build.workers import redrive_build
from code24.errors import InvalidRequest
from code24.runtime.wiring import port, ports_of
from code24.sites.differences.workers import compare_releases
from tests.environment import FUNCTION
from tests.statemachines.machine import CUSTOMER, Machine
from tests.statemachines.test_build import failing, rejecting

FROM_DEVELOPMENT = ["development", "quality-gate", "publish"]
HEADING = {"kind": "text", "page": "/", "section": "hero", "field": "heading", "text": "Bread since 1987 & counting"}
COLORS = {"kind": "palette", "colors": ["#7a1fa2"]}


@pytest.fixture
def built(machine: Machine, brief: Brief) -> Build:
    build = machine.build(brief)
    assert build.status is BuildStatus.COMPLETE
    machine.events.clear()
    machine.work.clear()
    return build


def release_of(build: Build) -> str:
    assert build.output is not None, build.error
    return build.output.release_id


def pages_of(build: Build) -> dict[str, tuple[str, str]]:
    """ETag and text of every page of a build's release, as the site's function serves them."""
    with zipfile.ZipFile(io.BytesIO(port("release_archive").get(build.site_id, release_of(build)))) as archive:
        files = json.loads(archive.read("manifest.json"))["files"]
        pages = {path: entry for path, entry in files.items() if path.endswith(".html")}
        return {path: (entry["etag"], archive.read(f"files/{entry['file']}").decode()) for path, entry in pages.items()}


def input_of(build: Build, run: int = 1) -> dict[str, Any]:
    name = build.build_id if run == 1 else f"{build.build_id}-{run}"
    arn = FUNCTION["CODE24_BUILD_STATE_MACHINE_ARN"].replace(":stateMachine:", ":execution:") + f":{name}"
    given: dict[str, Any] = json.loads(aws.step_functions().describe_execution(executionArn=arn)["input"])
    return given


def test_an_edit_runs_development_the_gate_and_publishing(machine: Machine, built: Build) -> None:
    edited = machine.outcome(machine.edit(built.site_id, HEADING))

    assert edited.error is None
    assert machine.invocations() == FROM_DEVELOPMENT
    assert input_of(edited) == {"build_id": edited.build_id, "execution": edited.build_id, "from": "development"}
    assert {each.worker: each.attempts for each in edited.progress} == dict.fromkeys(FROM_DEVELOPMENT, 1)
    assert port("sites").get(built.site_id).live_release == release_of(edited) != release_of(built)
    before, after = pages_of(built), pages_of(edited)
    assert "Bread since 1987 &amp; counting" in after["/index.html"][1]
    assert before["/index.html"][1].partition("</section>")[2].partition("</main>")[0] in after["/index.html"][1]
    told = compare_releases(
        built.site_id, release_of(built), release_of(edited), CUSTOMER, **ports_of(compare_releases)
    )
    home = next(page for page in told.pages if page.path == "/")
    assert [section.id for section in home.sections] == ["hero"]
    assert home.sections[0].texts[-1].after == HEADING["text"]


def test_edits_follow_each_other_and_keep_what_the_earlier_ones_did(machine: Machine, built: Build) -> None:
    first = machine.outcome(machine.edit(built.site_id, HEADING, publish=False))
    assert port("sites").get(built.site_id).live_release == release_of(built)
    second = machine.outcome(machine.edit(built.site_id, COLORS, base=release_of(first)))

    assert second.status is BuildStatus.COMPLETE, second.error
    assert machine.work["brand"] == 1, "the brand worker is called for a palette, outside the execution"
    assert "Bread since 1987 &amp; counting" in pages_of(second)["/index.html"][1]
    assert port("sites").get(built.site_id).live_release == release_of(second)


def test_of_two_edits_of_one_release_the_later_does_not_overwrite_the_earlier(machine: Machine, built: Build) -> None:
    first, second = machine.edit(built.site_id, HEADING), machine.edit(built.site_id, COLORS)
    ended = [machine.outcome(each) for each in (first, second)]

    assert sorted(each.status for each in ended) == [BuildStatus.COMPLETE, BuildStatus.ERRORED]
    won, lost = sorted(ended, key=lambda each: each.status)
    assert port("sites").get(built.site_id).live_release == release_of(won)
    assert lost.error is not None
    assert (lost.error.worker, lost.error.error) == ("publish", "Conflict")
    assert f"{release_of(won)} of site {built.site_id} went live meanwhile" in lost.error.message


def test_an_edited_site_that_the_gate_rejects_is_not_repaired(machine: Machine, built: Build) -> None:
    machine.change("quality-gate", rejecting(1))
    edited = machine.outcome(machine.edit(built.site_id, HEADING))

    assert edited.status is BuildStatus.ERRORED
    assert edited.error is not None
    assert edited.error.message == "The pages failed the quality gate, with 1 findings; nothing was published."
    assert machine.work["development"] == 1
    assert port("sites").get(built.site_id).live_release == release_of(built)


def test_what_was_repaired_stays_repaired_in_an_edit(machine: Machine, brief: Brief) -> None:
    machine.change("quality-gate", rejecting(1))
    repaired = machine.build(brief)
    machine.change("quality-gate", lambda real: real)
    edited = machine.outcome(machine.edit(repaired.site_id, HEADING))

    assert edited.status is BuildStatus.COMPLETE, edited.error
    before, after = pages_of(repaired)["/index.html"][1], pages_of(edited)["/index.html"][1]
    assert before.partition("</section>")[2].partition("</main>")[0] in after


def test_a_redriven_edit_begins_where_it_began(machine: Machine, built: Build) -> None:
    machine.change("publish", failing(InvalidRequest("The shelf is full."), times=1))
    failed = machine.outcome(machine.edit(built.site_id, HEADING))
    assert failed.status is BuildStatus.ERRORED

    redrive_build(failed.build_id, CUSTOMER, **ports_of(redrive_build))
    finished = machine.outcome(failed, run=2)

    assert finished.status is BuildStatus.COMPLETE
    again = {"build_id": failed.build_id, "execution": f"{failed.build_id}-2", "from": "development"}
    assert input_of(failed, run=2) == again
    assert machine.work == {"development": 1, "quality-gate": 1, "publish": 2}


def test_a_build_from_a_plan_has_the_plans_pages(machine: Machine, brief: Brief, built: Build) -> None:
    plan = json.loads(port("artifacts").read(built.build_id, "design"))
    plan["pages"][0]["sections"][1]["key_message"] = "<b>Said</b> by the owner {{ 7*7 }}"
    plan["pages"][0]["sections"] = plan["pages"][0]["sections"][:3]
    ended = machine.outcome(machine.start(brief, plan=plan))

    assert ended.status is BuildStatus.COMPLETE, ended.error
    home = pages_of(ended)["/index.html"][1]
    assert home.count("<section id=") == 3
    assert "&lt;b&gt;Said&lt;/b&gt; by the owner {{ 7*7 }}" in home


def test_pages_that_did_not_change_keep_their_date(machine: Machine, built: Build) -> None:
    edited = machine.outcome(machine.edit(built.site_id, HEADING))
    was, now = (
        {date.path: date.modified_at for date in rendered_by(build).dates} for build in (built, edited)
    )  # fmt: skip

    assert len(was) > 3
    assert now.pop("/") == edited.created_at
    assert was.pop("/") == built.created_at != edited.created_at
    assert now == was


def rendered_by(build: Build) -> RenderedSite:
    return RenderedSite.model_validate_json(port("artifacts").read(build.build_id, "development"))
