import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from local import demo
from local.demo import build_site, read_request
from local.errors import LocalCloudError
from local.output import Output
from local.platform_api import ApiError
from local.settings import Settings

REQUEST = {"name": "Acme", "description": "A shop."}
OUTPUT = {
    "siteId": "s0123456789ab",
    "slug": "acme",
    "url": "http://acme.localhost/",
    "previewUrl": "http://p.localhost/",
}


class Api:
    """A platform API with one build that ends as told."""

    def __init__(self, standing: dict[str, Any], site: str | None = "active") -> None:
        self.standing = standing
        self.site = site
        self.asked: list[tuple[str, str, Any]] = []
        self.keys: list[str] = []

    def call(self, method: str, path: str, json: Any = None, headers: Any = None) -> Any:
        self.asked.append((method, path, json))
        self.keys += [headers["idempotency-key"]] if headers else []
        if path.startswith("/sites/"):
            if self.site is None:
                raise ApiError(method, path, httpx.Response(404, json={"title": "Not found"}))
            return {"status": self.site}
        if method == "POST":
            return {"id": "b0123456789abcdef"}
        return {"status": self.standing, "progress": [{"worker": "brand", "status": "complete", "attempts": 1}]}

    @property
    def sent(self) -> Any:
        return next(body for method, _, body in self.asked if method == "POST")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Any:
    settings.state.mkdir(parents=True)
    monkeypatch.setattr(demo, "await_page", lambda *_: None)

    def run(api: Api) -> str:
        monkeypatch.setattr(demo, "PlatformApi", lambda *_: api)
        return build_site(settings, "key", REQUEST, Output())

    return run


def complete() -> dict[str, Any]:
    return {"status": "complete", "error": None, "output": OUTPUT}


def test_the_address_is_told(run: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Api(complete())) == "http://acme.localhost/"
    assert "http://acme.localhost/" in capsys.readouterr().out


def test_a_name_is_shown_as_it_is(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Brackets are markup to the console, and `:bread:` is an emoji."""
    settings.state.mkdir(parents=True)
    monkeypatch.setattr(demo, "await_page", lambda *_: None)
    monkeypatch.setattr(demo, "PlatformApi", lambda *_: Api(complete()))
    build_site(
        settings, "key", REQUEST | {"name": "Fine [/bold] [red]Co :bread:"}, Output(), again="make demo REQUEST=x"
    )

    said = capsys.readouterr().out
    assert "“Fine [/bold] [red]Co :bread:”" in said
    assert "Once more          make demo REQUEST=x " in said


def test_a_second_demo_is_a_new_release_of_the_same_site(run: Any) -> None:
    first, second = Api(complete()), Api(complete())
    run(first)
    run(second)

    assert first.sent == REQUEST
    assert second.sent == REQUEST | {"siteId": OUTPUT["siteId"]}


@pytest.mark.parametrize("site", [None, "suspended", "deleting"])
def test_a_demo_whose_site_has_gone_starts_anew(run: Any, site: str | None) -> None:
    run(Api(complete()))
    again = Api(complete(), site)
    run(again)

    assert again.sent == REQUEST


def test_a_failed_build_says_who_and_why(run: Any) -> None:
    error = {"worker": "quality-gate", "error": "GateRejected", "message": "Twice.", "findings": ["No title on /."]}
    with pytest.raises(LocalCloudError, match="errored: GateRejected in quality-gate") as failed:
        run(Api({"status": "errored", "error": error, "output": None}))

    assert failed.value.remedy == "Twice.\n  - No title on /."


def test_a_stopped_build_is_a_failure(run: Any) -> None:
    with pytest.raises(LocalCloudError, match="ended as terminated"):
        run(Api({"status": "terminated", "error": None, "output": None}))


@pytest.mark.parametrize(
    ("content", "problem"), [("{", "is not JSON"), ("[]", "no JSON object"), (None, "There is no")]
)
def test_a_request_that_cannot_be_read(tmp_path: Path, content: str | None, problem: str) -> None:
    path = tmp_path / "request.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(LocalCloudError, match=problem):
        read_request(path)


def test_a_problem_document_is_shown_whole() -> None:
    problem = {"title": "Invalid request", "errors": [{"field": "primaryGoal"}]}
    error = ApiError("POST", "/build", httpx.Response(422, text=json.dumps(problem)))

    assert "422" in error.problem
    assert "primaryGoal" in error.remedy


def test_an_interrupted_demo_goes_on_with_its_build(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    api = Api(complete())

    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(demo, "_follow", interrupted)
        with pytest.raises(KeyboardInterrupt):
            run(api)
    run(api)
    run(api)

    first, second, third = api.keys
    assert first == second, "the same build"
    assert third != first, "a new release"


def test_a_failed_demo_starts_over(run: Any) -> None:
    api = Api({"status": "errored", "error": {"error": "Broken", "message": "no"}, "output": None})
    for _ in range(2):
        with pytest.raises(LocalCloudError):
            run(api)

    assert api.keys[0] != api.keys[1]
