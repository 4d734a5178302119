"""The real `sam build` and `sam deploy` of a small application, and what happens when it changes."""

import fcntl
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from local import cloud
from local.aws import client
from local.deployment import deploy, remove_build
from local.errors import LocalCloudError
from local.output import Output
from local.settings import Settings
from tests.local.stand_in import TEMPLATE, write_application
from tests.local.wire import Answer, exchange
from tests.ports import free_ports


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A local cloud with the small application deployed."""
    folder = tmp_path_factory.mktemp("with space")
    port, aws_port = free_ports(2)
    settings = Settings(folder / "application", folder / "state", port, aws_port)
    write_application(settings.root)
    cloud.up(settings, Output())
    yield settings
    cloud.down(settings, Output())


def ask(settings: Settings, host: str, path: str, method: str = "GET", body: bytes = b"", *headers: str) -> Answer:
    lines = [f"{method} {path} HTTP/1.1", f"host: {host}", f"content-length: {len(body)}", *headers, "", ""]
    return exchange(settings.port, "\r\n".join(lines).encode() + body, head=method == "HEAD")


def event(settings: Settings, host: str, path: str, method: str = "GET", body: bytes = b"", *headers: str) -> dict:
    answer = ask(settings, host, path, method, body, *headers)
    assert answer.status == 200, answer.body
    return dict(json.loads(answer.body))


def test_the_routes_that_the_emulator_drops_are_there(running: Settings) -> None:
    seen = event(running, "acme.localhost", "/a//b/?x=1&x=2")

    assert (seen["version"], seen["routeKey"], seen["rawPath"]) == ("2.0", "$default", "/a//b/")
    assert seen["rawQueryString"] == "x=1&x=2"
    assert seen["headers"]["x-forwarded-host"] == "acme.localhost"
    assert len(seen["headers"]["x-code24-origin-secret"]) == 20
    assert seen["sitesUrl"] == f"http://*.localhost:{running.port}"
    assert event(running, "api.localhost", "/named", "POST")["routeKey"] == "POST /named"
    assert event(running, "api.localhost", "/named")["routeKey"] == "$default"


@pytest.mark.parametrize("method", ["OPTIONS", "DELETE", "FOO"])
def test_methods_reach_the_function(running: Settings, method: str) -> None:
    assert event(running, "acme.localhost", "/", method)["requestContext"]["http"]["method"] == method


def test_binary_bodies_reach_the_function_encoded(running: Settings) -> None:
    seen = event(running, "acme.localhost", "/", "POST", b"\x00\xff", "content-type: image/png")

    assert (seen["body"], seen["isBase64Encoded"]) == ("AP8=", True)


def test_nothing_changed_nothing_done(running: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    deploy(running, Output())

    assert "nothing has changed" in capsys.readouterr().out


def test_changed_code_is_deployed(running: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    source = running.root / "functions" / "echo" / "app.py"
    assert event(running, "acme.localhost", "/")["greeting"] == "hello"
    source.write_text(source.read_text().replace('"hello"', '"bonjour"'))
    deploy(running, Output())

    assert event(running, "acme.localhost", "/")["greeting"] == "bonjour"
    assert "Built the functions" in capsys.readouterr().out


def test_a_build_for_another_environment_is_not_taken_for_the_local_one(
    running: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """`make deploy ENV=staging` builds the same sources for another architecture into the same folder."""
    built = running.root / ".aws-sam" / "build" / "template.yaml"
    built.write_text(built.read_text() + "# built for staging\n")
    running.deployment.unlink()
    deploy(running, Output())

    assert "Built the functions" in capsys.readouterr().out
    assert "# built for staging" not in built.read_text()


def test_a_failed_deploy_says_why_and_can_be_mended(running: Settings) -> None:
    template = running.root / "template.yaml"
    # Metric math is beyond MiniStack, which says so.
    alarm = "{ Type: AWS::CloudWatch::Alarm, Properties: { Metrics: [{ Id: a, Expression: 1+1 }] } }"
    template.write_text(TEMPLATE.replace("Outputs:\n", f"  Wrong: {alarm}\nOutputs:\n"))
    try:
        with pytest.raises(LocalCloudError, match=r"sam deploy` failed") as failed:
            deploy(running, Output())
        assert "Wrong: AWS::CloudWatch::Alarm Properties.Metrics" in failed.value.remedy
        assert "sam-deploy.log" in failed.value.remedy
    finally:
        template.write_text(TEMPLATE)
        deploy(running, Output())
    assert event(running, "acme.localhost", "/")["rawPath"] == "/"


def test_a_schedule_is_switched_by_a_deployment(running: Settings) -> None:
    template = running.root / "template.yaml"
    due = "Type: ScheduleV2, Properties: { Name: due, ScheduleExpression: rate(1 hour), State: DISABLED }"
    with_schedule = TEMPLATE.replace("      Events:\n", f"      Events:\n        Due: {{ {due} }}\n", 1)
    schedules = client(running, "scheduler")
    states = []
    try:
        for state in ("DISABLED", "ENABLED"):
            template.write_text(with_schedule.replace("State: DISABLED", f"State: {state}"))
            deploy(running, Output())
            states.append(schedules.get_schedule(Name="due")["State"])
    finally:
        template.write_text(TEMPLATE)
        deploy(running, Output())

    assert states == ["DISABLED", "ENABLED"]
    assert schedules.list_schedules()["Schedules"] == []


def test_a_failed_build_says_why_and_what_was_deployed_goes_on(running: Settings) -> None:
    template = running.root / "template.yaml"
    template.write_text("Resources: [")
    try:
        with pytest.raises(LocalCloudError, match=r"sam build` failed") as failed:
            deploy(running, Output())
    finally:
        template.write_text(TEMPLATE)

    assert "sam-build.log" in failed.value.remedy
    assert event(running, "acme.localhost", "/")["rawPath"] == "/"


def test_an_emulator_that_lost_its_stack_gets_it_again(running: Settings) -> None:
    cloud.down(running, Output())
    for saved in running.services.glob("*.json"):
        saved.unlink()
    cloud.up(running, Output())

    assert event(running, "acme.localhost", "/")["rawPath"] == "/"


def test_what_was_built_goes_once_nobody_deploys_it_any_more(tmp_path: Path) -> None:
    remove_build(tmp_path)
    assert list(tmp_path.iterdir()) == []
    template = tmp_path / ".aws-sam" / "build" / "template.yaml"
    template.parent.mkdir(parents=True)
    template.write_text(TEMPLATE)
    (tmp_path / ".aws-sam" / "fingerprint").write_text("1")
    with ThreadPoolExecutor(1) as somebody:
        with (tmp_path / ".aws-sam" / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            removal = somebody.submit(remove_build, tmp_path)
            with pytest.raises(TimeoutError):
                removal.result(0.3)
            assert template.exists()
        removal.result(60)
    assert [path.name for path in (tmp_path / ".aws-sam").iterdir()] == ["lock"]
