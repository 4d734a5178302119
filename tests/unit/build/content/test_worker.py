"""`write_content` against writers that do what models do."""

from collections.abc import Callable

import pytest

from code24.ai.embedded import EmbeddedWriter
from code24.build.brand.models import Brand
from code24.build.content.defects import defects_of
from code24.build.content.models import (
    Action,
    ContentRequest,
    Item,
    PageContent,
    RewriteRequest,
    SectionContent,
    SiteContent,
)
from code24.build.content.worker import rewrite_section, write_content
from code24.build.design.models import DesignPlan, SectionKind
from code24.build.market_research.models import MarketResearch
from code24.build.models import Brief
from code24.build.pictures.models import Pictures, RefusedPicture
from code24.errors import InvalidRequest
from code24.ports import Writer
from tests.unit.ai.plans import PLAN, WHOLE, brand, brief, part
from tests.unit.build.content.owners import full_of_facts, pictured

NO_PICTURES = Pictures()

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
            "pages": (
                broken.pages[0].model_copy(update={"title": "Rye bread and rolls from Crumb, the bakery in Ulm"}),
                *broken.pages[1:],
            )
        }
    )
    assert defects_of(kept, BRIEF, PLAN)
    mended = written(kept)
    assert part(mended, "/", SectionKind.HERO) == part(GOOD, "/", SectionKind.HERO)
    assert mended.pages[0].title == "Rye bread and rolls from Crumb, the bakery in Ulm"
    assert defects_of(mended, BRIEF, PLAN) == ()


@pytest.mark.parametrize(
    "update",
    [
        {"title": "Short"},
        {"title": "Crumb, the leading bakery in Ulm"},
        {"title": GOOD.pages[2].title},
        {"description": "Too short."},
        {"title": GOOD.pages[0].title[:39]},
        {"title": "Crumb, the bakery in Ulm with rye bread, rolls and more of it"},
        {"description": GOOD.pages[2].description},
        {"description": GOOD.pages[0].description[:119]},
        {"nav_label": ""},
    ],
)
def test_a_head_with_a_defect_is_replaced(update: dict[str, object]) -> None:
    mended = written(on_home(lambda home: home.model_copy(update=update)))
    assert mended.pages[0] == GOOD.pages[0]
    assert defects_of(mended, BRIEF, PLAN) == ()


FULL = full_of_facts("en")
FULL_MARKET = EmbeddedWriter().market(FULL)
FULL_PLAN = WHOLE.model_copy(update={"pages": tuple(map(pictured, WHOLE.pages))})
FULL_SITE = EmbeddedWriter().content(FULL, FULL_MARKET, brand(), FULL_PLAN)


def full_written(answer: SiteContent, pictures: Pictures = NO_PICTURES) -> SiteContent:
    request = ContentRequest(
        brief=FULL, market_research=FULL_MARKET, brand=brand(), design=FULL_PLAN, pictures=pictures
    )
    return write_content(request, writer=Scripted(answer))


def with_section(kind: SectionKind, **update: object) -> SiteContent:
    """The full site with another section of a kind, wherever it stands."""
    pages = tuple(
        page.model_copy(
            update={
                "sections": tuple(
                    words.model_copy(update=update) if words.kind is kind else words for words in page.sections
                )
            }
        )
        for page in FULL_SITE.pages
    )
    return FULL_SITE.model_copy(update={"pages": pages})


@pytest.mark.parametrize(
    ("kind", "update"),
    [
        (SectionKind.TEAM, {"items": (Item(title="Ilka Vexley", detail="Chief Dreamer"),)}),
        (SectionKind.TEAM, {"items": ()}),
        (SectionKind.TESTIMONIALS, {"items": (Item(title="Perpetua Dunmore", text="Simply wonderful!"),)}),
        (SectionKind.FIGURES, {"items": (Item(title="Quorn", detail="1.924"),)}),
        (SectionKind.MENU, {"items": (Item(title="Quorn session", price="£45"),)}),
        (SectionKind.PRICE_LIST, {"items": (Item(title="Quorn session", price="from £48.50"),)}),
        (SectionKind.PLANS, {"items": (Item(title="Quorn session", includes=("A gift",)),)}),
        (SectionKind.GALLERY, {"alts": {"bench": "A master at work", "front": "Quorn session"}}),
        (SectionKind.GALLERY, {"alts": {}}),
        (SectionKind.GALLERY, {"captions": {"bench": "Since 1923"}}),
        (SectionKind.GALLERY, {"items": (Item(title="Award ceremony"),)}),
        (SectionKind.PROSE, {"paragraphs": ("Article 99 GDPR applies.",)}),
        (SectionKind.QUESTIONS, {"items": (Item(title="Is it any good?", text="It is guaranteed to last."),)}),
        (SectionKind.OFFERS, {"heading": "{{ heading }} here"}),
        (SectionKind.HERO, {"eyebrow": "Over 4711 guests"}),
    ],
)
def test_facts_that_a_writer_changed_are_put_right(kind: SectionKind, update: dict[str, object]) -> None:
    changed = with_section(kind, **update)
    assert defects_of(changed, FULL, FULL_PLAN)
    assert full_written(changed) == FULL_SITE


def test_headings_above_facts_are_the_writers() -> None:
    changed = with_section(SectionKind.TEAM, heading="Two pairs of hands")
    assert full_written(changed) == changed


def test_pictures_that_could_not_be_used_join_the_to_do_list() -> None:
    pictures = Pictures(refused=(RefusedPicture(id="bench", reason="The file is no picture. Send a JPEG."),))
    site = full_written(FULL_SITE, pictures)
    assert site.to_do[-1].field == "images.bench"
    assert site.to_do[-1].message == "The file is no picture. Send a JPEG."
    assert site.model_copy(update={"to_do": FULL_SITE.to_do}) == FULL_SITE


def rewrite(writer: Writer, page: str, section: str, variation: int = 1) -> SectionContent:
    request = RewriteRequest(
        brief=FULL,
        market_research=FULL_MARKET,
        brand=brand(),
        design=FULL_PLAN,
        content=FULL_SITE,
        page=page,
        section=section,
        variation=variation,
    )
    return rewrite_section(request, writer=writer)


class Rewording(EmbeddedWriter):
    """Answers with a section that it was given."""

    def __init__(self, answer: SectionContent) -> None:
        self.answer = answer

    def section(self, request: RewriteRequest) -> SectionContent:
        return self.answer


def test_a_rewritten_section_is_checked_like_any_other() -> None:
    story = part(FULL_SITE, "/about/", SectionKind.STORY)
    better = story.model_copy(update={"heading": "How it began"})
    assert rewrite(Rewording(better), "/about/", "story") == better
    false = story.model_copy(update={"heading": "The best since 1850"})
    assert rewrite(Rewording(false), "/about/", "story") == rewrite(EmbeddedWriter(), "/about/", "story")


@pytest.mark.parametrize(("page", "section", "field"), [("/no/", "story", "page"), ("/about/", "no", "section")])
def test_what_cannot_be_found_cannot_be_rewritten(page: str, section: str, field: str) -> None:
    with pytest.raises(InvalidRequest) as error:
        rewrite(EmbeddedWriter(), page, section)
    assert error.value.field == field


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
