import gzip
import io
import json
import zipfile
from base64 import b64decode, b64encode
from datetime import UTC, datetime
from hashlib import sha256
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from random import Random
from typing import Any

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from code24.analytics.tracker.script import script, script_path, tag
from code24.build.development.models import SiteFile
from code24.errors import InvalidRequest
from code24.sites.bundle import Bundle, bundle
from code24.sites.models import ReleaseFile
from code24.types import ReleaseId
from code24.website.packing import unpacked

BUILD, MADE = "b0000000000000001", datetime(2026, 3, 1, 12, 30, 15, 250_000, tzinfo=UTC)
HOME = SiteFile(path="/index.html", content_type="text/html; charset=utf-8", text="<h1>Home</h1>" + "<p>word</p>" * 99)
STYLES = SiteFile(path="/assets/site.3f9a1c22.css", content_type="text/css", text="a{color:red}" * 50)
ICON = SiteFile(path="/favicon.ico", content_type="image/x-icon", base64="AAABAA==")
ROOT = Path(__file__).parents[3]
SERVED = HOME.content() + tag().encode()
SCRIPT = script().encode()


def made(*files: SiteFile, build_id: str = BUILD, https: bool = True) -> Bundle:
    return bundle(build_id, MADE, files or (HOME, STYLES, ICON), https=https)


def opened(made: Bundle) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(made.body))


def manifest(made: Bundle) -> dict[str, Any]:
    return json.loads(opened(made).read("manifest.json"))


def page(text: str, path: str = "/index.html") -> SiteFile:
    return SiteFile(path=path, content_type="text/html; charset=utf-8", text=text)


def test_the_same_files_make_the_same_bytes_in_any_order() -> None:
    first, second = made(HOME, STYLES, ICON), made(ICON, HOME, STYLES)
    assert first == second
    assert first.sha256 == sha256(first.body).hexdigest()
    TypeAdapter(ReleaseId).validate_python(first.release_id)


def test_another_build_or_another_word_is_another_release() -> None:
    other = made(page(f"{HOME.text} "), STYLES, ICON)
    elsewhere = made(build_id="b0000000000000002")
    assert len({made().release_id, other.release_id, elsewhere.release_id}) == 3


def test_the_zip_holds_the_handler_the_manifest_and_each_file_by_its_hash() -> None:
    archive = opened(made())
    icon, *others = (sha256(content).hexdigest() for content in (ICON.content(), SERVED, STYLES.content(), SCRIPT))
    files = [icon, *(f"{name}{suffix}" for name in others for suffix in ("", ".br", ".gz"))]
    assert sorted(archive.namelist()) == sorted(["app.py", "manifest.json", *(f"files/{name}" for name in files)])
    assert archive.read("app.py") == (ROOT / "functions/web/site/app.py").read_bytes()
    home = others[0]
    assert archive.read(f"files/{home}") == SERVED
    assert brotli.decompress(archive.read(f"files/{home}.br")) == SERVED
    assert gzip.decompress(archive.read(f"files/{home}.gz")) == SERVED
    assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert {info.external_attr >> 16 for info in archive.infolist()} == {0o644}


def test_the_manifest_says_how_each_file_is_served() -> None:
    release = made()
    said = manifest(release)
    assert (said["version"], said["release_id"]) == (1, release.release_id)
    assert said["created_at"] == "2026-03-01T12:30:15Z"
    home = sha256(SERVED).hexdigest()
    rest = "img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; upgrade-insecure-requests"
    served = f"default-src 'none'; connect-src 'self'; script-src 'self'; {rest}"
    assert said["files"]["/index.html"] == {
        "file": home,
        "type": "text/html; charset=utf-8",
        "etag": f'"{home[:32]}"',
        "bytes": len(SERVED),
        "encodings": ["br", "gzip"],
        "cache": "public, max-age=0, must-revalidate",
        "headers": {"content-security-policy": served},
        "original": {
            "file": sha256(HOME.content()).hexdigest(),
            "bytes": len(HOME.content()),
            "headers": {"content-security-policy": f"default-src 'none'; {rest}"},
            "cut": [len(HOME.content()), len(SERVED)],
        },
    }
    assert said["files"]["/assets/site.3f9a1c22.css"]["cache"] == "public, max-age=31536000, immutable"
    assert said["files"]["/favicon.ico"] | {"file": "", "etag": ""} == {
        "file": "",
        "type": "image/x-icon",
        "etag": "",
        "bytes": 4,
        "encodings": [],
        "cache": "public, max-age=0, must-revalidate",
        "headers": {},
    }
    script = said["files"][script_path()]
    assert script | {"file": "", "etag": "", "bytes": 0} == {
        "file": "",
        "type": "text/javascript; charset=utf-8",
        "etag": "",
        "bytes": 0,
        "encodings": ["br", "gzip"],
        "cache": "public, max-age=31536000, immutable",
        "headers": {},
        "added": True,
    }
    assert said["files"]["/assets/visit.js"] == script | {
        "cache": "public, max-age=0, must-revalidate",
        "headers": {"cross-origin-resource-policy": "cross-origin"},
    }


