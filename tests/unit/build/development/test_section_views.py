import pytest

from code24.build.content.models import SectionContent
from code24.build.design.models import Section, SectionKind, Style
from code24.build.development.form_views import FormFacts
from code24.build.development.section_views import SiteFacts, fit_class, is_long, is_medium, section_view
from code24.forms.words import form_words
from tests.unit.build.development.specimens import PHOTOS, PICTURES

SITE = SiteFacts(
    style=Style(family="swiss", radius=0, density=1, ornament="tiles", seed=3),
    anchors={"/": frozenset({"hero"})},
    pictures=PICTURES,
    forms=FormFacts(words=form_words("en")),
)


def text_of(kind: SectionKind, heading: str = "Heading") -> SectionContent:
    return SectionContent(id=kind.value, kind=kind, heading=heading)


@pytest.mark.parametrize(
    ("count", "name"),
    [(1, "fit-one"), (2, "fit-2"), (3, "fit-odd"), (4, "fit-1"), (5, "fit-2 fit-odd"), (6, ""), (7, "fit-1 fit-odd")],
)
def test_grids_fill_their_last_row(count: int, name: str) -> None:
    assert fit_class(count) == name


def test_long_headings_and_long_words_are_set_smaller() -> None:
    assert not is_long("Bread for today", 1)
    assert is_long("Bread " * 12, 1)
    assert is_long("Donaudampfschifffahrtsgesellschaft", 2)


def test_longer_titles_and_wider_words_are_set_one_step_smaller() -> None:
    assert not is_medium("Bread for today", 1)
    assert is_medium("Bread for today and tomorrow", 1)
    assert not is_medium("Bread for today and tomorrow", 2)
    assert is_medium("An appointment", 2)


@pytest.mark.parametrize(
    ("arrangement", "plain", "shown"),
    [("split", False, "split"), ("unknown", False, "heading"), ("split", True, "heading")],
)
def test_an_arrangement_falls_back_to_the_plainest(arrangement: str, shown: str, *, plain: bool) -> None:
    section = Section(id="hero", kind=SectionKind.HERO, arrangement=arrangement)
    view = section_view(section, text_of(SectionKind.HERO), "/", SITE, first=True, plain=plain, links=True)
    assert view.arrangement == shown
    assert bool(view.visuals) == (shown == "split")


def test_ornaments_take_the_places_of_missing_pictures() -> None:
    section = Section(id="hero", kind=SectionKind.HERO, arrangement="mosaic", pictures=("photo-0", "gone"))
    view = section_view(section, text_of(SectionKind.HERO), "/", SITE, first=True, plain=False, links=True)
    assert [bool(visual.picture) for visual in view.visuals] == [True, False, False]
    assert view.visuals[1].art != view.visuals[2].art


def test_no_more_pictures_than_there_are_places() -> None:
    section = Section(id="story", kind=SectionKind.STORY, arrangement="split", pictures=PHOTOS)
    view = section_view(section, text_of(SectionKind.STORY), "/", SITE, first=False, plain=False, links=True)
    assert [visual.picture.average for visual in view.visuals if visual.picture] == ["average-photo-0"]


def test_the_ground_is_the_plans() -> None:
    section = Section(id="story", kind=SectionKind.STORY, arrangement="prose", ground="soft")
    view = section_view(section, text_of(SectionKind.STORY), "/", SITE, first=False, plain=False, links=True)
    assert view.tone == "tone-soft"
