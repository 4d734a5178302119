"""Deleting versions of a site's function, on moto; what moto lets pass and Lambda refuses is refused here."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from code24.adapters import aws
from code24.adapters.site_functions import LambdaSiteFunctions
from code24.errors import NotFound, Transient
from tests.unit.adapters.test_site_functions import NAME, ONE, SITE, TWO, archived, code_behind, functions, make_role


@pytest.fixture
def site_functions(cloud: None) -> LambdaSiteFunctions:
    make_role()
    return functions()


@contextmanager
def sent() -> Iterator[list[tuple[str, dict[str, Any]]]]:
    """The requests that Lambda gets, as botocore has them checked and written."""
    found: list[tuple[str, dict[str, Any]]] = []

    def note(model: Any, params: dict[str, Any], **_: Any) -> None:
        found.append((model.name, {"path": params["url_path"], "query": params["query_string"]}))

    events = aws.lambda_control().meta.events
    events.register("before-call.lambda.*", note, unique_id="noting")
    try:
        yield found
    finally:
        events.unregister("before-call.lambda.*", unique_id="noting")


def versions() -> set[str]:
    found = boto3.client("lambda").list_versions_by_function(FunctionName=NAME)["Versions"]
    return {each["Version"] for each in found} - {"$LATEST"}


def test_a_version_goes_with_its_preview_and_the_others_stay(site_functions: LambdaSiteFunctions) -> None:
    old, sha256 = site_functions.publish(SITE, ONE, archived(ONE, "one")), archived(TWO, "two")
    new = site_functions.publish(SITE, TWO, sha256)
    site_functions.point(SITE, "live", new)
    with sent() as requests:
        assert site_functions.remove_version(SITE, ONE, old)
    assert requests == [
        ("DeleteAlias", {"path": f"/2015-03-31/functions/{NAME}/aliases/preview-{ONE}", "query": {}}),
        ("DeleteFunction", {"path": f"/2015-03-31/functions/{NAME}", "query": {"Qualifier": old}}),
    ]
    assert versions() == {new}
    assert code_behind("live") == code_behind(f"preview-{TWO}") == sha256
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        boto3.client("lambda").get_alias(FunctionName=NAME, Name=f"preview-{ONE}")
    assert site_functions.remove_version(SITE, ONE, old)
    assert site_functions.remove_version("s000000000009", ONE, "1")


def test_a_release_whose_version_went_is_published_again(
    site_functions: LambdaSiteFunctions, versions_count_on: None
) -> None:
    sha256 = archived(ONE, "one")
    old = site_functions.publish(SITE, ONE, sha256)
    site_functions.publish(SITE, TWO, archived(TWO, "two"))
    site_functions.remove_version(SITE, ONE, old)
    with pytest.raises(NotFound, match=f"has no version {old}"):
        site_functions.point(SITE, "live", old)
    again = site_functions.publish(SITE, ONE, sha256, create=False)
    assert again not in {old, "2"}
    site_functions.point(SITE, "live", again)
    assert code_behind("live") == code_behind(f"preview-{ONE}") == sha256


def test_publishing_again_makes_no_function_and_gives_none_a_role(site_functions: LambdaSiteFunctions) -> None:
    sha256 = archived(ONE, "one")
    with pytest.raises(NotFound):
        site_functions.publish(SITE, ONE, sha256, create=False)
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        boto3.client("lambda").get_function(FunctionName=NAME)
    site_functions.publish(SITE, ONE, sha256)
    boto3.client("lambda").update_function_configuration(FunctionName=NAME, MemorySize=128)
    with sent() as requests:
        site_functions.publish(SITE, TWO, archived(TWO, "two"), create=False)
    assert "UpdateFunctionConfiguration" not in [name for name, _ in requests]


@pytest.mark.parametrize("version", ["", "0", "$LATEST", "live", "1:2", "-1"])
def test_nothing_but_a_number_is_taken_for_a_version(site_functions: LambdaSiteFunctions, version: str) -> None:
    site_functions.publish(SITE, ONE, archived(ONE, "one"))
    with sent() as requests, pytest.raises(ValueError, match="is no version"):
        site_functions.remove_version(SITE, ONE, version)
    assert requests == []
    assert versions() == {"1"}


def test_a_version_that_an_alias_points_at_stays_with_its_preview(
    site_functions: LambdaSiteFunctions, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256 = archived(ONE, "one")
    version = site_functions.publish(SITE, ONE, sha256)
    site_functions.point(SITE, "live", version)
    client = aws.lambda_control()

    def refuse(**request: Any) -> None:
        """Lambda's answer, where moto deletes: `live` points at it."""
        assert request == {"FunctionName": NAME, "Qualifier": version}
        message = "Unable to delete version 1 because the following aliases reference it: [live]"
        error: Any = {"Error": {"Code": "ResourceConflictException", "Message": message}}
        raise ClientError(error, "DeleteFunction")

    monkeypatch.setattr(client, "delete_function", refuse)
    assert not site_functions.remove_version(SITE, ONE, version)
    assert code_behind("live") == code_behind(f"preview-{ONE}") == sha256


def test_where_lambda_is_busy_the_version_is_deleted_later(
    site_functions: LambdaSiteFunctions, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = site_functions.publish(SITE, ONE, archived(ONE, "one"))

    def busy(**_: Any) -> None:
        error: Any = {"Error": {"Code": "TooManyRequestsException", "Message": "Rate exceeded"}}
        raise ClientError(error, "DeleteFunction")

    with monkeypatch.context() as patch:
        patch.setattr(aws.lambda_control(), "delete_function", busy)
        with pytest.raises(Transient):
            site_functions.remove_version(SITE, ONE, version)
    assert versions() == {version}
    assert site_functions.remove_version(SITE, ONE, version)  # the alias went before
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        boto3.client("lambda").get_function(FunctionName=NAME, Qualifier=version)
