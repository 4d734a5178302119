"""Plans alone, and the sites that are built from them."""

from typing import Any

import pytest

from code24.build.content.models import SiteContent
from code24.build.design.models import DesignPlan
from code24.build.development.models import RenderedSite
from code24.build.models import Brief
from code24.build.plans import check_plan, propose_plan
from tests.team import MADE_AT, ORIGIN, InlineTeam, brief_of, results_for, results_of

CUSTOMER = "c00000000000a"
SAMPLES = ("bakery-en", "bistro-fr", "bookshop-el", "clinic-ar", "law-de", "markup-name-en", "saas-en", "terse-de")


@pytest.fixture
def team() -> InlineTeam:
    return InlineTeam()


def built_from(brief: Brief, plan: DesignPlan, team: InlineTeam) -> tuple[RenderedSite, SiteContent]:
    given = {"plan": plan.model_dump(mode="json"), "origin": ORIGIN, "made_at": MADE_AT.isoformat()}
    made = team.invoke("development", {"inline": brief.model_dump(mode="json"), "given": given, "also": ["content"]})
    return RenderedSite.model_validate(made["development"]), SiteContent.model_validate(made["content"])


@pytest.mark.parametrize("name", SAMPLES)
def test_a_plan_unchanged_gives_the_same_site(name: str, team: InlineTeam) -> None:
    brief, without = brief_of(name), results_of(name)
    proposed = propose_plan(brief, CUSTOMER, worker_functions=team)
    site, content = built_from(brief, proposed.plan, team)
    assert content == without["content"]
    expected: Any = without["development"]
    assert {file.path: file.content() for file in site.files} == {
        file.path: file.content() for file in expected.files
    }  # fmt: skip
    assert check_plan(brief, proposed.plan, CUSTOMER, worker_functions=team).plan == proposed.plan


def test_a_changed_key_message_is_the_heading_and_nothing_but_text(team: InlineTeam) -> None:
    brief = brief_of("bakery-en")
    plan = propose_plan(brief, CUSTOMER, worker_functions=team).plan
    hostile = "</h2><script>alert(1)</script> {{ 7*7 }} {% x %}"
    home = plan.pages[0]
    changed = home.sections[1].model_copy(update={"key_message": hostile})
    page = home.model_copy(update={"sections": (home.sections[0], changed, *home.sections[2:])})
    edited = plan.model_copy(update={"pages": (page, *plan.pages[1:])})
    whole = check_plan(brief, edited, CUSTOMER, worker_functions=team)
    site, content = built_from(brief, whole.plan, team)
    assert content.pages[0].sections[1].heading == hostile
    html = next(file.text for file in site.files if file.path == "/index.html") or ""
    assert "<script>alert" not in html
    assert "&lt;/h2&gt;&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }} {% x %}" in html


def test_images_decide_about_the_plan_and_those_that_cannot_be_used_are_told(team: InlineTeam) -> None:
    brief = brief_of("bakery-en").model_copy(update={"images": ()})
    images = [{"id": f"i{number}", "url": f"https://example.com/{number}.jpg"} for number in range(2)]
    with_images = Brief.model_validate(brief.model_dump(mode="json") | {"images": images})
    proposed = propose_plan(with_images, CUSTOMER, worker_functions=team)
    assert [warning.field for warning in proposed.warnings] == ["images.0", "images.1"]
    assert team.calls[0][0] == "pictures"
    assert team.calls[0][1]["given"] == {"customer_id": CUSTOMER}
    assert not any(section.pictures for page in proposed.plan.pages for section in page.sections)


def test_without_images_nobody_is_asked_for_pictures(team: InlineTeam) -> None:
    propose_plan(brief_of("terse-de"), CUSTOMER, worker_functions=team)
    assert [worker for worker, _ in team.calls] == ["content"]


def test_a_sections_order_arrangement_and_absence_are_the_owners(team: InlineTeam) -> None:
    brief = brief_of("beekeeper-de")
    plan = propose_plan(brief, CUSTOMER, worker_functions=team).plan
    home = plan.pages[0]
    first, *others = home.sections
    page = home.model_copy(update={"sections": (first, *reversed(others[1:]))})
    edited = plan.model_copy(update={"pages": (page, *plan.pages[1:])})
    whole = check_plan(brief, edited, CUSTOMER, worker_functions=team)
    site, _ = built_from(brief, whole.plan, team)
    html = next(file.text for file in site.files if file.path == "/index.html") or ""
    places = [html.index(f'<section id="{section.id}"') for section in page.sections]
    assert places == sorted(places)
    assert f'<section id="{others[0].id}"' not in html
    assert results_for(brief)["quality-gate"].passed  # type: ignore[attr-defined]
