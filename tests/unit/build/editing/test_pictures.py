"""Another picture in place of one."""

import pytest

from code24.build.editing.models import SiteParts
from code24.build.editing.workers import parts_of
from code24.build.models import Brief, ImageRole
from code24.build.pictures.models import Picture, Pictures, Variant
from code24.errors import InvalidRequest
from tests.edited import BUILD, RELEASE, SITE, Workshop, files_of, sections_of

SWAP = {"kind": "picture", "page": "/", "section": "hero", "picture": "loaf", "by": "oven"}


def picture(name: str) -> Picture:
    variants = tuple(
        Variant(format=kind, width=640, height=480, path=f"/media/{name}.{kind}", bytes=9) for kind in ("webp", "jpeg")
    )
    return Picture(id=name, role=ImageRole.HERO, width=640, height=480, color="#aabbcc", variants=variants)


@pytest.fixture
def shop() -> Workshop:
    """A site with two pictures, one of which the first section of the home page shows."""
    shop = Workshop()
    parts = parts_in(shop, BUILD)
    images = [
        {"id": "loaf", "url": "https://example.com/1.jpg", "alt": "A loaf"},
        {"id": "oven", "url": "https://example.com/2.jpg", "alt": "The oven", "caption": "Lit at four"},
    ]
    brief = Brief.model_validate(parts.brief.model_dump(mode="json") | {"images": images})
    home, words = parts.design.pages[0], parts.content.pages[0]
    hero = home.sections[0].model_copy(update={"pictures": ("loaf",), "arrangement": "split"})
    said = words.sections[0].model_copy(update={"alts": {"loaf": "A loaf"}, "captions": {"loaf": "Fresh"}})
    pages = (home.model_copy(update={"sections": (hero, *home.sections[1:])}), *parts.design.pages[1:])
    texts = (words.model_copy(update={"sections": (said, *words.sections[1:])}), *parts.content.pages[1:])
    for name, part in {
        "request": brief,
        "pictures": Pictures(pictures=(picture("loaf"), picture("oven"))),
        "design": parts.design.model_copy(update={"pages": pages}),
        "content": parts.content.model_copy(update={"pages": texts}),
    }.items():
        shop.artifacts.write(BUILD, name, part.model_dump_json().encode())
    return shop


def parts_in(shop: Workshop, build_id: str) -> SiteParts:
    release = shop.sites.release(SITE, RELEASE).model_copy(update={"build_id": build_id})
    return parts_of(release, artifacts=shop.artifacts)


def test_the_section_shows_the_other_picture_with_its_words_and_no_other_section_changes(shop: Workshop) -> None:
    before = shop.developed(BUILD)
    assert "/media/loaf.webp" in files_of(before)["/index.html"].decode()
    after = shop.developed(shop.edit(SWAP).build_id)
    was, now = sections_of(before), sections_of(after)
    assert {key for key in was if was[key] != now[key]} == {("/index.html", "hero")}
    hero = now["/index.html", "hero"]
    assert "/media/oven.webp" in hero
    assert 'alt="The oven"' in hero
    assert "/media/loaf" not in hero
    assert "A loaf" not in hero


def test_the_pictures_are_listed(shop: Workshop) -> None:
    listed = shop.listed()
    assert listed.pictures == ("loaf", "oven")
    hero = listed.pages[0].sections[0]
    assert hero.pictures == ("loaf",)
    fields = {text.field for text in hero.texts}
    assert "alts.loaf" in fields
    assert "captions.loaf" not in fields, "a first section shows no captions"


@pytest.mark.parametrize(
    ("change", "field"),
    [({"picture": "oven"}, "edits.0.picture"), ({"by": "cat"}, "edits.0.by"), ({"by": "loaf"}, "edits.0.by")],
)
def test_a_picture_that_is_not_there_is_named(shop: Workshop, change: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidRequest) as refused:
        shop.edit(SWAP | change)
    assert refused.value.problems[0][0] == field
