import io

import pytest
from PIL import Image

from code24.build.pictures.variants import average_color, encoded_variants


def sizes(picture: Image.Image) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for each in encoded_variants(picture):
        found.setdefault(each.variant.format, []).append(each.variant.width)
    return found


@pytest.mark.parametrize(
    ("width", "widths"),
    [(4_000, [400, 800, 1200, 1800]), (1_800, [400, 800, 1200, 1800]), (850, [400, 850]), (300, [300])],
)
def test_makes_the_sizes_that_pages_use_and_enlarges_nothing(width: int, widths: list[int]) -> None:
    found = sizes(Image.new("RGB", (width, width // 2), "#335577"))
    assert list(found) == ["avif", "webp", "jpeg"]
    assert found["avif"] == found["webp"] == widths
    assert found["jpeg"] == [each for each in widths if each <= 1_200]


def test_what_is_transparent_stays_so_everywhere() -> None:
    picture = Image.new("RGBA", (500, 500), (200, 30, 30, 90))
    assert list(sizes(picture)) == ["avif", "webp", "png"]
    for each in encoded_variants(picture):
        pixel = Image.open(io.BytesIO(each.body)).convert("RGBA").getpixel((9, 9))
        assert isinstance(pixel, tuple)
        assert 80 <= pixel[3] <= 100


def test_variants_say_what_their_files_are() -> None:
    picture = Image.linear_gradient("L").convert("RGB").resize((900, 601))
    for each in encoded_variants(picture):
        image = Image.open(io.BytesIO(each.body))
        assert image.size == (each.variant.width, each.variant.height)
        assert (image.format or "").lower() == each.variant.format
        assert each.variant.bytes == len(each.body)
        assert each.variant.path == f"/media/{each.name}"
        assert each.content_type == f"image/{each.variant.format}"


def test_the_same_pixels_make_the_same_files() -> None:
    picture = Image.effect_noise((450, 300), 40).convert("RGB")
    assert [each.name for each in encoded_variants(picture)] == [each.name for each in encoded_variants(picture.copy())]


def test_the_average_is_of_all_pixels() -> None:
    picture = Image.new("RGB", (200, 100), "#000000")
    picture.paste("#ffffff", (0, 0, 100, 100))
    assert average_color(picture) in {"#7f7f7f", "#808080"}
    assert average_color(Image.new("RGBA", (80, 80), (0, 0, 0, 0))) == "#ffffff"


def test_a_tall_picture_stays_within_what_is_seen_and_what_formats_know() -> None:
    made = list(encoded_variants(Image.new("RGB", (1_800, 14_400), "#336699")))
    largest = max((each.variant for each in made), key=lambda variant: variant.width)
    assert (largest.width, largest.height) == (779, 6_232)
    assert {each.variant.format for each in made} == {"avif", "webp", "jpeg"}
