"""The picture that must not wait is light on phones, and sharp everywhere else."""

from code24.build.content.models import SectionContent
from code24.build.design.models import SectionKind
from code24.build.development.picture_views import PHONES, PictureView, picture_view
from code24.build.models import ImageRole
from code24.build.pictures.models import Picture, Variant

TEXT = SectionContent(id="hero", kind=SectionKind.HERO, heading="Bread")


def view(*sizes: tuple[int, int], eager: bool = True) -> PictureView:
    """A picture of these widths and weights, as AVIF and JPEG."""
    variants = tuple(
        Variant(format=name, width=width, height=width // 2, path=f"/media/{width}.{name}", bytes=weight)
        for name in ("avif", "jpeg")
        for width, weight in sizes
    )
    picture = Picture(id="shop", role=ImageRole.HERO, width=sizes[-1][0], height=1, color="#a08060", variants=variants)
    found = picture_view(picture, TEXT, "full", eager=eager)
    assert found
    return found


def test_a_heavy_picture_has_its_own_files_for_phones() -> None:
    first, second = view((400, 20_000), (800, 60_000), (1_200, 110_000)).sources
    assert (first.media, first.type, first.srcset) == (PHONES, "image/avif", "/media/400.avif 400w")
    assert (second.media, second.srcset.count(",")) == ("", 2)


def test_a_light_picture_is_the_same_for_all() -> None:
    assert [source.media for source in view((400, 20_000), (800, 44_000), (1_200, 110_000)).sources] == [""]


def test_pictures_that_wait_are_sharp_on_phones() -> None:
    assert [source.media for source in view((400, 20_000), (800, 60_000), eager=False).sources] == [""]


def test_the_smallest_file_serves_where_all_are_heavy() -> None:
    assert view((400, 50_000), (800, 90_000)).sources[0].srcset == "/media/400.avif 400w"
