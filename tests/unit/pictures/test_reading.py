"""What a file is shows in its first bytes."""

import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from code24.pictures.encoding import Format, decoded, encoded
from code24.pictures.reading import Facts, facts
from tests.gallery import photo, stored


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "AVIF", "GIF", "BMP"])
def test_formats(format_: str) -> None:
    assert facts(stored(photo(30, 20), format_)) == Facts(format_.lower(), 30, 20)


def test_an_animation() -> None:
    frames = [photo(20, 20, seed) for seed in (1, 2, 3)]
    found = facts(stored(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    assert found is not None
    assert found.animated


def test_a_photo_that_was_taken_sideways() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    found = facts(stored(photo(40, 20), exif=exif))
    assert (found.width, found.height) == (20, 40) if found else False


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20px"/>', Facts("svg", 30, 20)),
        ('<?xml version="1.0"?><svg viewBox="0 0 30 20"/>', Facts("svg", 30, 20, has_size=False)),
        ('<svg width="60" viewBox="0 0 30 20"/>', Facts("svg", 60, 40)),
        ('<svg width="100%" height="100%"/>', Facts("svg", 0, 0, has_size=False)),
        ('<svg width="1e999" height="-3" viewBox="a b c d"/>', Facts("svg", 0, 0, has_size=False)),
    ],
)
def test_drawings(text: str, expected: Facts) -> None:
    assert facts(text.encode()) == expected


def bomb() -> bytes:
    """A PNG that claims ten thousand million pixels."""
    header = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def test_a_bomb_is_no_picture() -> None:
    assert facts(bomb()) is None
    assert decoded(bomb(), "png") is None


@pytest.mark.parametrize(
    "body", [b"", b"nothing", b"<html>", b"\xff\xd8\xff", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP"]
)
def test_what_is_no_picture(body: bytes) -> None:
    assert facts(body) is None


@settings(max_examples=40)
@given(st.sampled_from(["JPEG", "PNG", "WEBP", "GIF", "BMP"]), st.integers(0, 4000), st.binary(max_size=8))
def test_damaged_files_break_nothing(format_: str, place: int, noise: bytes) -> None:
    body = stored(photo(24, 16), format_)
    broken = body[:place] + noise + body[place + len(noise) * 2 :]
    found = facts(broken)
    picture = decoded(broken, found.format if found else "png")
    if picture is not None:
        encoded(picture, picture.image.width, Format.WEBP)
