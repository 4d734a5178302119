"""Pictures are encoded so that the same pixels give the same bytes, and nobody sees the loss."""

import io

import pytest
from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageStat

from code24.pictures.encoding import Decoded, Format, decoded, encoded
from tests.gallery import photo, stored


def again(picture: Decoded, width: int, format_: Format = Format.WEBP) -> Image.Image:
    made = encoded(picture, width, format_)
    assert made is not None
    return Image.open(io.BytesIO(made.content))


def off(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of the channels, 0 to 255."""
    return max(ImageStat.Stat(ImageChops.difference(one.convert("RGBA"), other.convert("RGBA"))).mean)


@pytest.mark.parametrize("format_", list(Format))
def test_a_photograph(format_: Format) -> None:
    image = photo(300, 200)
    picture = decoded(stored(image), "jpeg")
    assert picture is not None
    made = again(picture, 150, format_)
    assert made.size == (150, 100)
    assert off(made, image.resize((150, 100))) < 3
    assert encoded(picture, 150, format_) == encoded(picture, 150, format_)


def test_a_drawing_keeps_its_colours_exactly() -> None:
    image = Image.new("RGB", (200, 100), "#fff")
    ImageDraw.Draw(image).rectangle((40, 20, 120, 80), fill="#c0392b")
    picture = decoded(stored(image, "PNG"), "png")
    assert picture is not None
    assert picture.is_flat
    assert off(again(picture, 200), image) == 0
    assert off(again(picture, 200, Format.AVIF), image) < 1


def test_transparency_stays() -> None:
    image = photo(60, 40, mode="RGBA")
    image.putalpha(Image.linear_gradient("L").resize((60, 40)))
    picture = decoded(stored(image, "PNG"), "png")
    assert picture is not None
    made = again(picture, 60).getchannel("A")
    assert ImageStat.Stat(ImageChops.difference(made, image.getchannel("A"))).mean[0] < 1


def test_a_palette_with_a_transparent_colour() -> None:
    image = Image.new("P", (20, 20), 1)
    image.putpalette([0, 0, 0, 255, 0, 0])
    image.paste(0, (0, 0, 10, 20))
    picture = decoded(stored(image, "GIF", transparency=0), "gif")
    assert picture is not None
    made = again(picture, 20).convert("RGBA")
    assert made.getpixel((2, 2))[3] == 0
    assert made.getpixel((15, 2)) == (255, 0, 0, 255)


def test_sixteen_bits_a_channel() -> None:
    image = Image.new("I;16", (20, 20), 32_768)
    picture = decoded(stored(image, "PNG"), "png")
    assert picture is not None
    assert again(picture, 20).convert("RGB").getpixel((3, 3)) == pytest.approx((128, 128, 128), abs=2)


def test_colours_for_print() -> None:
    picture = decoded(stored(photo(40, 40, mode="CMYK")), "jpeg")
    assert picture is not None
    assert picture.image.mode == "RGB"


def test_a_photo_that_was_taken_sideways_is_turned_and_says_nothing_of_its_place() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Maker"
    picture = decoded(stored(photo(40, 20), exif=exif), "jpeg")
    assert picture is not None
    made = again(picture, 20)
    assert made.size == (20, 40)
    assert not made.getexif()


def test_a_colour_profile_is_applied() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture = decoded(stored(photo(40, 20), icc_profile=profile), "jpeg")
    assert picture is not None
    assert "icc_profile" not in again(picture, 40).info


def test_noise_is_told_from_clouds() -> None:
    noise = Image.effect_noise((200, 200), 90).convert("RGB")
    clouds = decoded(stored(photo(200, 200)), "jpeg")
    rough = decoded(stored(noise), "jpeg")
    assert clouds is not None
    assert rough is not None
    assert (clouds.is_busy, rough.is_busy) == (False, True)
