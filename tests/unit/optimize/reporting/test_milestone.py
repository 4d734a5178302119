"""The report over some passes."""

from datetime import UTC, datetime, timedelta

import pytest
from turbohtml import parse

from code24.audit.models import AuditReport, Category, RuleResult, Score
from code24.errors import InvalidRequest
from code24.optimize.models import FixRecord, FixStatus, Optimization, PageWeight, PictureProof
from code24.optimize.reporting.milestone import milestone
from code24.optimize.reporting.page import Pair, milestone_page

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


def report(value: float, found: int) -> AuditReport:
    scores = (Score(category=Category.SEO, value=value, formula="Lighthouse 13 weights", estimate=True),)
    return AuditReport(findings=(), results=(RuleResult(rule="r", looked_at=9, found=found),), scores=scores, pages=2)


def fix(kind: str, status: FixStatus, before: int, after: int) -> FixRecord:
    return FixRecord(
        fix_id="f000000000001",
        kind=kind,
        title=f"Does <{kind}>",
        path="/a.html",
        status=status,
        reason="5 % of the picture differ" if status is FixStatus.WITHDRAWN else "",
        found_before={"r": before},
        found_after={"r": after},
        change_count=3,
    )


def one(number: int, before: float, after: float, *fixes: FixRecord) -> Optimization:
    proof = PictureProof(path="/a.html", width=412, changed=0.004, height_before=9, height_after=9, accepted=True)
    weight = PageWeight(path="/a.html", bytes_before=900_000, bytes_after=90_000, requests_before=30, requests_after=4)
    return Optimization(
        origin="https://acme.example",
        started_at=START + timedelta(hours=number),
        seconds=20.0,
        before=report(before, 8),
        after=report(after, 2),
        fixes=fixes,
        weights=(weight,),
        pictures=(proof,),
        notes=("Say where you are & why",),
        cost_usd=0.001,
    )


PASSES = [
    one(0, 60.0, 80.0, fix("names", FixStatus.APPLIED, 5, 1)),
    one(1, 80.0, 96.5, fix("images", FixStatus.APPLIED, 2, 2), fix("styles", FixStatus.WITHDRAWN, 1, 1)),
]


def test_passes_are_summed_up_from_the_first_to_the_last() -> None:
    made = milestone(PASSES)
    assert (made.passes, made.findings_before, made.findings_after) == (2, 8, 2)
    assert (made.began_at, made.ended_at) == (START, START + timedelta(hours=1, seconds=20))
    assert (made.scores[0].before, made.scores[0].after, made.scores[0].course) == (60.0, 96.5, (80.0, 96.5))
    assert [(work.kind, work.applied, work.removed) for work in made.work] == [("names", 3, 4), ("images", 3, 0)]
    assert [(each.kind, each.path) for each in made.withdrawn] == [("styles", "/a.html")]
    assert (made.most_changed, made.seconds, made.cost_usd) == (0.004, 40.0, 0.002)


def test_no_pass_is_no_milestone() -> None:
    with pytest.raises(InvalidRequest, match="at least one"):
        milestone([])


def test_the_page_has_charts_with_titles_units_and_tables() -> None:
    page = milestone_page(
        milestone(PASSES), [Pair("/a.html", 412, "pictures/00-before.webp", "pictures/00-after.webp")]
    )
    document = parse(page)
    charts = {each.attr("aria-labelledby"): each for each in document.iter_elements() if each.tag == "svg"}
    assert set(charts) == {
        f"{name}-{width}-title" for name in ("scores", "bytes", "requests", "course") for width in (720, 360)
    }
    titles = {each.attr("id"): each.text for each in document.iter_elements() if each.tag == "title"}
    assert titles["course-720-title"] == "Scores pass by pass"
    assert all(chart.attr("role") == "img" for chart in charts.values())
    assert "In kilobytes" in page
    assert page.count("<table>") == 5
    assert '<th scope="row">/a.html</th><td class="figure">900.0</td><td class="figure">90.0</td>' in page
    assert "Lighthouse 13 weights (estimate)" in page
    assert "Does &lt;names&gt;" in page
    assert "Say where you are &amp; why" in page
    assert "0.40 % of a page" in page
    assert "<script" not in page
    assert page.count("<img ") == 2


def test_the_page_works_without_pictures_weights_and_fixes() -> None:
    bare = PASSES[0].model_copy(update={"weights": (), "pictures": (), "fixes": (), "notes": ()})
    page = milestone_page(milestone([bare]))
    assert "No browser compared pictures." in page
    assert "<img" not in page
    assert page.count("<svg") == 2  # the scores, for wide and narrow screens
