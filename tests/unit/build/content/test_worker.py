"""`write_content` against writers that do what models do."""

from collections.abc import Callable

import pytest

from code24.ai.embedded import EmbeddedWriter
from code24.build.brand.models import Brand
from code24.build.content.defects import defects_of
from code24.build.content.models import Action, ContentRequest, Item, PageContent, SiteContent
from code24.build.content.worker import write_content
from code24.build.design.models import DesignPlan, SectionKind
from code24.build.market_research.models import MarketResearch
from code24.build.models import Brief
from code24.errors import InvalidRequest
from tests.unit.ai.plans import PLAN, brand, brief, part

BRIEF = brief(contact={"phone": "0731 1234"})
MARKET = EmbeddedWriter().market(BRIEF)
GOOD = EmbeddedWriter().content(BRIEF, MARKET, brand(), PLAN)


class Scripted(EmbeddedWriter):
    """Answers with what it was given."""

    def __init__(self, answer: SiteContent) -> None:
        self.answer = answer

    def content(self, brief: Brief, market: MarketResearch, brand: Brand, plan: DesignPlan) -> SiteContent:
        return self.answer


def written(answer: SiteContent) -> SiteContent:
    request = ContentRequest(brief=BRIEF, market_research=MARKET, brand=brand(), design=PLAN)
    return write_content(request, writer=Scripted(answer))


def on_home(change: Callable[[PageContent], PageContent]) -> SiteContent:
    home, *others = GOOD.pages
    return GOOD.model_copy(update={"pages": (change(home), *others)})


def in_hero(**update: object) -> SiteContent:
    def change(home: PageContent) -> PageContent:
        hero, *others = home.sections
        return home.model_copy(update={"sections": (hero.model_copy(update=update), *others)})

    return on_home(change)


def test_good_words_stand_as_they_are() -> None:
    better = in_hero(heading="Rye bread with a crust that sings")
    assert written(better) == better


@pytest.mark.parametrize(
    "update",
    [
        {"heading": "The best bread since 1950"},
        {"heading": ""},
        {"heading": "x" * 200},
        {"heading": "Welcome to {name}"},
        {"heading": "Welcome  to .. us"},
        {"paragraphs": ("Call 0800 999 999 now.",)},
        {"paragraphs": ("<b>bold</b> {{ name }}",)},
        {"kind": SectionKind.STORY},
        {"items": (Item(title="A"), Item(title="B"))},
        {"actions": (Action(label="Go", target="/nowhere/"),)},
        {"actions": (Action(label="Go", target="#nowhere"),)},
        {"actions": (Action(label="Go", target="javascript:alert(1)"),)},
        {"actions": (Action(label="Go", target="https://elsewhere.example/"),)},
        {"actions": (Action(label="Call", target="tel:0800999999"),)},
    ],
)
def test_a_section_with_a_defect_is_replaced_and_the_rest_is_kept(update: dict[str, object]) -> None:
    broken = in_hero(**update)
    kept = broken.model_copy(
        update={
            "pages": (broken.pages[0].model_copy(update={"title": "Rye bread from Crumb in Ulm"}), *broken.pages[1:])
        }
    )
    assert defects_of(kept, BRIEF, PLAN)
    mended = written(kept)
    assert part(mended, "/", SectionKind.HERO) == part(GOOD, "/", SectionKind.HERO)
    assert mended.pages[0].title == "Rye bread from Crumb in Ulm"
    assert defects_of(mended, BRIEF, PLAN) == ()


@pytest.mark.parametrize(
    "update",
    [
        {"title": "Short"},
        {"title": "Crumb, the leading bakery in Ulm"},
        {"title": GOOD.pages[2].title},
        {"description": "Too short."},
        {"nav_label": ""},
    ],
)
def test_a_head_with_a_defect_is_replaced(update: dict[str, object]) -> None:
    mended = written(on_home(lambda home: home.model_copy(update=update)))
    assert mended.pages[0] == GOOD.pages[0]
    assert defects_of(mended, BRIEF, PLAN) == ()


def test_missing_and_invented_pages_and_sections_are_mended() -> None:
    invented = GOOD.pages[0].model_copy(update={"path": "/extra/"})
    shortened = GOOD.pages[1].model_copy(update={"sections": GOOD.pages[1].sections[:1]})
    mended = written(GOOD.model_copy(update={"pages": (invented, shortened)}))
    assert mended == GOOD


def test_an_answer_in_another_language_is_replaced_as_a_whole() -> None:
    other = in_hero(heading="Etwas auf Deutsch").model_copy(update={"language": "de"})
    assert written(other) == GOOD


@pytest.mark.parametrize(
    ("missing", "field"), [("market_research", "marketResearch"), ("brand", "brand"), ("design", "design")]
)
def test_names_the_upstream_result_that_is_missing(missing: str, field: str) -> None:
    request = ContentRequest(brief=BRIEF, market_research=MARKET, brand=brand(), design=PLAN)
    with pytest.raises(InvalidRequest) as error:
        write_content(request.model_copy(update={missing: None}), writer=EmbeddedWriter())
    assert error.value.field == field
