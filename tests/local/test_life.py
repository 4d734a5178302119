"""The local cloud's processes, really started; deploying is left to `test_deployment`."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from local import cloud
from local.aws import client
from local.deployed import Deployed
from local.errors import LocalCloudError
from local.output import Output
from local.processes import alive, record, recorded
from local.settings import ROOT, Settings
from tests.local.stand_in import write_application
from tests.ports import free_ports

DEPLOYED = Deployed("", "", "sites01", "platform01", "media", "secret", "", {})
Find = Callable[[], list[str]]


@pytest.fixture
def without_deploy(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """`up` without the minutes that a deploy takes."""

    def deploy(settings: Settings, _output: Output) -> Deployed:
        DEPLOYED.write(settings.deployment)
        return DEPLOYED

    write_application(settings.root)
    monkeypatch.setattr(cloud, "deploy", deploy)


@pytest.fixture
def up(settings: Settings, output: Output, without_deploy: None) -> Callable[[], None]:
    return lambda: cloud.up(settings, output) and None


def eventually(condition: Callable[[], bool], seconds: float = 120) -> bool:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    return condition()


def test_down_stops_everything_and_says_so_twice(
    settings: Settings, up: Callable[[], None], output: Output, processes_of: Find, capsys: pytest.CaptureFixture[str]
) -> None:
    up()
    assert len(processes_of()) == 2
    assert cloud.problem(settings) is None

    cloud.down(settings, output)
    assert processes_of() == []
    assert cloud.problem(settings) == "The local cloud is not running."
    cloud.down(settings, output)
    assert "is not running" in capsys.readouterr().out
    assert not settings.temporary.exists()


def test_up_twice_starts_once(settings: Settings, up: Callable[[], None]) -> None:
    up()
    first = recorded(settings.running, "supervisor")
    up()

    assert recorded(settings.running, "supervisor") == first


def test_everything_listens_on_loopback_alone(settings: Settings, up: Callable[[], None]) -> None:
    up()
    pids = {process.pid for name in ("supervisor", "aws") if (process := alive(settings.running, name))}
    listening = {
        connection.laddr
        for connection in psutil.net_connections("inet")
        if connection.pid in pids and connection.status == psutil.CONN_LISTEN
    }

    assert listening == {("127.0.0.1", settings.port), ("127.0.0.1", settings.aws_port)}


def test_state_is_kept_over_a_restart(settings: Settings, up: Callable[[], None], output: Output) -> None:
    up()
    client(settings, "s3").create_bucket(Bucket="kept")
    client(settings, "s3").put_object(Bucket="kept", Key="a/b", Body=b"\x00\xff")
    client(settings, "ssm").put_parameter(Name="kept", Value="yes", Type="String")
    cloud.down(settings, output)
    up()

    assert client(settings, "s3").get_object(Bucket="kept", Key="a/b")["Body"].read() == b"\x00\xff"
    assert client(settings, "ssm").get_parameter(Name="kept")["Parameter"]["Value"] == "yes"


def test_stopping_an_execution_that_has_ended_changes_nothing(settings: Settings, up: Callable[[], None]) -> None:
    up()
    states = client(settings, "stepfunctions")
    machine = states.create_state_machine(
        name="short",
        definition=json.dumps({"StartAt": "End", "States": {"End": {"Type": "Succeed"}}}),
        roleArn="arn:aws:iam::000000000000:role/any",
    )["stateMachineArn"]
    execution = states.start_execution(stateMachineArn=machine)["executionArn"]
    assert eventually(lambda: states.describe_execution(executionArn=execution)["status"] == "SUCCEEDED")
    states.stop_execution(executionArn=execution, cause="late")

    assert states.describe_execution(executionArn=execution)["status"] == "SUCCEEDED"


def test_a_power_cut_loses_seconds_only(
    settings: Settings, up: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    up()
    client(settings, "ssm").put_parameter(Name="kept", Value="yes", Type="String")
    saved = settings.services / "ssm.json"
    assert eventually(lambda: saved.exists() and "kept" in saved.read_text())
    for name in ("supervisor", "aws"):
        process = alive(settings.running, name)
        assert process
        process.kill()
        process.wait(60)
    up()

    assert "not stopped in order" in capsys.readouterr().out
    assert client(settings, "ssm").get_parameter(Name="kept")["Parameter"]["Value"] == "yes"


def test_a_killed_supervisor_takes_its_child_along_in_order(
    settings: Settings, up: Callable[[], None], processes_of: Find
) -> None:
    up()
    client(settings, "ssm").put_parameter(Name="kept", Value="yes", Type="String")
    supervisor = alive(settings.running, "supervisor")
    assert supervisor
    supervisor.kill()

    assert eventually(lambda: processes_of() == [])
    assert json.loads((settings.state / "saved.json").read_text())["clean"] is True
    assert "kept" in (settings.services / "ssm.json").read_text()


def test_down_right_after_the_supervisor_was_killed(
    settings: Settings, up: Callable[[], None], output: Output, processes_of: Find
) -> None:
    up()
    supervisor = alive(settings.running, "supervisor")
    assert supervisor
    supervisor.kill()
    cloud.down(settings, output)

    assert processes_of() == []


def test_a_local_cloud_on_another_port_is_not_taken_for_this_one(settings: Settings, up: Callable[[], None]) -> None:
    up()
    [other] = free_ports(1)

    assert cloud.problem(settings) is None
    assert str(other) in (cloud.problem(replace(settings, port=other)) or "")


def test_a_dead_emulator_is_told_and_healed(
    settings: Settings, up: Callable[[], None], output: Output, capsys: pytest.CaptureFixture[str]
) -> None:
    up()
    emulator = alive(settings.running, "aws")
    assert emulator
    emulator.kill()

    assert eventually(lambda: cloud.problem(settings) is not None)
    assert "has ended by itself" in (cloud.problem(settings) or "")
    assert eventually(lambda: "ended by itself with -9" in (settings.logs / "supervisor.log").read_text())
    up()
    assert cloud.problem(settings) is None
    assert "Ending what an earlier run has left: supervisor" in capsys.readouterr().out


@pytest.mark.parametrize(("which", "variable"), [("port", "CODE24_PORT"), ("aws_port", "CODE24_AWS_PORT")])
def test_a_taken_port_names_its_holder(
    settings: Settings, up: Callable[[], None], processes_of: Find, which: str, variable: str
) -> None:
    holding = socket.create_server(("127.0.0.1", getattr(settings, which)))
    with holding, pytest.raises(LocalCloudError, match=f"is taken by process {os.getpid()} ") as refused:
        up()

    assert variable in refused.value.remedy
    assert processes_of() == []


def test_another_programs_pid_in_a_stale_record_is_left_alone(
    settings: Settings, output: Output, without_deploy: None
) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as innocent:
        record(settings.running, "supervisor", innocent.pid)
        stale = json.loads((settings.running / "supervisor.json").read_text()) | {"created": 1.0}
        (settings.running / "supervisor.json").write_text(json.dumps(stale))
        cloud.down(settings, output)

        assert innocent.poll() is None
        innocent.communicate(b"\n")


def test_a_failure_while_starting_leaves_nothing(
    settings: Settings, output: Output, processes_of: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Deployed:
        raise LocalCloudError("no")

    write_application(settings.root)
    monkeypatch.setattr(cloud, "deploy", fail)
    with pytest.raises(LocalCloudError):
        cloud.up(settings, output)

    assert processes_of() == []


def test_one_command_at_a_time(settings: Settings, output: Output, without_deploy: None) -> None:
    with cloud._alone(settings), pytest.raises(LocalCloudError, match=f"pid {os.getpid()}"):
        cloud.up(settings, output)


def test_clean_removes_the_state_and_nothing_foreign(
    settings: Settings, up: Callable[[], None], output: Output, processes_of: Find
) -> None:
    up()
    cloud.clean(settings, output)

    assert not settings.state.exists()
    assert processes_of() == []


@pytest.mark.parametrize("command", [cloud.up, cloud.down, cloud.clean])
def test_a_folder_with_foreign_things_in_it_is_left_alone(
    settings: Settings, output: Output, without_deploy: None, tmp_path: Path, command: Callable[..., object]
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "letter.txt").write_text("dear")

    for _ in range(2):
        with pytest.raises(LocalCloudError, match=r"letter\.txt"):
            command(replace(settings, state=home), output)
    assert [path.name for path in home.iterdir()] == ["letter.txt"]


def test_a_state_folder_that_is_none_is_named(settings: Settings, output: Output, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LocalCloudError, match="cannot hold"):
        cloud.down(replace(settings, state=tmp_path / "file"), output)


def test_a_missing_tool_is_named(
    settings: Settings, output: Output, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    with pytest.raises(LocalCloudError, match="SAM CLI"):
        cloud.up(settings, output)


def test_commands_fail_with_a_message_and_a_code(settings: Settings) -> None:
    environment = settings.process_environment() | {"CODE24_PORT": "none"}
    run = subprocess.run(
        [sys.executable, "-m", "local", "status"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 1
    assert "CODE24_PORT is 'none'" in run.stdout
    assert "Traceback" not in run.stdout + run.stderr


@pytest.mark.parametrize(
    ("number", "process", "seconds"),
    [(signal.SIGINT, "aws", 0.5), (signal.SIGTERM, "aws", 0.5), (signal.SIGTERM, "supervisor", 0)],
)
def test_an_interrupted_up_leaves_nothing(
    settings: Settings, processes_of: Find, number: signal.Signals, process: str, seconds: float
) -> None:
    """Whatever has come up by then: a supervisor that has only begun to start ends as well."""
    command = subprocess.Popen(
        [sys.executable, "-m", "local", "up"],
        cwd=ROOT,
        env=settings.process_environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert eventually(lambda: alive(settings.running, process) is not None or command.poll() is not None)
    assert command.poll() is None, command.communicate()[0]
    time.sleep(seconds)
    command.send_signal(number)
    said, _ = command.communicate(timeout=300)  # a stack that is being changed is waited for

    assert command.returncode == 128 + number, said
    assert "Interrupted" in said
    assert processes_of() == []
