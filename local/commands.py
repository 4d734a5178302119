"""Running other programs: output into a log file, ended together with everything they started."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import psutil

from local.errors import LocalCloudError
from local.processes import family, forget, record, stop
from local.settings import Settings

_TAIL = 25


def run(settings: Settings, name: str, command: Sequence[str], environment: Mapping[str, str], seconds: float) -> None:
    """Run a program to its end. Raises LocalCloudError with the end of its output where it fails."""
    settings.logs.mkdir(parents=True, exist_ok=True)
    log = settings.logs / f"{name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603
            list(command),
            cwd=settings.root,
            env=dict(environment),
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
        )
        try:
            record(settings.running, name, process.pid)
            code = process.wait(seconds)
        except psutil.NoSuchProcess:  # it ended before it could be written down
            code = process.wait()
        except subprocess.TimeoutExpired as late:
            raise LocalCloudError(
                f"`{' '.join(command[:2])}` has not ended after {seconds:.0f} s.", said(log)
            ) from late
        finally:
            if process.poll() is None:
                stop(family(psutil.Process(process.pid)), seconds=5)
            forget(settings.running, name)
    if code != 0:
        raise LocalCloudError(f"`{' '.join(command[:2])}` failed with exit code {code}.", said(log))


def said(log: Path) -> str:
    """The end of a log file, with its name."""
    try:
        lines = log.read_text(errors="replace").splitlines()
    except OSError:
        return f"There is no {log}."
    return "\n".join([*(f"  {line}" for line in lines[-_TAIL:]), f"All of it: {log}"])
