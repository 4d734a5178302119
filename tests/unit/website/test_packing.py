import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.errors import InvalidRequest
from code24.website.models import WebFile
from code24.website.packing import packed, unpacked

FILES = st.lists(
    st.builds(
        WebFile,
        st.text(min_size=1, max_size=20).map(lambda name: "/" + name),
        st.sampled_from(["text/html; charset=utf-8", "image/png", "application/json"]),
        st.binary(max_size=50),
        st.dictionaries(st.sampled_from(["link", "x-robots-tag"]), st.text(max_size=9)),
        st.none() | st.just("https://acme.example/"),
    ),
    max_size=6,
    unique_by=lambda file: file.path,
)


@given(FILES)
def test_what_was_packed_comes_back_and_makes_the_same_bytes(files: list[WebFile]) -> None:
    body = packed(files)
    assert unpacked(body) == sorted(files, key=lambda file: file.path)
    assert packed(reversed(files)) == body


def test_equal_contents_lie_in_it_once() -> None:
    files = [WebFile(f"/{name}.png", "image/png", b"same") for name in "abc"]
    with zipfile.ZipFile(io.BytesIO(packed(files))) as archive:
        assert len(archive.namelist()) == 2


@pytest.mark.parametrize("body", [b"", b"PK", packed([])[:30]])
def test_what_is_no_packed_website_is_refused(body: bytes) -> None:
    with pytest.raises(InvalidRequest):
        unpacked(body)
