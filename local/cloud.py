"""The life of the local cloud: up, down, how it stands."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import psutil

from local.commands import said
from local.deployed import Deployed
from local.deployment import deploy, settle
from local.errors import LocalCloudError
from local.output import Output
from local.processes import alive, family, forget, record, recorded, require_free_port, stop, working_under
from local.settings import ROOT, Settings

_START = 60.0
_STOP = 90.0
_PROCESSES = ("supervisor", "aws", "sam-build", "sam-deploy")
_OURS = {
    *("api-key", "demo.json", "deployment.json", "deployment.partial", "lock", "optimize.json", "saved.json"),
    *("diffs", "gallery", "logs", "running", "s3", "services", "tmp"),
    ".DS_Store",  # Finder's
}
"""What a state folder holds."""
_detached: list[subprocess.Popen[bytes]] = []
"""Supervisors started by this process, which it does not wait for: a forgotten `Popen` would be warned about."""


def up(settings: Settings, output: Output) -> Deployed:
    """Start what does not run, and deploy what is not deployed. Ends what it started where it fails."""
    require_tools(settings)
    with _alone(settings):
        started = False
        if not _serves(settings):
            _end_leftovers(settings, output)
            _tell_of_unclean_end(settings, output)
            require_free_port(settings.port, "the front door", "CODE24_PORT")
            require_free_port(settings.aws_port, "the emulated AWS", "CODE24_AWS_PORT")
            started = True
        try:
            if started:
                with output.step("Starting the emulated AWS and the front door", "Started"):
                    _start(settings)
            return deploy(settings, output)
        except BaseException:
            if started:
                settle(settings)
                _end(settings)
            raise


def down(settings: Settings, output: Output) -> None:
    """End everything that was started here, and nothing else. Nothing running is fine."""
    with _alone(settings):
        running = [name for name in _PROCESSES if alive(settings.running, name)]
        if not running and not working_under(settings.temporary):
            _sweep(settings)
            output.note("The local cloud is not running")
            return
        with output.step("Saving and stopping", "Stopped; its state is kept in " + _short(settings)):
            _end(settings)


def clean(settings: Settings, output: Output) -> None:
    """End everything and remove all state."""
    down(settings, output)
    shutil.rmtree(settings.state)
    output.note(f"Removed {_short(settings)}")


def problem(settings: Settings) -> str | None:
    """What keeps the local cloud from serving; None where it serves."""
    if alive(settings.running, "supervisor") is None:
        return "The local cloud is not running."
    if alive(settings.running, "aws") is None:
        return "The front door runs, but the emulated AWS has ended by itself."
    if not _answers(f"{settings.aws_url}/_ministack/ready"):
        return f"The emulated AWS runs, but does not answer on port {settings.aws_port}."
    if not _answers(f"http://127.0.0.1:{settings.port}/"):
        return f"The front door runs, but does not answer on port {settings.port}."
    if Deployed.read(settings.deployment) is None:
        return "The local cloud runs, but nothing is deployed."
    return None


def require_tools(settings: Settings) -> None:
    """Raises LocalCloudError where a program or a folder is missing."""
    if not (Path(sys.prefix) / "bin" / "sam").exists():
        raise LocalCloudError("The AWS SAM CLI is not installed in this Python environment.", "Run `make setup`.")
    if not (settings.root / "template.yaml").exists():
        raise LocalCloudError(f"There is no template.yaml in {settings.root}.", "Is this a whole clone?")


def _start(settings: Settings) -> None:
    for folder in (settings.state, settings.logs):
        folder.mkdir(parents=True, exist_ok=True)
    log = settings.logs / "supervisor.log"
    with log.open("wb") as output:
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "local.supervisor"],
            cwd=ROOT,
            env=settings.process_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    _detached.append(supervisor)
    with suppress(psutil.NoSuchProcess):  # it does so itself, but not before whoever waits here may be interrupted
        record(settings.running, "supervisor", supervisor.pid)
    end = time.monotonic() + _START
    while time.monotonic() < end:
        if supervisor.poll() is not None:
            raise LocalCloudError(f"The front door ended at once with {supervisor.returncode}.", said(log))
        known = recorded(settings.running, "aws")
        if known is not None:
            if known.process() is None:
                raise LocalCloudError("The emulated AWS ended at once.", said(settings.logs / "aws.log"))
            if _serves(settings):
                return
        time.sleep(0.05)
    raise LocalCloudError(f"The emulated AWS is not ready after {_START:.0f} s.", said(settings.logs / "aws.log"))


def _serves(settings: Settings) -> bool:
    return (
        alive(settings.running, "supervisor") is not None
        and alive(settings.running, "aws") is not None
        and _answers(f"{settings.aws_url}/_ministack/ready")
        and _answers(f"http://127.0.0.1:{settings.port}/")
    )


def _answers(url: str) -> bool:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _end(settings: Settings) -> None:
    """End the supervisor, which ends its child in order; then whatever was left without a parent."""
    for name in ("sam-build", "sam-deploy"):
        if process := alive(settings.running, name):
            stop(family(process), seconds=5)
    if supervisor := alive(settings.running, "supervisor"):
        stop([supervisor], seconds=_STOP)
    if emulator := alive(settings.running, "aws"):  # its supervisor was killed
        stop([emulator], seconds=_STOP)
    stop(working_under(settings.temporary), seconds=3)
    _sweep(settings)


def _sweep(settings: Settings) -> None:
    _detached[:] = [each for each in _detached if each.poll() is None]
    for name in _PROCESSES:
        forget(settings.running, name)
    shutil.rmtree(settings.temporary, ignore_errors=True)


def _end_leftovers(settings: Settings, output: Output) -> None:
    left = [name for name in _PROCESSES if alive(settings.running, name)]
    if left or working_under(settings.temporary):
        output.warn("Ending what an earlier run has left: " + (", ".join(left) or "Lambda workers"))
        _end(settings)
    else:
        _sweep(settings)


def _tell_of_unclean_end(settings: Settings, output: Output) -> None:
    try:
        saved = json.loads((settings.state / "saved.json").read_text())
    except (OSError, ValueError):
        return
    if not saved.get("clean"):
        moment = datetime.fromtimestamp(saved["saved_at"]).astimezone().strftime("%H:%M:%S on %d %B")
        output.warn(
            f"The local cloud was not stopped in order. It goes on from what it had saved at {moment}; "
            "later changes to tables, functions and executions are lost (objects in S3 are not)."
        )


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """One command at a time for a state folder."""
    _require_own_folder(settings)
    with (settings.state / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            holder = lock.read().strip() or "unknown"
            raise LocalCloudError(
                f"Another command is at work on {_short(settings)} (pid {holder}).", "Wait for it, or end it."
            ) from error
        lock.seek(0)
        lock.truncate()
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _require_own_folder(settings: Settings) -> None:
    """Make the state folder. Raises LocalCloudError for one with foreign things in it, which `clean` would remove."""
    try:
        settings.state.mkdir(parents=True, exist_ok=True)
        foreign = sorted({path.name for path in settings.state.iterdir()} - _OURS)
    except OSError as error:
        raise LocalCloudError(f"{settings.state} cannot hold the local cloud's state: {error.strerror}.") from error
    if foreign:
        raise LocalCloudError(
            f"{settings.state} holds {foreign[0]}, which is not the local cloud's.",
            "Give it a folder of its own: export CODE24_STATE=…",
        )


def _short(settings: Settings) -> str:
    """The state folder as a person would write it."""
    try:
        return str(settings.state.relative_to(settings.root))
    except ValueError:
        return str(settings.state)


def uptime(settings: Settings) -> float | None:
    """Seconds since the supervisor was born; None where it does not run."""
    process = alive(settings.running, "supervisor")
    try:
        return time.time() - process.create_time() if process else None
    except psutil.NoSuchProcess:
        return None
