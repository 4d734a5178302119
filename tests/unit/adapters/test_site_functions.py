import base64
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from code24.adapters import aws
from code24.adapters.objects import S3ReleaseArchive
from code24.adapters.site_functions import LambdaSiteFunctions
from code24.errors import Code24Error, NotFound, Transient
from tests.environment import ACCOUNT

SITE, NAME, GROUP = "s000000000001", "code24-test-site-s000000000001", "/code24/test/sites/s000000000001"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/code24-test-site"
ONE, TWO = "r0000000001", "r0000000002"


def zipped(text: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("app.py", text)
    return target.getvalue()


def archived(release_id: str, text: str) -> str:
    body = zipped(text)
    S3ReleaseArchive(bucket="releases").put(SITE, release_id, body)
    return hashlib.sha256(body).hexdigest()


def make_role(name: str = "code24-test-site") -> None:
    boto3.client("iam").create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17"}))


def functions(**changes: Any) -> LambdaSiteFunctions:
    arguments: dict[str, Any] = {
        "environment": "test",
        "prefix": "code24-test",
        "releases_bucket": "releases",
        "role_arn": ROLE,
        "architecture": "arm64",
        "pause": lambda _: None,
    }
    return LambdaSiteFunctions(**(arguments | changes))


def code_behind(qualifier: str) -> str:
    found: str = boto3.client("lambda").get_function(FunctionName=NAME, Qualifier=qualifier)["Configuration"][
        "CodeSha256"
    ]
    return base64.b64decode(found).hex()


@pytest.fixture
def site_functions(cloud: None) -> LambdaSiteFunctions:
    make_role()
    return functions()


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch, site_functions: LambdaSiteFunctions) -> list[str]:
    """The control-plane calls of Lambda that were sent, in order."""
    calls: list[str] = []
    aws.lambda_control().meta.events.register(
        "before-call.lambda.*", lambda model, **_: calls.append(model.name), unique_id="called"
    )
    return calls


def test_the_first_release_creates_the_function(site_functions: LambdaSiteFunctions) -> None:
    requested: dict[str, Any] = {}
    aws.lambda_control().meta.events.register(
        "provide-client-params.lambda.CreateFunction", lambda params, **_: requested.update(params)
    )
    sha256 = archived(ONE, "one")
    assert site_functions.publish(SITE, ONE, sha256) == "1"
    assert code_behind(f"preview-{ONE}") == sha256
    assert requested["LoggingConfig"] == {"LogFormat": "JSON", "LogGroup": GROUP}
    made = boto3.client("lambda").get_function(FunctionName=NAME)
    configuration = made["Configuration"]
    assert {name: configuration[name] for name in ("Runtime", "Handler", "MemorySize", "Timeout", "Role")} == {
        "Runtime": "python3.13",
        "Handler": "app.handler",
        "MemorySize": 256,
        "Timeout": 10,
        "Role": ROLE,
    }
    assert configuration["Architectures"] == ["arm64"]
    assert made["Tags"] == {"code24:site": SITE, "code24:environment": "test"}
    groups = boto3.client("logs").describe_log_groups(logGroupNamePrefix=GROUP)["logGroups"]
    assert [(each["logGroupName"], each["retentionInDays"]) for each in groups] == [(GROUP, 30)]


def test_each_release_keeps_its_own_code(site_functions: LambdaSiteFunctions) -> None:
    first, second = archived(ONE, "one"), archived(TWO, "two")
    assert [site_functions.publish(SITE, ONE, first), site_functions.publish(SITE, TWO, second)] == ["1", "2"]
    assert (code_behind(f"preview-{ONE}"), code_behind(f"preview-{TWO}")) == (first, second)


def test_publishing_again_is_one_read_and_the_same_version(
    site_functions: LambdaSiteFunctions, called: list[str]
) -> None:
    first, second = archived(ONE, "one"), archived(TWO, "two")
    site_functions.publish(SITE, ONE, first)
    site_functions.publish(SITE, TWO, second)
    called.clear()
    assert site_functions.publish(SITE, ONE, first) == "1"
    assert called == ["GetFunction"]


