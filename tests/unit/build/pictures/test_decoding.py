import io
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from code24.build.pictures.decoding import UnusableImage, decoded


def file(picture: Image.Image, format_: str = "PNG", **options: object) -> bytes:
    target = io.BytesIO()
    picture.save(target, format_, **options)
    return target.getvalue()


def reason(body: bytes) -> str:
    with pytest.raises(UnusableImage) as error:
        decoded(body)
    return str(error.value)


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_reads_what_cameras_and_programs_save(format_: str) -> None:
    picture = decoded(file(Image.new("RGB", (90, 70), "#2266aa"), format_))
    assert (picture.size, picture.mode) == ((90, 70), "RGB")


def test_turns_a_photo_upright_and_forgets_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # rotated by 90 degrees
    exif[0x010F] = "Camera of somebody"
    picture = decoded(file(Image.new("RGB", (200, 100), "red"), "JPEG", exif=exif))
    assert picture.size == (100, 200)
    assert not picture.getexif()
    assert picture.info == {}


def test_keeps_what_is_transparent_and_only_that() -> None:
    assert decoded(file(Image.new("RGBA", (80, 80), (1, 2, 3, 128)))).mode == "RGBA"
    assert decoded(file(Image.new("RGBA", (80, 80), (1, 2, 3, 255)))).mode == "RGB"
    palette = Image.new("P", (80, 80))
    assert decoded(file(palette, "GIF")).mode == "RGB"


def test_reads_print_files_and_wide_colours() -> None:
    assert decoded(file(Image.new("CMYK", (80, 80), (0, 255, 255, 0)), "JPEG")).getpixel((5, 5))[0] > 200  # type: ignore[index]
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    assert decoded(file(Image.new("RGB", (80, 80), "white"), "PNG", icc_profile=profile)).mode == "RGB"
    assert decoded(file(Image.new("RGB", (80, 80), "white"), "PNG", icc_profile=b"no profile")).mode == "RGB"


def test_says_what_to_do_with_other_files() -> None:
    assert "export the picture as PNG" in reason(b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
    assert "save the picture as JPEG" in reason(b"\0\0\0\x18ftypheic" + bytes(64))
    assert "is no picture" in reason(b"%PDF-1.7")
    assert "too small" in reason(file(Image.new("RGB", (1, 1))))
    assert "damaged" in reason(file(Image.radial_gradient("L").convert("RGB"), "JPEG")[:700])


def test_a_small_file_that_claims_billions_of_pixels_is_not_opened() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    header = (60_000).to_bytes(4) + (60_000).to_bytes(4) + bytes((8, 2, 0, 0, 0))
    pixels = zlib.compress(bytes(1_000_000))
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    assert len(bomb) < 2_000
    assert "million pixels" in reason(bomb)


@given(st.binary(max_size=400), st.sampled_from(["", "JPEG", "PNG", "WEBP", "GIF"]), st.integers(0, 200))
def test_whatever_is_sent_is_a_picture_or_a_reason(noise: bytes, format_: str, at: int) -> None:
    body = noise
    if format_:
        whole = file(Image.new("RGB", (70, 70), "#804020"), format_)
        body = whole[:at] + noise + whole[at:]
    try:
        picture = decoded(body)
    except UnusableImage:
        return
    assert picture.mode in {"RGB", "RGBA"}
