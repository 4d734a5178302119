"""A plan of every kind of page and section finds its words."""

import pytest

from code24.ai.embedded import EmbeddedWriter
from code24.build.design.models import PageKind, SectionKind
from tests.unit.ai.plans import WHOLE, brand, brief
from tests.unit.build.sample_sites import FACTS


def test_the_whole_plan_is_whole() -> None:
    assert [page.kind for page in WHOLE.pages] == list(PageKind)
    assert {section.kind for page in WHOLE.pages for section in page.sections} == set(SectionKind)


@pytest.mark.parametrize("fields", [{}, FACTS], ids=("described", "with every fact"))
def test_every_kind_of_page_and_section_is_written(fields: dict[str, object]) -> None:
    business, writer = brief(**fields), EmbeddedWriter()
    content = writer.content(business, writer.market(business), brand(), WHOLE)
    written = [(page.kind, [(section.id, section.kind) for section in page.sections]) for page in content.pages]
    assert written == [(page.kind, [(each.id, each.kind) for each in page.sections]) for page in WHOLE.pages]
    for page, planned in zip(content.pages, WHOLE.pages, strict=True):
        for section, place in zip(page.sections, planned.sections, strict=True):
            assert section.heading
            assert len(section.items) <= place.items
