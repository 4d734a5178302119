import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from code24.build.quality_gate.rasters import ico_sizes, png_size


def test_sizes_are_read_from_what_pillow_writes() -> None:
    image = Image.new("RGB", (1200, 630))
    png, ico = io.BytesIO(), io.BytesIO()
    image.save(png, "PNG")
    Image.new("RGB", (256, 256)).save(ico, "ICO", sizes=[(16, 16), (48, 48), (256, 256)])
    assert png_size(png.getvalue()) == (1200, 630)
    assert ico_sizes(ico.getvalue()) == {(16, 16), (48, 48), (256, 256)}


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\n\0\0\0\rXXXX" + bytes(20)]
)
def test_anything_else_has_no_size(content: bytes) -> None:
    assert png_size(content) is None
    assert ico_sizes(content) == set()


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for start in (b"", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\0\0\1\0"):
        size = png_size(start + content)
        assert size is None or len(size) == 2
        assert all(width > 0 for width, _ in ico_sizes(start + content))
