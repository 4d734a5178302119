"""The command that optimizes a website on the local cloud, against a platform API that ends as told."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any, ClassVar

import httpx
import pytest
from typer.testing import CliRunner

from local import cli, optimize
from local.errors import LocalCloudError
from local.optimize import optimize_website
from local.output import Output
from local.platform_api import ApiError
from local.settings import Settings

JOB, SITE = "o0123456789abcdef", "s0123456789ab"
PAGE = "<!doctype html><html><head><title>Acme</title></head><body><h1>Acme</h1></body></html>"
RESULT = {
    "url": "http://acme.localhost/",
    "scoresBefore": {"seo": 81.25, "security": 30.0},
    "scoresAfter": {"seo": 100.0, "security": 80.0},
    "findingsBefore": 131,
    "findingsAfter": 7,
    "fixesApplied": 62,
    "fixesWithdrawn": 1,
}
COMPLETE = {"status": "complete", "error": None, "output": RESULT}
WEIGHTS = [
    {"bytesBefore": 2_000_000, "bytesAfter": 100_000, "requestsBefore": 20, "requestsAfter": 9},
    {"bytesBefore": 1_000_000, "bytesAfter": 50_000, "requestsBefore": 10, "requestsAfter": 7},
]


class Api:
    """A platform API with one optimization."""

    def __init__(self, standing: dict[str, Any] = COMPLETE, *, missing: tuple[str, ...] = ()) -> None:
        self.standing = standing
        self.missing = missing
        self.sent: list[tuple[str, Any]] = []
        self.uploaded: list[bytes] = []

    def call(self, method: str, path: str, json: Any = None) -> Any:
        if any(path.startswith(each) for each in self.missing) and method == "GET":
            raise ApiError(method, path, httpx.Response(404, json={"title": "Not found"}))
        if method == "POST":
            self.sent.append((path, json))
            if path == "/uploads":
                return {"uploadId": "u0123456789abcdef", "url": "http://u.localhost/", "headers": {"a": "b"}}
            return {"id": JOB, "siteId": SITE}
        if path.startswith("/optimize"):
            return {"id": JOB, "siteId": SITE, "status": self.standing, "startedAt": "2026-03-01T12:00:00Z",
                    "loop": {"generation": 3}}  # fmt: skip
        if "/cycles/" in path:
            return {"optimization": {"weights": WEIGHTS, "notes": ["No browser [bold]was there."]}}
        return {"status": "active", "slug": "acme"}

    @property
    def asked_for(self) -> list[str]:
        return [path for path, _ in self.sent]

    @property
    def wanted(self) -> Any:
        return next(body for path, body in self.sent if path == "/optimize")


class History:
    """Steps of a cycle that is done."""

    asked: ClassVar[list[tuple[Any, ...]]] = []

    def __init__(self, settings: Settings) -> None:
        del settings

    def of(self, *about: Any) -> list[dict[str, Any]]:
        self.asked.append(about)
        done = {"status": "complete", "startedAt": "2026-03-01T12:00:00Z", "completedAt": "2026-03-01T12:00:02Z"}
        return [{"worker": "Audits", **done}]


@pytest.fixture
def website(tmp_path: Path) -> Path:
    folder = tmp_path / "sunny-cafe" / "dist"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(PAGE)
    return folder


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Any:
    settings.state.mkdir(parents=True)
    monkeypatch.setattr(optimize, "await_page", lambda *_: None)
    monkeypatch.setattr(optimize, "_History", History)

    def run(api: Api, **given: Any) -> str:
        def put(url: str, content: bytes, **_: Any) -> httpx.Response:
            api.uploaded.append(content)
            return httpx.Response(200)

        monkeypatch.setattr(optimize.httpx, "put", put)
        monkeypatch.setattr(optimize, "PlatformApi", lambda *_: api)
        given = {"wanted": {}, **{name: str(value) for name, value in given.items() if name != "wanted"}, **(
            {"wanted": given["wanted"]} if "wanted" in given else {})}  # fmt: skip
        return optimize_website(settings, "key", Output(), **given)

    return run


def test_an_address_is_told_with_what_it_brought(run: Any, capsys: pytest.CaptureFixture[str]) -> None:
    api = Api()
    assert run(api, url="https://acme.example", wanted={"businessType": "bakery"}) == RESULT["url"]
    assert api.sent == [("/optimize", {"url": "https://acme.example", "businessType": "bakery"})]
    said = capsys.readouterr().out
    lines = [line.split() for line in said.splitlines()]
    for row in (
        ["seo", "81.2", "100.0"],
        ["findings", "131", "7"],
        ["KB", "a", "page", "1,500", "75"],
        ["requests", "a", "page", "15", "8"],
        ["Audits:", "complete", "(2.0", "s)"],
    ):
        assert row in lines, said
    assert "No browser [bold]was there." in said
    assert "62 fixes applied, 1 withdrawn" in said
    assert History.asked[-1] == (SITE, 3, "2026-03-01T12:00:00Z")


def test_a_folder_is_sent_as_a_zip_and_named_after_what_says_something(run: Any, website: Path) -> None:
    api = Api()
    run(api, folder=website)
    assert api.wanted == {"name": "sunny-cafe", "uploadId": "u0123456789abcdef"}
    (packed,) = api.uploaded
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.read("index.html").decode() == PAGE
    assert api.sent[0] == ("/uploads", {"contentType": "application/zip", "bytes": len(packed)})


def test_the_same_website_is_worked_on_again(run: Any, website: Path) -> None:
    run(Api(), folder=website)
    again = Api()
    run(again, folder=website)
    assert again.asked_for == [f"/sites/{SITE}/loop/run"]


def test_another_website_has_a_site_of_its_own(run: Any, website: Path) -> None:
    run(Api(), folder=website)
    (website / "index.html").write_text(PAGE.replace("Acme", "Other"))
    for given in ({"folder": website}, {"url": "https://acme.example"}):
        again = Api()
        run(again, **given)
        assert again.asked_for[-1] == "/optimize"


def test_a_website_whose_site_has_gone_begins_anew(run: Any) -> None:
    run(Api(), url="https://acme.example")
    again = Api(missing=(f"/sites/{SITE}",))
    with pytest.raises(ApiError):  # in the end, when its result is asked for
        run(again, url="https://acme.example")
    assert again.asked_for == ["/optimize"]


def test_an_interrupted_run_is_followed_to_its_end(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    api = Api()

    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(optimize, "_follow", interrupted)
        with pytest.raises(KeyboardInterrupt):
            run(api, url="https://acme.example")
    run(api, url="https://acme.example")
    assert api.asked_for == ["/optimize"], "nothing is asked for twice"
    run(api, url="https://acme.example")
    assert api.asked_for == ["/optimize", f"/sites/{SITE}/loop/run"]


def test_an_interrupted_run_whose_cloud_was_cleaned_begins_anew(run: Any, settings: Settings) -> None:
    run(Api(), url="https://acme.example")
    record = settings.state / "optimize.json"
    (name,) = json.loads(record.read_text())
    record.write_text(json.dumps({f"{name}/job": "o00000000000000gone"[:17]}))
    again = Api(missing=("/optimize?instanceId=o00000000000000go",))
    run(again, url="https://acme.example")
    assert again.asked_for == ["/optimize"]


def test_a_failed_cycle_says_where_and_why_and_is_not_followed_again(run: Any) -> None:
    error = {"step": "ImportSite", "error": "NotRead", "message": "The server cannot be reached."}
    api = Api({"status": "errored", "error": error, "output": None})
    for _ in range(2):
        with pytest.raises(LocalCloudError, match="errored in ImportSite: NotRead") as failed:
            run(api, url="https://acme.example")
        assert failed.value.remedy == "The server cannot be reached."
    assert api.asked_for == ["/optimize", f"/sites/{SITE}/loop/run"]


def test_a_folder_without_pages_is_no_website(run: Any, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "a.txt").write_text("hello")
    with pytest.raises(LocalCloudError, match="no pages"):
        run(Api(), folder=tmp_path / "empty")


def test_a_way_that_is_none_is_refused(run: Any, website: Path) -> None:
    with pytest.raises(LocalCloudError, match="is not HOST=ADDRESS:PORT"):
        run(Api(), folder=website, resolve="fonts.example")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "Say which website"),
        (["--url", "https://a.example", "--folder", "."], "Say one website, not two."),
        (["--folder", "/nowhere/at/all"], "There is no /nowhere/at/all."),
    ],
)
def test_what_is_no_website_starts_nothing(given: list[str], said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli.signal, "signal", lambda *_: None)
    monkeypatch.setattr(cli.cloud, "up", lambda *_: pytest.fail("the cloud was started"))
    answer = CliRunner().invoke(cli.app, ["optimize", *given])
    assert (answer.exit_code, said in answer.output) == (1, True)


def test_the_steps_are_those_of_the_cycle_that_is_at_work() -> None:
    at = "2026-03-01T12:00:0{}Z"
    history = object.__new__(optimize._History)
    history._prefix = "arn"
    events = [
        ("TaskStateEntered", "Begin", 0), ("TaskStateExited", "Begin", 1), ("TaskStateEntered", "Audits", 1),
        ("TaskStateExited", "Audits", 2), ("WaitStateEntered", "Rest", 3), ("TaskStateEntered", "Begin", 4),
        ("TaskStateExited", "Begin", 5), ("TaskStateEntered", "Plan", 5),
    ]  # fmt: skip
    history._events = lambda _: iter([(kind, name, at.format(second)) for kind, name, second in events])  # type: ignore[method-assign]
    assert history.of(SITE, 1, at.format(0)) == [
        {"worker": "Begin", "status": "complete", "startedAt": at.format(4), "completedAt": at.format(5)},
        {"worker": "Plan", "status": "running", "startedAt": at.format(5)},
    ]
    assert history.of(SITE, 1, None) == []
