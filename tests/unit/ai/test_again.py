import pytest

from code24.ai.again import write_section_again
from code24.ai.embedded import EmbeddedWriter
from code24.ai.playbook import SPOKEN, Spoken
from code24.build.content.defects import Stated, section_defects
from code24.build.content.models import SectionContent, SiteContent
from code24.build.design.models import DesignPlan, SectionKind
from code24.build.models import Brief
from tests.unit.ai.plans import PLAN, WHOLE, brand, brief, part
from tests.unit.build.content.owners import full_of_facts

WRITER = EmbeddedWriter()
FIXED = {SectionKind.PROSE, SectionKind.MESSAGE, SectionKind.HOURS}
"""Kinds that have one wording: the law's, a message's, a table's."""


def site_of(request: Brief, plan: DesignPlan = WHOLE) -> SiteContent:
    return WRITER.content(request, WRITER.market(request), brand(), plan)


def again(
    request: Brief, content: SiteContent, path: str, section: str, variation: int = 1, *, plan: DesignPlan = WHOLE
) -> SectionContent:
    return write_section_again(
        request,
        WRITER.market(request),
        brand(),
        plan,
        content=content,
        page_path=path,
        section_id=section,
        variation=variation,
    )


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("terse", [True, False], ids=("terse", "full"))
def test_every_section_has_other_true_words_that_stand_nowhere_else_on_its_page(language: Spoken, terse: bool) -> None:
    request, plan = (brief(description="-", language=language), PLAN) if terse else (full_of_facts(language), WHOLE)
    content = site_of(request, plan)
    stated = Stated.by(request, plan)
    for page, planned in zip(content.pages, plan.pages, strict=True):
        for words, section in zip(page.sections, planned.sections, strict=True):
            new = again(request, content, page.path, section.id, plan=plan)
            assert list(section_defects(new, section, planned, plan, stated)) == []
            if section.kind in FIXED:
                assert new == words
                continue
            assert new != words, (page.path, section.id)
            others = [other for other in page.sections if other.id != section.id]
            assert new.heading not in {other.heading for other in others}, (page.path, section.id)
            said = "\n".join(text for other in others for text in other.paragraphs)
            assert not [text for text in new.paragraphs if text in said], (page.path, section.id)


def test_facts_stay_and_what_is_around_them_changes() -> None:
    request = full_of_facts("en")
    content = site_of(request)
    for kind in (SectionKind.TEAM, SectionKind.TESTIMONIALS, SectionKind.FIGURES):
        old = part(content, "/about/", kind)
        new = again(request, content, "/about/", old.id)
        assert new.items == old.items
        assert new.heading != old.heading


def test_the_same_variation_gives_the_same_words_and_others_give_others() -> None:
    request = brief(description="-")
    content = site_of(request)
    words = [again(request, content, "/", "hero", variation) for variation in (1, 1, 2)]
    assert words[0] == words[1]
    headings = {again(request, content, "/", "features", variation).heading for variation in range(1, 6)}
    assert len(headings) >= 2


def test_after_one_rewriting_another_one_differs_from_it() -> None:
    request = brief()
    content = site_of(request)
    new = again(request, content, "/", "story")
    home = content.pages[0]
    sections = tuple(new if words.id == "story" else words for words in home.sections)
    changed = content.model_copy(update={"pages": (home.model_copy(update={"sections": sections}), *content.pages[1:])})
    assert again(request, changed, "/", "story", 1) != new
