import pytest

from code24.build.content.models import SectionContent, SiteContent
from code24.errors import InvalidRequest
from tests.functions.build.conftest import REQUEST, Desk
from tests.team import brief_of, results_of


def test_the_sample_event_makes_the_words(desk: Desk) -> None:
    answer = desk.call()

    assert desk.finished(SiteContent).pages[0].path == "/"
    assert answer == {}, "words stay in the artifact"


def test_a_section_is_written_anew_by_name(desk: Desk) -> None:
    made = results_of(REQUEST)
    fields = ("market-research", "brand", "design", "content")
    given = {name.replace("-", "_"): made[name].model_dump(mode="json") for name in fields}
    request = given | {"brief": brief_of(REQUEST).model_dump(mode="json"), "page": "/", "section": "questions"}

    answer = SectionContent.model_validate(desk.call(rewrite=request))

    content = made["content"]
    assert isinstance(content, SiteContent)
    before = next(section for section in content.pages[0].sections if section.id == "questions")
    assert (answer.id, answer.kind) == (before.id, before.kind)
    assert answer != before
    assert desk.build().progress == (), "a call by name is no step of a build"


def test_a_section_that_is_not_there_is_refused_by_name(desk: Desk) -> None:
    with pytest.raises(InvalidRequest):
        desk.call(rewrite={"page": "/"})
