"""What a writer would say otherwise."""

from functools import cache

import pytest

from code24.ai.embedded import EmbeddedWriter
from code24.build.content.models import RewriteRequest, SectionContent
from code24.build.editing.models import SiteParts
from code24.errors import InvalidRequest
from code24.experiments.content.spots import Weakness, WeakSpot
from code24.experiments.content.writing import content_challengers
from code24.optimize.challengers.preparing import challenge
from code24.optimize.models import Challenger
from code24.website.models import WebFile
from code24.website.website import Website
from tests.team import ORIGIN, brief_of, results_of

NAMES = ("bakery-en", "dentist-de", "bistro-fr", "tea-ja", "hostile-en")


@cache
def parts_of(name: str) -> SiteParts:
    made = results_of(name)
    return SiteParts.model_validate(
        {
            "brief": brief_of(name),
            "market_research": made["market-research"],
            "pictures": made["pictures"],
            "brand": made["brand"],
            "design": made["design"],
            "content": made["content"],
        }
    )


@cache
def website_of(name: str) -> Website:
    files = results_of(name)["development"].files  # type: ignore[attr-defined]
    made = (WebFile(path=f.path, content_type=f.content_type, content=f.content(), headers=f.headers) for f in files)
    return Website(made, origin=ORIGIN)


def challengers(name: str, spot: WeakSpot | None = None) -> tuple[Challenger, ...]:
    return content_challengers(parts_of(name), website_of(name), spot, writer=EmbeddedWriter())


def kinds(found: tuple[Challenger, ...]) -> set[str]:
    return {each.kind for each in found}


def test_a_bakery_gets_a_headline_a_lead_a_question_and_words_beside_its_form() -> None:
    found = challengers("bakery-en")

    said = {(each.kind, each.before, each.after) for each in found}
    assert ("content-headline", "Bread for today, cake for the day that counts", "Sourdough bakery in Totnes") in said
    assert kinds(found) == {"content-headline", "content-lead", "content-microcopy", "content-question"}
    question = next(each for each in found if each.kind == "content-question")
    assert "<summary>How do I get in touch?</summary>" in question.after
    assert question.after.endswith(question.before)


@pytest.mark.parametrize("name", NAMES)
def test_each_changes_its_own_place_and_nothing_else(name: str) -> None:
    website = website_of(name)
    for each in challengers(name):
        changed = challenge(website, each)
        differing = [path for path, file in website.files.items() if changed.files[path].content != file.content]
        assert differing == [each.path]
        before, after = (site.page_at[each.path].document for site in (website, changed))
        assert len(after.select("section")) == len(before.select("section"))
        element = after.select_one(each.selector)
        assert element is not None
        if each.kind != "content-question":
            assert " ".join(element.text.split()) == " ".join(each.after.split())
            assert len(element.select("svg")) == len(before.select_one(each.selector).select("svg"))  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["bakery-en", "dentist-de", "bistro-fr"])
def test_no_headline_would_suit_just_any_business(name: str) -> None:
    headlines = {each.after for each in challengers(name) if each.kind == "content-headline"}
    assert headlines
    assert not headlines & {brief_of(name).name, "Welcome", "Welcome and first look", "Schön, dass Sie da sind"}


def test_what_is_lost_decides_what_is_tried() -> None:
    arrival, form = (
        kinds(challengers("bakery-en", WeakSpot(weakness=each))) for each in (Weakness.ARRIVAL, Weakness.FORM)
    )
    assert arrival == {"content-headline", "content-lead"}
    assert form == {"content-microcopy", "content-question"}


def test_words_in_the_interface_language_are_not_shown_as_the_sites_own() -> None:
    """A Japanese site has English buttons, which are marked as such: no challenger mixes the two."""
    page = website_of("tea-ja").page_at["/index.html"].document
    for each in challengers("tea-ja"):
        element = page.select_one(each.selector)
        assert element is not None
        assert element.attr("lang") is None


def test_a_page_that_was_changed_since_is_left_alone() -> None:
    website = website_of("bakery-en")
    page = website.files["/index.html"]
    text = page.content.decode().replace("Bread for today, cake for the day that counts", "We moved!")
    found = content_challengers(
        parts_of("bakery-en"), website.changed([page.with_content(text)]), writer=EmbeddedWriter()
    )
    assert "Bread for today, cake for the day that counts" not in {each.before for each in found}
    assert kinds(found) == {"content-lead", "content-microcopy", "content-question"}


def test_what_the_writer_answers_is_text_and_never_markup() -> None:
    class Hostile(EmbeddedWriter):
        def section(self, request: RewriteRequest) -> SectionContent:
            written = super().section(request)
            evil = "<img src=x onerror=alert(1)> & more of it"
            items = tuple(item.model_copy(update={"title": f"{item.title} {evil}"}) for item in written.items)
            return written.model_copy(update={"heading": evil, "paragraphs": (evil,), "items": items})

    website = website_of("bakery-en")
    found = content_challengers(parts_of("bakery-en"), website, writer=Hostile())
    assert any("onerror" in each.after for each in found)
    for each in found:
        changed = challenge(website, each).page_at["/index.html"].document
        assert not changed.select("[onerror]")


def test_an_unknown_page_is_an_error() -> None:
    with pytest.raises(InvalidRequest, match="no page '/nowhere/'"):
        challengers("bakery-en", WeakSpot(weakness=Weakness.FORM, path="/nowhere/"))


def test_the_same_question_gives_the_same_answer() -> None:
    assert challengers("dentist-de") == challengers("dentist-de")
