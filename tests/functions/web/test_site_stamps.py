"""Pages with forms: each is served with the stamp of its moment."""

import base64
import gzip
import hashlib
import json
import shutil
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.forms.fields import STAMP_PLACEHOLDER
from code24.forms.stamps import LENGTH, make_stamp, stamp_key
from tests.functions.web.unpacked import HANDLER, REVALIDATE, imported
from tests.visitors import assert_http_response, site_event

AT = 1_772_366_400


def stamp(at: int = AT, nonce: str = "0123456789abcdef") -> str:
    return make_stamp(stamp_key("secret"), "s0123456789ab", at, nonce)


def _control(stamp: str) -> bytes:
    return f'<input type="hidden" name="stamp" value="{stamp}">'.encode()


def page_with(*pieces: bytes) -> bytes:
    return _control(STAMP_PLACEHOLDER).join(pieces)


PAGE = page_with(b"<!doctype html><p>Brot</p>" * 300, b"<p>Brot</p>" * 200, "<p>Brötchen</p>".encode() * 100)


def unpacked(folder: Path, page: bytes) -> ModuleType:
    """A release of one page with forms, and one 404 page with a form."""
    digest = hashlib.sha256(page).hexdigest()
    (folder / "files").mkdir(parents=True)
    (folder / "files" / digest).write_bytes(page)
    entry = {"file": digest, "type": "text/html; charset=utf-8", "etag": f'"{digest[:32]}"', "bytes": len(page),
             "encodings": [], "cache": REVALIDATE, "headers": {}, "stamp": True}  # fmt: skip
    files = {"/contact/index.html": entry, "/404.html": entry}
    (folder / "manifest.json").write_text(
        json.dumps({"version": 1, "release_id": "r0123456789", "created_at": "2026-03-01T09:30:00Z", "files": files})
    )
    shutil.copy(HANDLER, folder / "app.py")
    return imported(folder)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return unpacked(tmp_path_factory.mktemp("site") / "a", PAGE)


def ask(
    site: ModuleType, made: str | None = stamp(), path: str = "/contact/", method: str = "GET", **headers: str
) -> dict[str, Any]:
    event = site_event(path, method, **headers) | ({} if made is None else {"stamp": made})
    response: dict[str, Any] = site.handler(event, None)
    assert_http_response(response)
    return response


def stamped(page: bytes, made: str) -> bytes:
    return page.replace(_control(STAMP_PLACEHOLDER), _control(made))


def test_a_page_holds_the_stamp_of_its_moment(site: ModuleType) -> None:
    for made in (stamp(), stamp(AT + 5, "f" * 16)):
        response = ask(site, made)
        assert response["body"].encode() == stamped(PAGE, made)
        assert response["headers"]["content-length"] == str(len(stamped(PAGE, made)))
        assert response["headers"]["vary"] == "Accept-Encoding"
        assert response["headers"]["cache-control"] == REVALIDATE
        assert not response["headers"].keys() & {"last-modified", "accept-ranges", "content-encoding"}


@pytest.mark.parametrize("accepted", ["gzip", "br, gzip;q=0.5", "*"])
def test_it_is_compressed_with_every_stamp(site: ModuleType, accepted: str) -> None:
    for made in (stamp(), stamp(AT + 5, "f" * 16)):
        response = ask(site, made, accept_encoding=accepted)
        body = base64.b64decode(response["body"])
        assert response["headers"]["content-encoding"] == "gzip"
        assert response["headers"]["content-length"] == str(len(body))
        assert gzip.decompress(body) == stamped(PAGE, made)
    assert len(body) < len(gzip.compress(stamped(PAGE, made), 9)) + 200, "as small as if it were compressed each time"


@given(st.lists(st.binary(max_size=400).filter(lambda piece: b"code24" not in piece), min_size=2, max_size=6))
def test_any_page_can_be_unpacked(tmp_path_factory: pytest.TempPathFactory, pieces: list[bytes]) -> None:
    page = page_with(*pieces)
    site = unpacked(tmp_path_factory.mktemp("site") / "a", page)
    for made in (stamp(), stamp(AT + 1, "0" * 16)):
        body = base64.b64decode(ask(site, made, accept_encoding="gzip")["body"])
        assert gzip.decompress(body) == stamped(page, made)


def test_the_owners_own_words_are_no_place_for_a_stamp(tmp_path: Path) -> None:
    words = b'<p>We call it code24-stamp.</p><script type="application/ld+json">{"a":"code24-stamp"}</script>'
    site = unpacked(tmp_path / "a", page_with(words, words))
    assert ask(site)["body"].encode() == _control(stamp()).join([words, words])


def test_a_client_keeps_its_page_for_some_hours(site: ModuleType) -> None:
    begin = AT - AT % 21_600
    etag = ask(site, stamp(begin))["headers"]["etag"]
    assert etag.startswith('W/"')
    kept = ask(site, stamp(begin + 21_599), if_none_match=etag)
    assert (kept["statusCode"], kept["body"], kept["headers"]["etag"]) == (304, "", etag)
    assert ask(site, stamp(begin + 21_600), if_none_match=etag)["statusCode"] == 200
    assert ask(site, stamp(begin), if_modified_since="Sun, 01 Mar 2026 09:30:00 GMT")["statusCode"] == 200


def test_it_comes_as_a_whole(site: ModuleType) -> None:
    response = ask(site, range="bytes=0-9")
    assert (response["statusCode"], len(response["body"].encode())) == (200, len(stamped(PAGE, stamp())))


def test_head_says_what_get_would(site: ModuleType) -> None:
    for headers in ({}, {"accept_encoding": "gzip"}):
        assert ask(site, method="HEAD", **headers)["headers"] == ask(site, **headers)["headers"]
        assert ask(site, method="HEAD", **headers)["body"] == ""


@pytest.mark.parametrize("made", [None, "", "1", "x" * LENGTH, stamp() + "0", '"><script>' + "0" * 50])
def test_without_a_stamp_the_page_is_served_as_it_is(site: ModuleType, made: str | None) -> None:
    response = ask(site, made, accept_encoding="gzip, br")
    assert response["body"].encode() == PAGE
    assert response["headers"]["etag"].startswith('"')


def test_the_page_for_missing_addresses_is_served_as_it_is(site: ModuleType) -> None:
    response = ask(site, path="/nowhere/", accept_encoding="gzip")
    assert (response["statusCode"], response["body"].encode()) == (404, PAGE)
