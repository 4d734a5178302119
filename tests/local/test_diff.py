"""What `make diff` tells of two releases."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from typer.testing import CliRunner

from local import cli, diff
from local.diff import lines, show_difference
from local.diff_page import written
from local.diff_pictures import Picture, Place, difference, photographed
from local.errors import LocalCloudError
from local.gallery import browser
from local.output import Output
from local.settings import Settings

SITE = {"id": "s0123456789ab", "slug": "acme"}
RELEASES = [
    {"id": f"r00000000{name}", "createdAt": "2026-03-01T12:00:00Z", "previewUrl": f"http://preview-{name}.localhost/"}
    for name in ("cc", "bb", "aa")
]
TOLD: dict[str, Any] = {
    "before": "r00000000bb",
    "after": "r00000000cc",
    "complete": True,
    "pages": [
        {
            "path": "/",
            "change": "changed",
            "title": ["Old", "New"],
            "description": None,
            "frame": [{"before": "Order", "after": "Buy"}],
            "sections": [
                {
                    "id": "hero",
                    "change": "changed",
                    "position": [3, 1],
                    "arrangement": ["split", "cover"],
                    "texts": [{"before": "Bread", "after": "<b>Bread</b> {{ 7*7 }}"}],
                },
                {"id": "steps", "change": "removed", "position": None, "arrangement": None,
                 "texts": [{"before": "First", "after": None}]},
            ],
        },
        {"path": "/about/", "change": "changed", "title": None, "description": None, "frame": [], "sections": []},
    ],
    "palette": [{"scheme": "light", "role": "primary", "before": "#8a4b14", "after": "#7a1fa2"}],
    "files": [{"path": "/index.html", "change": "changed", "before": 10, "after": 12}],
}  # fmt: skip


class Api:
    """A platform API with one site of three releases, the newest first."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.releases = RELEASES
        self.told = TOLD

    def call(self, method: str, path: str, **_: Any) -> Any:
        assert method == "GET"
        self.asked.append(path)
        if path == "/sites?limit=100":
            return {"sites": [{"id": "s000000000000", "slug": "other"}], "next": "more"}
        if path == "/sites?limit=100&cursor=more":
            return {"sites": [SITE], "next": None}
        if path.endswith("/releases?limit=100"):
            return {"releases": self.releases, "next": None}
        if "/diff/" in path:
            return self.told
        raise diff.ApiError(method, path, httpx_answer())


def httpx_answer() -> Any:
    import httpx

    return httpx.Response(404, json={"title": "Not found"})


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Api:
    api = Api()
    monkeypatch.setattr(diff, "PlatformApi", lambda settings, key: api)
    monkeypatch.setattr(diff, "photographed", lambda place, pages: ())
    return api


def shown(settings: Settings, **chosen: str) -> None:
    show_difference(settings, "key", Output(), **{"site": "acme"} | chosen)


def test_the_two_newest_releases_are_compared(settings: Settings, api: Api, capsys: pytest.CaptureFixture[str]) -> None:
    shown(settings)
    assert api.asked[-1] == f"/sites/{SITE['id']}/releases/r00000000bb/diff/r00000000cc"
    page = settings.state / "diffs" / "acme" / "r00000000bb-r00000000cc" / "index.html"
    said = capsys.readouterr().out
    assert str(page) in said
    assert "+ <b>Bread</b> {{ 7*7 }}" in said
    assert "&lt;b&gt;Bread&lt;/b&gt; {{ 7*7 }}" in page.read_text()


def test_releases_can_be_named_and_the_site_by_its_id(settings: Settings, api: Api) -> None:
    shown(settings, site=SITE["id"], before="r00000000aa", after="r00000000cc")
    assert api.asked[-1].endswith("/releases/r00000000aa/diff/r00000000cc")
    shown(settings, after="r00000000bb")
    assert api.asked[-1].endswith("/releases/r00000000aa/diff/r00000000bb")


@pytest.mark.parametrize(
    ("chosen", "problem", "remedy"),
    [
        ({"site": "nobody"}, "There is no site 'nobody'.", "Sites: other, acme"),
        ({"site": ""}, "Which site?", "make diff SITE="),
        ({"before": "r00000000zz"}, "acme has no release 'r00000000zz'.", "r00000000aa"),
        ({"after": "r00000000aa"}, "There is no release of acme before r00000000aa.", "make diff"),
    ],
)
def test_what_is_not_there_is_said_with_what_there_is(
    settings: Settings, api: Api, chosen: dict[str, str], problem: str, remedy: str
) -> None:
    with pytest.raises(LocalCloudError) as said:
        shown(settings, **chosen)
    assert said.value.problem == problem
    assert remedy in said.value.remedy


