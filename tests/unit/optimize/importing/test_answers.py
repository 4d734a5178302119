"""What an answer is taken for, whatever its server says."""

import pytest

from code24.optimize.importing.answers import media_type_of
from code24.optimize.importing.rewriting import Kind
from code24.optimize.ports import Fetched


def answered(content_type: str, body: bytes = b"<svg/>") -> Fetched:
    return Fetched("https://acme.example/file", 200, {"content-type": content_type}, body)


@pytest.mark.parametrize("stated", ["image/é", "image/a b", "image/", "image/x\ty", f"image/{'x' * 200}", 'image/"x"'])
def test_what_is_no_media_type_is_never_served_with(stated: str) -> None:
    assert media_type_of(answered(stated), Kind.IMAGE) is None
    assert media_type_of(answered(stated), Kind.EMBEDDED) is None


def test_a_media_type_is_taken_without_its_parameters() -> None:
    assert media_type_of(answered("Image/SVG+XML; charset=utf-8"), Kind.IMAGE) == "image/svg+xml"
