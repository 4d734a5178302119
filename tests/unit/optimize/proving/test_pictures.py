"""How much two pictures differ."""

import io

import pytest
from PIL import Image, ImageChops, ImageDraw

from code24.optimize.proving.pictures import changed, changed_share, differ, share


def page(width: int = 120, height: int = 700) -> Image.Image:
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    for top in range(10, height - 20, 30):
        draw.text((10, top), f"Line {top}", fill="black")
    return image


def png(image: Image.Image) -> bytes:
    body = io.BytesIO()
    image.save(body, "PNG")
    return body.getvalue()


def test_the_same_picture_is_the_same() -> None:
    assert changed_share(png(page()), png(page())) == 0.0


def test_a_rectangle_counts_with_every_pixel_of_it() -> None:
    after = page()
    ImageDraw.Draw(after).rectangle((100, 250, 109, 269), fill="red")  # across two bands
    mask = changed(page(), after)
    assert share(mask) == 200 / (120 * 700)
    assert mask.getbbox() == (100, 250, 110, 270)


def test_the_order_does_not_matter() -> None:
    after = ImageChops.offset(page(), 0, 4)
    assert changed_share(png(page()), png(after)) == changed_share(png(after), png(page())) > 0.01


def test_what_moves_by_one_pixel_and_what_is_compressed_is_no_difference() -> None:
    moved = ImageChops.offset(page(), 1, 0)
    packed = io.BytesIO()
    page().save(packed, "WEBP", quality=80)
    assert changed_share(png(page()), png(moved)) == 0.0
    assert changed_share(png(page()), packed.getvalue()) < 0.01


@pytest.mark.parametrize(
    ("color", "differs"), [((235, 235, 235), False), ((215, 215, 215), True), ((255, 180, 255), True)]
)
def test_the_threshold_is_what_people_see(color: tuple[int, int, int], differs: bool) -> None:
    assert bool(share(changed(Image.new("RGB", (9, 9), "white"), Image.new("RGB", (9, 9), color)))) is differs


def test_a_line_that_is_gone_differs_even_where_it_is_thin() -> None:
    after = Image.new("RGB", (50, 50), "white")
    before = after.copy()
    ImageDraw.Draw(before).line((0, 25, 49, 25), fill="black")
    assert share(changed(before, after)) == 50 / 2500


def test_what_only_one_picture_has_differs() -> None:
    assert changed_share(png(page(height=350)), png(page(height=700).crop((0, 0, 120, 700)))) >= 0.5
    assert share(changed(Image.new("RGB", (4, 4)), Image.new("RGB", (8, 4)))) == 0.5


def test_two_colors_differ_as_areas_of_them_do() -> None:
    for one, other in (((200, 90, 40), (186, 80, 40)), ((200, 90, 40), (150, 60, 20)), ((9, 9, 9), (30, 34, 30))):
        before, after = (Image.new("RGB", (4, 4), color) for color in (one, other))
        is_seen = share(changed(before, after)) > 0
        first, second = ((red / 255, green / 255, blue / 255) for red, green, blue in (one, other))
        assert differ(first, second) == is_seen