def test_a_site_without_releases(settings: Settings, api: Api) -> None:
    api.releases = []
    with pytest.raises(LocalCloudError, match="acme has no release yet"):
        shown(settings)


def test_nothing_is_photographed_where_nothing_differs(
    settings: Settings, api: Api, capsys: pytest.CaptureFixture[str]
) -> None:
    api.told = TOLD | {"pages": [], "palette": [], "files": []}
    shown(settings)
    assert "Nothing differs." in capsys.readouterr().out
    assert not (settings.state / "diffs").exists()


def test_the_difference_in_lines() -> None:
    assert [line.strip() for line in lines(TOLD)] == [
        "~ /",
        "~ title",
        "- Old",
        "+ New",
        "~ hero (arrangement split → cover; moved from place 3 to 1)",
        "- Bread",
        "+ <b>Bread</b> {{ 7*7 }}",
        "- steps",
        "- First",
        "~ header and footer",
        "- Order",
        "+ Buy",
        "The same words and sections, other links to stylesheet or icons: /about/",
        "Palette",
        "light primary: #8a4b14 → #7a1fa2",
        "Files",
        "~ /index.html (10 → 12 bytes)",
    ]


def test_the_page_shows_pictures_beside_each_other() -> None:
    picture = Picture("/", "phone", "a.webp", "b.webp", "c.webp", 0.0312)
    page = written(SITE, TOLD, [picture])
    assert [name for name in ("a.webp", "b.webp", "c.webp") if f'<img src="{name}"' in page] == [
        "a.webp",
        "b.webp",
        "c.webp",
    ]
    assert "3.1 % of the pixels differ" in page
    assert "<b>Bread" not in page


class TestPixels:
    def test_what_differs_is_marked(self) -> None:
        before, after = Image.new("RGB", (10, 10), "white"), Image.new("RGB", (10, 10), "white")
        after.paste("black", (2, 3, 4, 5))
        marked, part = difference(before, after)
        assert part == 0.04
        assert marked.getpixel((2, 3)) == (214, 0, 108)
        assert marked.getpixel((0, 0)) == (255, 255, 255)

    def test_the_same_is_the_same_and_compression_is_no_difference(self) -> None:
        before, after = Image.new("RGB", (8, 8), (100, 100, 100)), Image.new("RGB", (8, 8), (103, 98, 100))
        assert difference(before, after)[1] == 0.0

    def test_a_longer_page_differs_where_the_other_has_ended(self) -> None:
        _, part = difference(Image.new("RGB", (4, 4), "white"), Image.new("RGB", (4, 8), "white"))
        assert part == 0.5


@pytest.fixture
def previews() -> Iterator[tuple[str, str]]:
    """Two releases under hosts of their own."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            color = "#ffffff" if self.headers["host"].startswith("preview-aa") else "#000000"
            body = f"<!doctype html><title>x</title><body style='margin:0;background:{color}'><h1>x</h1>".encode()
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    port = server.server_address[1]
    yield f"http://preview-aa--acme.localhost:{port}/", f"http://preview-bb--acme.localhost:{port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.skipif(browser.programs() is None, reason="Chromium is not installed")
def test_pages_are_photographed_on_both_hosts(tmp_path: Path, previews: tuple[str, str]) -> None:
    pages = [{"path": "/", "change": "changed"}, {"path": "/new/", "change": "added"}]
    pictures = photographed(Place(tmp_path, previews), pages)
    assert [(each.path, each.view) for each in pictures] == [
        ("/", "phone"), ("/", "desktop"), ("/new/", "phone"), ("/new/", "desktop"),
    ]  # fmt: skip
    home, _, new, _ = pictures
    assert home.differs > 0.9
    assert new.before is None
    assert new.marked is None
    for name in (home.before, home.after, home.marked, new.after):
        with Image.open(tmp_path / str(name)) as image:
            assert image.width == 390


def test_without_chromium_it_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "programs", lambda: None)
    with pytest.raises(LocalCloudError, match="Chromium and its driver are not installed") as said:
        photographed(Place(tmp_path, ("http://a.localhost/", "http://b.localhost/")), TOLD["pages"])
    assert "apt-get install chromium" in said.value.remedy


def test_without_the_local_cloud_it_says_how_to_start_it(tmp_path: Path) -> None:
    environment = {"CODE24_STATE": str(tmp_path / "state"), "CODE24_PORT": "20001", "CODE24_AWS_PORT": "20002"}
    said = CliRunner().invoke(cli.app, ["diff", "--site", "acme"], env=environment)
    assert said.exit_code == 1
    assert "The local cloud is not running." in said.output
    assert "make up" in said.output