def test_who_reads_a_release_gets_what_was_packed() -> None:
    contact = page(
        '<!doctype html><form><input type=hidden name=stamp value="code24-stamp"></form>' + "<p>word</p>" * 99,
        "/c/index.html",
    )
    bundled = made(HOME, STYLES, ICON, contact)
    assert {file.path: file.content for file in unpacked(bundled.body)} == {
        file.path: file.content() for file in (HOME, STYLES, ICON, contact)
    }
    policies = {file.path: file.headers.get("content-security-policy", "") for file in unpacked(bundled.body)}
    assert "script-src" not in policies["/index.html"]
    again = [
        SiteFile(path=file.path, content_type=file.content_type, base64=b64encode(file.content), headers=file.headers)
        for file in unpacked(bundled.body)
    ]
    assert made(*again).body == bundled.body, "packed again, it is the same"
    archive = opened(bundled)
    pages = [
        archive.read(f"files/{entry['file']}") for entry in manifest(bundled)["files"].values() if "original" in entry
    ]
    assert [served.count(tag().encode()) for served in pages] == [1, 1]


def test_a_copy_of_a_site_that_was_served_from_here_is_not_counted_twice() -> None:
    script = SiteFile(path=script_path(), content_type="text/javascript", text=SCRIPT.decode())
    copy = made(page(SERVED.decode()), script)
    assert tag() in opened(copy).read(f"files/{manifest(copy)['files']['/index.html']['file']}").decode()
    assert [file.path for file in copy.files] == [script_path(), "/index.html"]
    assert "original" not in manifest(copy)["files"]["/index.html"]


def test_a_page_with_forms_is_marked_and_not_compressed_beforehand() -> None:
    contact = page(
        '<form><input type=hidden name=stamp value="code24-stamp"></form>' + "<p>word</p>" * 99, "/c/index.html"
    )
    notes = SiteFile(path="/notes.txt", content_type="text/plain", text="code24-stamp" * 99)
    words = page("<p>code24-stamp &#34;code24-stamp&#34;</p>" * 99, "/words/index.html")
    bundled = made(HOME, contact, notes, words)
    files = manifest(bundled)["files"]
    assert {path for path, entry in files.items() if "stamp" in entry} == {"/c/index.html"}
    assert (files["/c/index.html"]["stamp"], files["/c/index.html"]["encodings"]) == (True, [])
    names = opened(bundled).namelist()
    assert [name for name in names if files["/c/index.html"]["file"] in name] == [
        f"files/{files['/c/index.html']['file']}"
    ]


def test_the_release_lists_its_files() -> None:
    assert made().files == tuple(
        ReleaseFile(
            path=file.path,
            content_type=file.content_type,
            sha256=sha256(file.content()).hexdigest(),
            bytes=len(file.content()),
        )
        for file in (STYLES, ICON, HOME)
    )


def test_a_linked_stylesheet_counts_for_the_policy_of_its_page() -> None:
    styles = SiteFile(path="/a.css", content_type="text/css", text="a{background:url(data:image/png;base64,AA==)}")
    linked = manifest(made(page('<link rel="stylesheet" href="/a.css?v=2">'), styles))["files"]["/index.html"]
    assert "img-src 'self' data:;" in linked["headers"]["content-security-policy"]
    apart = manifest(made(HOME, styles))["files"]["/index.html"]
    assert "img-src 'self';" in apart["headers"]["content-security-policy"]


def test_locally_nothing_is_upgraded_to_https() -> None:
    said = manifest(made(https=False))
    assert "upgrade" not in said["files"]["/index.html"]["headers"]["content-security-policy"]


def test_compression_is_kept_where_it_pays() -> None:
    noise = Random(1).randbytes(4_000).hex()
    files = [
        SiteFile(path="/short.txt", content_type="text/plain", text="short"),
        SiteFile(path="/noise.svg", content_type="image/svg+xml", text=f"<svg>{noise}</svg>"),
        SiteFile(path="/photo.webp", content_type="image/webp", base64="A" * 4_000),
    ]
    said = manifest(made(HOME, *files))["files"]
    assert {path: said[path]["encodings"] for path in ("/short.txt", "/noise.svg", "/photo.webp")} == {
        "/short.txt": [],
        "/noise.svg": ["br", "gzip"],
        "/photo.webp": [],
    }


