"""The process that stays: holds the emulated AWS as its child and serves the front door.

`python -m local.supervisor` is started detached by `up`. It ends at SIGTERM, ending its child first and in order,
so that state is saved. A child that dies by itself is noted in the log; the front door then answers 503 until `up`
heals it.
"""

import asyncio
import os
import signal
import sys
from datetime import datetime

from hypercorn.asyncio import serve
from hypercorn.config import Config

from local.front_door import FrontDoor
from local.processes import forget, record
from local.settings import LOOPBACK, ROOT, Settings

LOG_LIMIT = 10_000_000
"""Bytes of the emulated AWS' log after which the next start begins a new one."""
SAVING = 60.0
"""Seconds that the emulated AWS gets to save its state."""


async def _start_emulator(settings: Settings) -> asyncio.subprocess.Process:
    environment = settings.process_environment() | {
        "PERSIST_STATE": "1",
        "S3_PERSIST": "1",
        "STATE_DIR": str(settings.services),
        "S3_DATA_DIR": str(settings.state / "s3"),
        "GATEWAY_PORT": str(settings.aws_port),
        "BIND_HOST": LOOPBACK,
        "SFTP_ENABLED": "0",
        "IOT_MTLS_ENABLED": "0",  # would listen on every interface
        "DOCKER_HOST": f"unix://{settings.state}/no-docker.sock",  # functions run as processes; Docker is left alone
        "LAMBDA_WARM_TTL_SECONDS": "600",  # idle functions are ended then (local/amendments.py)
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }
    runtime = ROOT / ".tools" / "lambda-runtime" / "bin" / "python"
    if runtime.exists():
        environment["CODE24_LAMBDA_PYTHON"] = str(runtime)
    for folder in (settings.temporary, settings.services):
        folder.mkdir(parents=True, exist_ok=True)
    log_file = settings.logs / "aws.log"
    if log_file.exists() and log_file.stat().st_size > LOG_LIMIT:
        log_file.replace(settings.logs / "aws.old.log")
    with log_file.open("ab") as log:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "local.emulator", cwd=ROOT, env=environment, stdout=log, stderr=log,
            stdin=asyncio.subprocess.DEVNULL, process_group=0,
        )  # fmt: skip


async def _watch(emulator: asyncio.subprocess.Process, stopping: asyncio.Event) -> None:
    code = await emulator.wait()
    if not stopping.is_set():
        moment = datetime.now().astimezone().isoformat(timespec="seconds")
        print(f"{moment} the emulated AWS (pid {emulator.pid}) ended by itself with {code}", flush=True)


async def _end(emulator: asyncio.subprocess.Process) -> None:
    if emulator.returncode is None:
        emulator.terminate()
        try:
            await asyncio.wait_for(emulator.wait(), SAVING)
        except TimeoutError:
            print(f"the emulated AWS did not end in {SAVING:.0f} s; killing it", flush=True)
            emulator.kill()
            await emulator.wait()


async def run(settings: Settings) -> None:
    """Hold the emulated AWS and serve the front door until told to end."""
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    emulator = await _start_emulator(settings)
    record(settings.running, "aws", emulator.pid)
    watching = asyncio.create_task(_watch(emulator, stopping))
    config = Config()
    config.bind = [f"{LOOPBACK}:{settings.port}"]
    config.include_server_header = False
    config.include_date_header = False
    config.h11_max_incomplete_size = 64 * 1024
    config.keep_alive_timeout = 75
    config.graceful_timeout = 2
    config.accesslog = None
    front_door = FrontDoor(settings, lambda: emulator.returncode is None)
    try:
        await serve(front_door, config, shutdown_trigger=stopping.wait)
    finally:
        stopping.set()
        await _end(emulator)
        await watching
        forget(settings.running, "aws")


def main() -> None:
    """Run until told to end."""
    settings = Settings.read(os.environ)
    record(settings.running, "supervisor", os.getpid())
    try:
        asyncio.run(run(settings))
    finally:
        forget(settings.running, "supervisor")


if __name__ == "__main__":
    main()
