"""A small picture."""

import io

import pytest
from PIL import Image


@pytest.fixture(scope="session")
def png() -> bytes:
    """A PNG of 40 x 40 pixels."""
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(out, "PNG")
    return out.getvalue()