@pytest.mark.parametrize(
    "path",
    ["index.html", "/", "/about/", "/../x", "/a/../b", "/a/./b", "//a", "/a\\b", "/a\nb", "/a?b", "/a#b", "/a%2e", ""],
)
def test_what_is_no_path_of_a_file_is_refused(path: str) -> None:
    with pytest.raises(InvalidRequest, match="is not a path of a file"):
        made(HOME, SiteFile(path=path, content_type="text/plain", text="x"))


@given(st.text(max_size=30))
def test_only_plain_absolute_paths_come_through(path: str) -> None:
    try:
        release = made(HOME, SiteFile(path=f"/{path}", content_type="text/plain", text="x"))
    except InvalidRequest:
        return
    assert f"/{path}" in {file.path for file in release.files}
    segments = path.split("/")
    assert not {"", ".", ".."} & set(segments)
    assert not set("\\?#%\x00\n\r\t") & set(path)


def test_a_path_appears_once() -> None:
    with pytest.raises(InvalidRequest, match=r"/index\.html appears twice"):
        made(HOME, HOME)


def test_a_site_has_a_home_page() -> None:
    with pytest.raises(InvalidRequest, match="no home page"):
        made(STYLES)


def test_a_page_that_its_policy_would_break_is_refused_with_the_reason() -> None:
    with pytest.raises(InvalidRequest, match=r"^/about/index\.html would be broken.*<p> has a style attribute"):
        made(HOME, page('<p style="color:red">x</p>', "/about/index.html"))


def test_a_file_that_lambda_could_not_answer_with_is_refused() -> None:
    with pytest.raises(InvalidRequest, match=r"/film\.mp4 has 4,500,000 bytes"):
        made(HOME, SiteFile(path="/film.mp4", content_type="video/mp4", base64="AAAA" * 1_500_000))


def test_more_files_than_a_record_can_list_are_refused() -> None:
    files = [SiteFile(path=f"/{n}.txt", content_type="text/plain", text="x") for n in range(2_500)]
    with pytest.raises(InvalidRequest, match="2,501 files"):
        made(HOME, *files)


def test_a_zip_that_lambda_does_not_take_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("code24.sites.bundle.ZIP_LIMIT", 1_000)
    with pytest.raises(InvalidRequest, match="Lambda takes 1,000"):
        made()


def test_the_handler_serves_what_was_bundled(tmp_path: Path) -> None:
    release = made()
    opened(release).extractall(tmp_path)
    specification = spec_from_file_location("site_app", tmp_path / "app.py")
    assert specification is not None
    assert specification.loader is not None
    app = module_from_spec(specification)
    specification.loader.exec_module(app)
    event = {"version": 1, "method": "GET", "path": "/", "query": "", "headers": {"accept-encoding": "br"}}
    answer = app.handler(event, None)
    assert answer["statusCode"] == 200
    assert answer["headers"]["content-encoding"] == "br"
    assert answer["headers"]["content-security-policy"].startswith("default-src 'none'; connect-src 'self'; script-src")
    assert answer["headers"]["last-modified"] == "Sun, 01 Mar 2026 12:30:15 GMT"
    assert brotli.decompress(b64decode(answer["body"])) == SERVED
    assert app.handler(event | {"path": "/assets/site.3f9a1c22.css", "headers": {}}, None)["body"] == STYLES.text


def test_what_search_engines_should_not_list_says_so_in_a_header() -> None:
    thanks = HOME.model_copy(update={"path": "/thanks/index.html", "unlisted": True})
    files = manifest(made(HOME, thanks))["files"]
    assert files["/thanks/index.html"]["headers"]["x-robots-tag"] == "noindex"
    assert "x-robots-tag" not in files["/index.html"]["headers"]


def test_a_pages_own_policy_takes_the_place_of_the_derived_one_and_allows_what_it_says() -> None:
    own = {"content-security-policy": "script-src 'unsafe-inline'", "x-robots-tag": "noarchive", "set-cookie": "a=b"}
    text = "<p style='color:red' onclick=a()>Hi"
    page = SiteFile(path="/index.html", content_type="text/html", text=text, headers=own)
    headers = manifest(made(page))["files"]["/index.html"]["headers"]
    assert headers == {"content-security-policy": "script-src 'unsafe-inline' 'self'", "x-robots-tag": "noarchive"}


@pytest.mark.parametrize("value", ["a\r\nset-cookie: a=b", "a\nb", "a\0b", "grüße", "", "a" * 9_000])
def test_what_a_header_cannot_say_is_refused(value: str) -> None:
    with pytest.raises(InvalidRequest, match="content-security-policy"):
        made(HOME.model_copy(update={"headers": {"content-security-policy": value}}))
    with pytest.raises(InvalidRequest, match="media type"):
        made(HOME, STYLES.model_copy(update={"content_type": value}))
