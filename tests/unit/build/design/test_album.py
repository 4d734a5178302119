import pytest

from code24.build.design.album import Album
from code24.build.models import ImageRole
from code24.build.pictures.models import Pictures
from tests.unit.build.design.facts_of import facts_of, offers_of, pictures_for
from tests.unit.build.sample_sites import FACTS, brief_of, picture_of, pictures_of


@pytest.mark.parametrize(
    ("roles", "counts"),
    [
        ({}, (0, 0, 0)),
        ({"gallery": 1}, (1, 0, 0)),
        ({"gallery": 2}, (1, 1, 0)),
        ({"gallery": 3}, (0, 0, 3)),
        ({"gallery": 4}, (1, 0, 3)),
        ({"gallery": 5}, (1, 1, 3)),
        ({"gallery": 24}, (1, 1, 22)),
        ({"hero": 1, "gallery": 3}, (1, 0, 3)),
        ({"hero": 1, "story": 1, "gallery": 2}, (3, 1, 0)),
        ({"hero": 8, "story": 4}, (6, 2, 4)),
        ({"detail": 5}, (0, 0, 0)),
    ],
)
def test_pictures_go_where_their_roles_say_and_none_is_lost(
    roles: dict[str, int], counts: tuple[int, int, int]
) -> None:
    album = Album.of(facts_of(pictures=pictures_for(**roles)))
    placed = [*album.heroes, *album.stories, *album.gallery]
    assert (len(album.heroes), len(album.stories), len(album.gallery)) == counts
    assert len(set(placed)) == len(placed) == sum(roles.values()) - roles.get("detail", 0)


def test_what_belongs_to_an_offer_or_a_person_stands_nowhere_else() -> None:
    pictures = Pictures(pictures=(picture_of("cake"), picture_of("shop"), picture_of("front", ImageRole.HERO)))
    album = Album.of(facts_of(pictures=pictures, offers=(*offers_of(1, image="cake"), *offers_of(1, image="front"))))
    assert album.heroes == ("front",)
    assert album.stories == ("shop",)
    assert album.gallery == ()


def test_a_landscape_opens_the_site_rather_than_a_portrait() -> None:
    portrait, landscape = picture_of("tall", width=600, height=900), picture_of("wide")
    others = tuple(picture_of(f"view-{number}") for number in range(3))
    album = Album.of(facts_of(pictures=Pictures(pictures=(portrait, landscape, *others))))
    assert album.heroes == ("wide",)
    assert "tall" in album.stories + album.gallery


@pytest.mark.parametrize(
    ("count", "shares"), [(3, (3, 0)), (12, (12, 0)), (13, (10, 3)), (15, (12, 3)), (22, (12, 10))]
)
def test_long_galleries_are_shared_by_two_pages(count: int, shares: tuple[int, int]) -> None:
    assert Album(gallery=tuple(f"view-{number}" for number in range(count))).shared() == shares


def test_roles_of_a_whole_brief() -> None:
    brief = brief_of(**FACTS)
    album = Album.of(facts_of(pictures=pictures_of(brief), offers=brief.offers, team=brief.team, images=brief.images))
    assert album == Album(("shop",), ("oven",), ("view-1", "view-2", "view-3", "view-4"))
