"""Editing a site through the API: what can be edited, edits, and what differs between releases."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from code24.build.editing.models import Edit
from code24.sites.bundle import bundle
from tests.edited import BUILD, OWNER, RELEASE, SITE, Workshop
from tests.unit.http.client import Api

HEADING = {"kind": "text", "page": "/", "section": "hero", "field": "heading", "text": "Bread that takes its time"}
COLORS = {"kind": "palette", "colors": ["#7A1FA2"]}


@pytest.fixture
def shop(api: Api) -> Workshop:
    """A site of Alice's, with the API's ports."""
    shop = Workshop()
    alice = next(customer for customer, record in api.ports.customers.records.items() if record.name == "Alice")
    for name in ("builds", "sites", "artifacts", "executions", "worker_functions", "release_archive"):
        setattr(api.ports, name, getattr(shop, name))
    own = {"customer_id": alice}
    shop.builds.records = {key: each.model_copy(update=own) for key, each in shop.builds.records.items()}
    shop.sites.records = {key: each.model_copy(update=own) for key, each in shop.sites.records.items()}
    assert alice != OWNER
    return shop


def edit(api: Api, *edits: Any, **more: Any) -> Any:
    return api.ask("POST", f"/sites/{SITE}/edits", {"edits": list(edits), **more.pop("body", {})}, **more)


def archived(shop: Workshop, build_id: str, release_id: str) -> None:
    """Put what a build rendered into the archive as a release."""
    site = shop.developed(build_id)
    made = bundle(build_id, shop.builds.get(build_id).created_at, site.files, https=False)
    shop.release_archive.put(SITE, release_id, made.body)


def test_what_can_be_edited_is_listed(api: Api, shop: Workshop) -> None:
    answer = api.ask("GET", f"/sites/{SITE}/sections")
    assert answer.status == 200, answer.body
    listed = answer.json()
    assert listed["releaseId"] == RELEASE
    home = listed["pages"][0]
    assert (home["path"], home["kind"]) == ("/", "home")
    assert {text["field"] for text in home["texts"]} == {"title", "description"}
    hero = home["sections"][0]
    assert (hero["id"], hero["movable"], hero["removable"]) == ("hero", False, False)
    assert hero["arrangement"] in hero["arrangements"]
    assert hero["heading"] in {text["text"] for text in hero["texts"] if text["field"] == "heading"}
    named = api.ask("GET", f"/sites/{SITE}/sections?release={RELEASE}")
    assert named.json() == listed


def test_an_edit_is_accepted_like_a_build(api: Api, shop: Workshop) -> None:
    answer = edit(api, HEADING, COLORS, body={"base": RELEASE, "publish": False})
    assert answer.status == 202, answer.body
    build_id = answer.json()["id"]
    assert answer.headers["location"] == f"/build?instanceId={build_id}"
    assert answer.json()["details"] == {"status": "queued", "error": None, "output": None}
    assert api.ask("GET", f"/build?instanceId={build_id}").json()["status"]["status"] == "queued"
    build = shop.builds.get(build_id)
    assert (build.base, build.publish) == (RELEASE, False)
    assert shop.executions.begun_with == {(build_id, 1): "development"}


def test_the_same_key_is_one_edit(api: Api, shop: Workshop) -> None:
    key = {"idempotency-key": "once"}
    first, again = (edit(api, HEADING, headers=key) for _ in range(2))
    assert first.json() == again.json()
    assert len(shop.executions.started) == 1
    assert edit(api, COLORS, headers=key).json()["type"] == "urn:code24:problem:key-reused"


@pytest.mark.parametrize(
    ("edits", "fields"),
    [
        ([HEADING, {**HEADING, "section": "nothing"}], {"edits.1.section"}),
        ([{**HEADING, "page": "/etc/passwd"}], {"edits.0.page"}),
        ([{**HEADING, "field": "../heading"}], {"edits.0.field"}),
        ([{**HEADING, "field": "__class__"}], {"edits.0.field"}),
        ([{**HEADING, "text": ""}], {"edits.0.text"}),
        ([{**HEADING, "text": "a\u202eb"}], {"edits.0.text"}),
        ([{**HEADING, "text": "x" * 2_001}], {"edits.0.text"}),
        ([{**HEADING, "html": "<b>"}], {"edits.0.html"}),
        ([{"kind": "text"}], {"edits.0.page", "edits.0.field", "edits.0.text"}),
        ([{"kind": "rearrange", "page": "/", "section": "hero", "arrangement": "no"}], {"edits.0.arrangement"}),
        ([{"kind": "move", "page": "/", "section": "hero", "to": "1"}], {"edits.0.to"}),
        ([{"kind": "palette", "colors": ["red"]}], {"edits.0.colors.0"}),
        ([{"kind": "palette", "colors": []}], {"edits.0.colors"}),
        ([{"kind": "burn"}], {"edits.0.kind"}),
        ([{}], {"edits.0.kind"}),
        ([], {"edits"}),
        ([HEADING] * 51, {"edits"}),
    ],
)
def test_a_wrong_edit_is_named_and_nothing_starts(api: Api, shop: Workshop, edits: Any, fields: set[str]) -> None:
    answer = edit(api, *edits)
    assert (answer.status, set(answer.fields())) == (422, fields), answer.body
    assert answer.json()["errors"][0]["pointer"].startswith("#/edits")
    assert list(shop.builds.records) == [BUILD]
    assert shop.executions.started == []


def test_another_live_release_is_a_conflict(api: Api, shop: Workshop) -> None:
    shop.released("b000000000000000b", "r000000000b", live=True)
    answer = edit(api, HEADING, body={"base": RELEASE})
    assert (answer.status, answer.json()["type"]) == (409, "urn:code24:problem:conflict")
    assert f"GET /sites/{SITE}/sections" in answer.json()["detail"]


def test_what_is_no_longer_kept_is_a_conflict_with_a_way_out(api: Api, shop: Workshop) -> None:
    shop.artifacts.delete_all(BUILD)
    for answer in (edit(api, HEADING), api.ask("GET", f"/sites/{SITE}/sections")):
        assert answer.status == 409
        assert "POST /build and `siteId`" in answer.json()["detail"]


class TestWhoseSite:
    def test_somebody_elses_site_is_no_site(self, api: Api, shop: Workshop) -> None:
        answers = [
            edit(api, HEADING, key=api.other_key),
            api.ask("GET", f"/sites/{SITE}/sections", key=api.other_key),
            api.ask("GET", f"/sites/{SITE}/sections?release={RELEASE}", key=api.other_key),
            api.ask("GET", f"/sites/{SITE}/releases/{RELEASE}/diff/{RELEASE}", key=api.other_key),
        ]
        missing = api.ask("GET", "/sites/s0000000000zz/sections", key=api.other_key)
        for answer in answers:
            assert answer.status == missing.status == 404
            assert answer.json()["detail"].replace(SITE, "s0000000000zz") == missing.json()["detail"]
        assert shop.executions.started == []

    def test_a_release_of_another_site_is_no_base(self, api: Api, shop: Workshop) -> None:
        answer = edit(api, HEADING, body={"base": "r00000000zz"})
        assert (answer.status, set(answer.fields())) == (422, {"base"})


class TestDifferences:
    def test_an_edit_shows_in_the_difference(self, api: Api, shop: Workshop) -> None:
        archived(shop, BUILD, RELEASE)
        build_id = edit(api, HEADING, COLORS).json()["id"]
        archived(shop, build_id, "r000000000b")
        shop.released(build_id, "r000000000b", live=True)
        answer = api.ask("GET", f"/sites/{SITE}/releases/{RELEASE}/diff/r000000000b")
        assert answer.status == 200, answer.body
        told = answer.json()
        assert (told["before"], told["after"], told["complete"]) == (RELEASE, "r000000000b", True)
        home = next(page for page in told["pages"] if page["path"] == "/")
        [hero] = home["sections"]
        assert (hero["id"], hero["change"]) == ("hero", "changed")
        assert HEADING["text"] in {text["after"] for text in hero["texts"]}
        assert all(page["sections"] == [] for page in told["pages"] if page["path"] != "/")
        assert {color["scheme"] for color in told["palette"]} == {"light", "dark"}
        assert "/favicon.svg" in {file["path"] for file in told["files"]}

    def test_a_release_does_not_differ_from_itself(self, api: Api, shop: Workshop) -> None:
        archived(shop, BUILD, RELEASE)
        told = api.ask("GET", f"/sites/{SITE}/releases/{RELEASE}/diff/{RELEASE}").json()
        assert (told["pages"], told["palette"], told["files"]) == ([], [], [])

    @pytest.mark.parametrize("other", ["r00000000zz", "nonsense", "r" * 300])
    def test_a_release_that_is_not_there(self, api: Api, shop: Workshop, other: str) -> None:
        archived(shop, BUILD, RELEASE)
        for address in (f"{RELEASE}/diff/{other}", f"{other}/diff/{RELEASE}"):
            answer = api.ask("GET", f"/sites/{SITE}/releases/{address}")
            assert answer.status == 404
            assert f"Site {SITE} has no release {other[:40]}" in answer.json()["detail"]


def test_every_kind_of_edit_is_in_the_manual() -> None:
    from pathlib import Path

    manual = (Path(__file__).parents[3] / "docs" / "api.md").read_text()
    kinds = [kind.model_fields["kind"].annotation.__args__[0] for kind in kinds_of(Edit)]
    assert len(kinds) == 7
    for kind in kinds:
        assert f"| `{kind}` |" in manual, kind


def kinds_of(union: Any) -> tuple[Any, ...]:
    return union.__value__.__args__[0].__args__  # type: ignore[no-any-return]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)
near_edits = st.builds(
    lambda kind, changes: {"kind": kind, "page": "/", "section": "hero", **changes},
    st.sampled_from(["text", "rewrite", "rearrange", "move", "remove", "palette", "picture"]) | st.text(max_size=9),
    st.dictionaries(
        st.sampled_from(["field", "text", "to", "colors", "by", "picture", "page"]), json_values, max_size=3
    ),
)


@given(edits=json_values | st.lists(near_edits | json_values, max_size=3))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_edits_are_answered_and_never_an_internal_error(api: Api, shop: Workshop, edits: Any) -> None:
    answer = api.ask("POST", f"/sites/{SITE}/edits", {"edits": edits, "publish": False})
    assert answer.status in {202, 422}, answer.body
    if answer.status == 422:
        assert all(field.startswith("edits") for field in answer.fields())