def test_an_update_is_few_calls(site_functions: LambdaSiteFunctions, called: list[str]) -> None:
    site_functions.publish(SITE, ONE, archived(ONE, "one"))
    called.clear()
    site_functions.publish(SITE, TWO, archived(TWO, "two"))
    assert called == ["GetFunction", "UpdateFunctionCode", "GetFunction", "PublishVersion", "CreateAlias"]


class Crash(Exception):
    pass


@pytest.mark.parametrize("earlier", [False, True], ids=["created", "updated"])
def test_a_publish_that_died_anywhere_is_completed_by_repeating_it(cloud: None, earlier: bool) -> None:
    make_role()
    first, second = archived(ONE, "one"), archived(TWO, "two")
    survived = 0
    for fatal in range(20):
        functions().delete(SITE)
        if earlier:
            functions().publish(SITE, TWO, second)
        crashed = _crash_after(fatal, lambda: functions().publish(SITE, ONE, first))
        version = functions().publish(SITE, ONE, first)
        assert code_behind(version) == code_behind(f"preview-{ONE}") == first
        assert functions().publish(SITE, ONE, first) == version
        survived += crashed
    assert survived >= 5  # so many calls there are between which it can die


def _crash_after(calls: int, publish: Callable[[], object]) -> bool:
    """Run it and die before call number `calls`; whether it died."""
    left = calls

    def die(**_: Any) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise Crash

    clients = (aws.lambda_control(), aws.logs())
    for client in clients:
        client.meta.events.register("before-call.*.*", die, unique_id="die")
    try:
        publish()
    except Crash:
        return True
    finally:
        for client in clients:
            client.meta.events.unregister("before-call.*.*", unique_id="die")
    return False


