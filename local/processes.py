"""Processes by identity: a pid together with the moment it was born, so that a reused pid is never mistaken."""

import contextlib
import json
import os
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import psutil

from local.errors import LocalCloudError
from local.settings import LOOPBACK


@dataclass(frozen=True)
class Recorded:
    """A process that the local cloud started."""

    name: str
    pid: int
    created: float
    """When it was born, as `born` tells."""

    def process(self) -> psutil.Process | None:
        """The process if it still runs, and is the same one."""
        try:
            process = psutil.Process(self.pid)
            same = abs(born(self.pid) - self.created) < 0.02
            return process if same and process.status() != psutil.STATUS_ZOMBIE else None
        except psutil.NoSuchProcess:
            return None


def born(pid: int) -> float:
    """The moment a process was born; only good for telling it from others. Raises psutil.NoSuchProcess."""
    if not psutil.LINUX:
        return psutil.Process(pid).create_time()
    # Linux keeps ticks since the system started. Seconds since the epoch are made of them with the clock of now: once
    # it is set, the same process would seem to be another one.
    try:
        state = Path(f"/proc/{pid}/stat").read_text(errors="replace")
    except (FileNotFoundError, ProcessLookupError) as gone:
        raise psutil.NoSuchProcess(pid) from gone
    return int(state.rpartition(")")[2].split()[19]) / os.sysconf("SC_CLK_TCK")


def record(folder: Path, name: str, pid: int) -> None:
    """Write down a process, so that a later command finds it. Raises psutil.NoSuchProcess."""
    folder.mkdir(parents=True, exist_ok=True)
    created = born(pid)
    partial = folder / f"{name}.{os.getpid()}.partial"  # one's own: two may write down the same process
    partial.write_text(json.dumps({"pid": pid, "created": created}))
    partial.replace(folder / f"{name}.json")


def recorded(folder: Path, name: str) -> Recorded | None:
    """What was written down under a name; None where there is nothing legible."""
    try:
        data = json.loads((folder / f"{name}.json").read_text())
        return Recorded(name, int(data["pid"]), float(data["created"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def forget(folder: Path, name: str) -> None:
    """Remove what was written down."""
    (folder / f"{name}.json").unlink(missing_ok=True)


def alive(folder: Path, name: str) -> psutil.Process | None:
    """The running process written down under a name."""
    known = recorded(folder, name)
    return known.process() if known else None


def stop(processes: Iterable[psutil.Process], seconds: float) -> None:
    """Ask processes to end, and kill those that have not after some seconds."""
    waiting = list(processes)
    for process in waiting:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.terminate()
    _, stubborn = psutil.wait_procs(waiting, timeout=seconds)
    for process in stubborn:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(stubborn, timeout=5)


def family(process: psutil.Process) -> list[psutil.Process]:
    """A process and everything below it."""
    try:
        return [*process.children(recursive=True), process]
    except psutil.NoSuchProcess:
        return []


def working_under(folder: Path) -> list[psutil.Process]:
    """Processes that were started with a file below a folder: Lambda workers run from the emulator's own TMPDIR."""
    prefix = f"{folder.resolve()}/"
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if any(argument.startswith(prefix) for argument in process.cmdline()[1:2]):
                found.append(process)
    return found


def require_free_port(port: int, purpose: str, variable: str) -> None:
    """Raises LocalCloudError that names who holds the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except PermissionError as error:
            raise LocalCloudError(
                f"Port {port}, for {purpose}, may not be opened by this user.", f"Choose another: {variable}=18024"
            ) from error
        except OSError as error:
            raise LocalCloudError(
                f"Port {port}, for {purpose}, is taken by {_holder(port)}.",
                f"Stop that program, or choose another port: export {variable}={port + 1}",
            ) from error


def _holder(port: int) -> str:
    """Who listens on a port, as far as this user may see."""
    try:
        connections = psutil.net_connections(kind="tcp")
    except psutil.AccessDenied:
        return "another program"
    for connection in connections:
        address: tuple[str, int] | tuple[()] = connection.laddr
        if connection.status == psutil.CONN_LISTEN and address and address[1] == port and connection.pid:
            with contextlib.suppress(psutil.Error):
                process = psutil.Process(connection.pid)
                return f"process {process.pid} ({' '.join(process.cmdline())[:100] or process.name()})"
    return "another program"
