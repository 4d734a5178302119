import base64
import io
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageOps

from code24.build import pictures
from code24.build.pictures.decoding import UnusableImage, decoded
from tests.template import resources


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


@pytest.mark.parametrize("size", [(64, 17_000), (17_000, 64), (100, 801)])
def test_a_strip_is_refused_before_a_format_ends(size: tuple[int, int]) -> None:
    assert "crop it" in reason(file(Image.new("RGB", size)))
    assert decoded(file(Image.new("RGB", (100, 800)))).size == (100, 800)


def test_a_grey_picture_of_16_bits_keeps_its_greys() -> None:
    grey = decoded(file(Image.new("I;16", (80, 80), 0x8000))).getpixel((5, 5))
    assert grey == (128, 128, 128)


def test_what_is_far_larger_than_pages_show_is_reduced() -> None:
    exif = Image.Exif()
    exif[0x0112] = 8
    wide = Image.new("RGB", (7_300, 1_000), "red")
    assert decoded(file(wide)).size == (3_650, 500)
    assert decoded(file(wide, "JPEG", exif=exif)).size == (1_000, 7_300), "it is its width on the page that counts"
    assert decoded(file(Image.new("RGB", (5_000, 5_000)), "JPEG")).size == (5_000, 5_000)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_turned_as_cameras_mean_it(orientation: int) -> None:
    picture = Image.new("RGB", (100, 80), "white")
    picture.paste((255, 0, 0), (0, 0, 30, 30))
    exif = Image.Exif()
    exif[0x0112] = orientation
    body = file(picture, "PNG", exif=exif)
    assert decoded(body).tobytes() == ImageOps.exif_transpose(Image.open(io.BytesIO(body))).tobytes()


def test_broken_metadata_costs_nothing_but_itself() -> None:
    for broken in (b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x02\0\xff\xff\xff\xff", b"Exif\0\0" + bytes(range(200))):
        assert decoded(file(Image.new("RGB", (90, 70)), "JPEG", exif=broken)).size == (90, 70)


FILES = [
    file(Image.radial_gradient("L").resize((70, 66)).convert(mode), format_, **options)
    for mode, format_, options in [
        ("RGB", "JPEG", {}), ("CMYK", "JPEG", {}), ("RGB", "PNG", {}), ("LA", "PNG", {}), ("RGB", "AVIF", {}),
        ("RGB", "WEBP", {}), ("P", "GIF", {}),
        ("RGB", "WEBP", {"save_all": True, "append_images": [Image.new("RGB", (70, 66))]}),
    ]
]  # fmt: skip


@given(
    st.sampled_from(FILES),
    st.lists(st.tuples(st.integers(0, 2_000), st.binary(min_size=1, max_size=4)), min_size=1, max_size=8),
)
def test_a_damaged_file_is_a_picture_or_refused(body: bytes, damages: list[tuple[int, bytes]]) -> None:
    damaged = bytearray(body)
    for at, data in damages:
        damaged[at % len(damaged) : at % len(damaged) + len(data)] = data
    try:
        picture = decoded(bytes(damaged))
    except UnusableImage:
        return
    assert picture.mode in {"RGB", "RGBA"}


# An animated WebP of two see-through frames of 7740 x 7740 pixels, rotated and with a profile.
SIXTY_MILLION_PIXELS = zlib.decompress(base64.b64decode(
    b"eNqVkk1rE1EUhp9palPaSGmVKlIkiyhSWioKUtqNSUhKYBKGtGqqbpJpPgpJOswkaHGhgtAiIgUX0m786MJ/0G4FtxUERRGkuHBR"
    b"uvRrI2V6biY0RVrQmblznvvOvIdzz73pRDze7oNrsYhx1RjNdAFjMsZPqycRjRp6m0xp08tmxWm/DJVqzU5PRIKZ6etB/zbd9BNg"
    b"hFDWdKywYegcev3+iKbi+2GVi/+7umfyjglap/Al07JrwlIN+q2apfiR8HGzlJ0Rfi48ZEuBwhtKz3n8VXHR45+K7al0VNamcgaL"
    b"+zi3j82SXRE+JxyqlOtmsx61kkC+emVS4ikZAzikmSBCkBx1ZilTY1hiVXp2sO98w5diTjymvC3mscVRpCTeIVHrkjUvsSB6Xu4y"
    b"86rvf/fTKVy84GUPRODIpuv+OAP+J7Cz5Lp/XrjuzkvwfYHX1ZZ/Tvo0+kv0pZYWegY9D2DtTUvLPYX1BTj52cra2YbkU0eiUIDv"
    b"r+DoNBx7B103vF41v7P6CabuyBa9heUVOCv/99wMpxLJjr1tDaeS8cG9mXfqVG45i3qvwMj45uMTfuPb4IfVe/cXt+7+s+OhOAY8"
    b"RyyTiKulxG7PSgXJJMreiab1NerUaJazC9PKiDo="
))  # fmt: skip
MEASURE = """
import re, sys
from pathlib import Path
from code24.build.pictures.decoding import decoded
assert max(decoded(sys.stdin.buffer.read()).size) == 3870
print(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
"""
"""The process's own peak: what getrusage says of one begins with the peak of the process that started it."""


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells the peak of a process on Linux alone")
def test_a_small_file_with_sixty_million_pixels_fits_into_the_function() -> None:
    assert len(SIXTY_MILLION_PIXELS) < 1_000
    measured = subprocess.run(
        [sys.executable, "-c", MEASURE],
        input=SIXTY_MILLION_PIXELS,
        env={"PYTHONPATH": str(Path(pictures.__file__).parents[3])},
        check=True,
        capture_output=True,
        timeout=120,
    )
    kilobytes = resources("AWS::Serverless::Function")["BuildPicturesFunction"]["MemorySize"] * 1024
    assert int(measured.stdout) < 0.8 * kilobytes, "the runtime takes its part too"
