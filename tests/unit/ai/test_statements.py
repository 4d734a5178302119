"""The owner's sentences as cards, and what they leave to the other sections."""

import pytest

from code24.ai.statements import stated
from code24.build.content.models import Item, SectionContent
from code24.build.design.models import DesignPlan, Page, PageKind, SectionKind
from tests.unit.ai.plans import FEATURES, HERO, STYLE, part, section
from tests.unit.ai.test_sections import site

STORY = section(SectionKind.STORY)
LONG = "word by word until it is far longer than any title of a card could be"
TOLD = (
    "We are a family of guides in Kirkwall. We carry spare raincoats. The night tour starts at the old theatre by the "
    "quay; it ends with a ghost story. Sturdy shoes are enough. We have walked these streets for years, in every "
    "weather and at every hour, and we still find doors that we have never seen open."
)


def home(*sections: SectionKind, description: str = TOLD, **fields: object) -> dict[SectionKind, SectionContent]:
    known = {SectionKind.HERO: HERO, SectionKind.FEATURES: FEATURES, SectionKind.STORY: STORY}
    page = Page(kind=PageKind.HOME, path="/", sections=tuple(known[kind] for kind in sections))
    content = site(DesignPlan(style=STYLE, pages=(page,)), description=description, **fields)
    return {kind: part(content, "/", kind) for kind in sections}


@pytest.mark.parametrize(
    ("tag", "text", "item"),
    [
        ("en", "Coffee is filter only.", Item(title="Coffee is filter only")),
        ("en", f"Four of us bake: {LONG}.", Item(title="Four of us bake", text=f"{LONG.capitalize()}.")),
        ("de", f"Drei backen im Hof; sie {LONG}.", None),
        ("de", f"Drei backen im Hof; {LONG}.", Item(title="Drei backen im Hof", text=f"{LONG.capitalize()}.")),
        ("it", f"Veniamo con due cani; le {LONG}.", None),
        ("en", "Broken in the post?", None),
        ("en", f"Ring: {LONG}.", None),
        ("en", "So it is.", None),
        ("en", f"{'Word ' * 20}word.", None),
    ],
)  # fmt: skip
def test_a_sentence_is_a_card_in_nothing_but_its_own_words(tag: str, text: str, item: Item | None) -> None:
    assert stated(text, tag) == item


def test_the_owners_sentences_stand_before_advice() -> None:
    words = home(SectionKind.HERO, SectionKind.FEATURES)
    assert words[SectionKind.FEATURES].items == (
        Item(title="The night tour starts at the old theatre by the quay", text="It ends with a ghost story."),
        Item(title="Sturdy shoes are enough"),
    )


def test_a_lead_alone_is_short_and_takes_the_next_sentence_unless_a_story_has_it() -> None:
    alone = home(SectionKind.HERO)[SectionKind.HERO].paragraphs
    assert alone == ("We are a family of guides in Kirkwall. We carry spare raincoats.",)
    beside = home(SectionKind.HERO, SectionKind.STORY)[SectionKind.HERO].paragraphs
    assert beside == ("We are a family of guides in Kirkwall.",)


@pytest.mark.parametrize(
    "order", [(SectionKind.STORY, SectionKind.FEATURES), (SectionKind.FEATURES, SectionKind.STORY)]
)
def test_story_and_cards_share_the_sentences_whichever_stands_first(order: tuple[SectionKind, ...]) -> None:
    words = home(SectionKind.HERO, *order)
    assert [item.title for item in words[SectionKind.FEATURES].items] == [
        "We carry spare raincoats",
        "The night tour starts at the old theatre by the quay",
    ]
    told = " ".join(words[SectionKind.STORY].paragraphs)
    assert told.startswith("Sturdy shoes are enough. We have walked")


def test_the_only_sentence_left_is_the_story() -> None:
    description = "We are a small bakery in Ulm with one oven. Dogs are welcome in the courtyard."
    words = home(SectionKind.HERO, SectionKind.FEATURES, SectionKind.STORY, description=description)
    assert words[SectionKind.STORY].paragraphs == ("Dogs are welcome in the courtyard.",)
    assert all("Dogs" not in item.text for item in words[SectionKind.FEATURES].items)


def test_a_sentence_that_repeats_kind_and_place_is_no_card_and_no_lead() -> None:
    description = "Bakery house in Ulm. We bake at night and sell at dawn. Come by when it is dark."
    words = home(
        SectionKind.HERO,
        SectionKind.FEATURES,
        description=description,
        business_type="bakery",
        contact={"address": {"street": "Main 1", "city": "Ulm"}},
    )
    assert "Bakery house" not in words[SectionKind.HERO].paragraphs[0]
    assert all("Bakery house" not in item.title for item in words[SectionKind.FEATURES].items)