def test_code_that_another_publish_put_in_between_is_not_taken_for_ones_own(
    site_functions: LambdaSiteFunctions, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = archived(ONE, "one"), archived(TWO, "two")
    site_functions.publish(SITE, TWO, second)
    client = aws.lambda_control()
    real, interruptions = client.publish_version, 2

    def interrupted(**request: Any) -> Any:
        nonlocal interruptions
        if interruptions:
            interruptions -= 1
            client.update_function_code(FunctionName=NAME, S3Bucket="releases", S3Key=f"{SITE}/{TWO}.zip")
        return real(**request)

    monkeypatch.setattr(client, "publish_version", interrupted)
    version = site_functions.publish(SITE, ONE, first)
    assert interruptions == 0
    assert code_behind(version) == code_behind(f"preview-{ONE}") == first
    assert code_behind(f"preview-{TWO}") == second


def failing(monkeypatch: pytest.MonkeyPatch, operation: str, code: str, message: str, *, times: int = 1) -> list[int]:
    """Let an operation fail so many times before it works; how often it was called is kept in the list."""
    client, count = aws.lambda_control(), [0]
    real = getattr(client, operation)

    def call(**request: Any) -> Any:
        count[0] += 1
        if count[0] <= times:
            raise client.exceptions.from_code(code)(
                {"Error": {"Code": code, "Message": message}, "ResponseMetadata": {"HTTPStatusCode": 400}}, operation
            )
        return real(**request)

    monkeypatch.setattr(client, operation, call)
    return count


@pytest.mark.parametrize(
    ("operation", "code", "message"),
    [
        ("update_function_code", "ResourceConflictException", "An update is in progress for resource: arn"),
        ("create_function", "InvalidParameterValueException", "The role … cannot be assumed by Lambda."),
        ("create_function", "ResourceConflictException", "Function already exist: name"),
        ("publish_version", "InvalidParameterValueException", "CodeSHA256 (a) is different from current CodeSHA256"),
        ("create_alias", "ResourceConflictException", "Alias already exists"),
    ],
)
def test_what_passes_by_itself_is_tried_again(
    site_functions: LambdaSiteFunctions, monkeypatch: pytest.MonkeyPatch, operation: str, code: str, message: str
) -> None:
    count = failing(monkeypatch, operation, code, message, times=3)
    sha256 = archived(ONE, "one")
    assert code_behind(site_functions.publish(SITE, ONE, sha256)) == sha256
    assert count[0] >= 4


def test_pauses_grow_and_end(cloud: None, monkeypatch: pytest.MonkeyPatch) -> None:
    make_role()
    pauses: list[float] = []
    failing(monkeypatch, "update_function_code", "ResourceConflictException", "An update is in progress", times=99)
    with pytest.raises(Transient, match="busy"):
        functions(pause=pauses.append).publish(SITE, ONE, archived(ONE, "one"))
    assert 10 < len(pauses) < 20
    assert max(pauses) <= 5


def test_what_does_not_pass_fails_at_once(site_functions: LambdaSiteFunctions, monkeypatch: pytest.MonkeyPatch) -> None:
    count = failing(monkeypatch, "create_function", "InvalidParameterValueException", "Unzipped size is too large")
    with pytest.raises(Code24Error, match="Unzipped size") as caught:
        site_functions.publish(SITE, ONE, archived(ONE, "one"))
    assert not isinstance(caught.value, Transient)
    assert count == [1]


def test_a_function_of_an_older_stack_gets_the_present_configuration(cloud: None) -> None:
    make_role()
    make_role("code24-test-former")
    former = functions(role_arn=f"arn:aws:iam::{ACCOUNT}:role/code24-test-former")
    former.publish(SITE, ONE, archived(ONE, "one"))
    functions().publish(SITE, TWO, archived(TWO, "two"))
    found = boto3.client("lambda").get_function(FunctionName=NAME, Qualifier=f"preview-{TWO}")["Configuration"]
    assert found["Role"] == ROLE


def test_live_is_created_and_then_moved(site_functions: LambdaSiteFunctions) -> None:
    first, second = archived(ONE, "one"), archived(TWO, "two")
    old, new = site_functions.publish(SITE, ONE, first), site_functions.publish(SITE, TWO, second)
    for version, sha256 in ((old, first), (new, second), (old, first), (old, first)):
        site_functions.point(SITE, "live", version)
        assert code_behind("live") == sha256


def test_live_never_points_at_a_version_that_is_not_there(site_functions: LambdaSiteFunctions) -> None:
    version = site_functions.publish(SITE, ONE, archived(ONE, "one"))
    site_functions.point(SITE, "live", version)
    with pytest.raises(NotFound, match=f"{SITE} has no version 9"):
        site_functions.point(SITE, "live", "9")
    assert boto3.client("lambda").get_alias(FunctionName=NAME, Name="live")["FunctionVersion"] == version
    with pytest.raises(NotFound, match="s000000000009 has no version 1"):
        site_functions.point("s000000000009", "live", "1")


def test_an_experiments_alias_comes_and_goes_and_its_version_stays(site_functions: LambdaSiteFunctions) -> None:
    sha256 = archived(ONE, "one")
    version = site_functions.publish(SITE, ONE, sha256)
    site_functions.point(SITE, "exp-t0000000001-1", version)
    assert code_behind("exp-t0000000001-1") == sha256
    for _ in range(2):
        site_functions.remove_alias(SITE, "exp-t0000000001-1")
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        boto3.client("lambda").get_alias(FunctionName=NAME, Name="exp-t0000000001-1")
    assert code_behind(f"preview-{ONE}") == sha256
    site_functions.remove_alias("s000000000009", "exp-t0000000001-1")


def test_deleting_leaves_nothing_and_can_be_repeated(site_functions: LambdaSiteFunctions) -> None:
    site_functions.publish(SITE, ONE, archived(ONE, "one"))
    site_functions.delete(SITE)
    site_functions.delete(SITE)
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        boto3.client("lambda").get_function(FunctionName=NAME)
    assert boto3.client("logs").describe_log_groups(logGroupNamePrefix=GROUP)["logGroups"] == []


def test_deleting_during_an_update_is_transient(
    site_functions: LambdaSiteFunctions, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, "delete_function", "ResourceConflictException", "An update is in progress")
    with pytest.raises(Transient, match="update is in progress"):
        site_functions.delete(SITE)
