"""The emulated AWS: MiniStack in a process of its own, with what Code24 needs added.

`python -m local.emulator` runs MiniStack, pinned to one version and amended (`local.amendments`), and adds:

* **Snapshots.** MiniStack saves its services only when it is stopped in order. Here they are also saved
  while it runs, shortly after it falls quiet, so that a killed process or a power cut loses seconds.
* **Functions see what Lambda gives them**: a Python with the AWS SDK and the layers, none of the development tools.
* **Counting** what is asked of AWS, for `make cost` (`local.recording`).
* **An orderly end** when its parent has gone.
"""

import asyncio
import contextlib
import json
import logging
import os
import re
import signal
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from hypercorn.asyncio import serve
from hypercorn.config import Config

from local.amendments import amend
from local.recording.hooks import listen
from local.recording.recorder import Recorder
from local.settings import LOOPBACK, Settings

QUIET = 2.0
"""Seconds without a request after which changed state is saved."""
BUSY = 30.0
"""Seconds after which it is saved even so."""

_log = logging.getLogger("code24.emulator")


class Snapshots:
    """Counts what may have changed state and saves when the time is right."""

    def __init__(self, application: Any, marker: Path) -> None:
        self._application = application
        self._marker = marker
        self._changed = False
        self._functions_changed = False
        self._last_request = 0.0
        self._last_saved = time.monotonic()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """The application, watched."""
        if scope["type"] == "http" and not scope["path"].startswith("/_ministack/"):
            self._changed = self._changed or scope["method"] not in {"GET", "HEAD"} or "/_aws/" in scope["path"]
            self._functions_changed = self._functions_changed or _changes_functions(scope)
            self._last_request = time.monotonic()
        await self._application.app(scope, receive, send)

    async def keep(self) -> None:
        """Save whenever it is due, until cancelled."""
        while True:
            await asyncio.sleep(0.5)
            now = time.monotonic()
            due = now - self._last_request > QUIET or now - self._last_saved > BUSY
            if self._changed and due and not _deploying():
                functions_too = self._functions_changed
                self._changed = self._functions_changed = False
                await asyncio.to_thread(self._save, functions_too)
                self._last_saved = time.monotonic()

    def _save(self, functions_too: bool) -> None:
        persistence = import_module("ministack.core.persistence")
        services = self._application._build_persistence_save_dict()
        if not functions_too:
            services.pop("lambda", None)
        persistence.save_all(services)
        self.mark(clean=False)

    def mark(self, *, clean: bool) -> None:
        """Note when state was saved, and whether it was at an orderly end."""
        self._marker.write_text(json.dumps({"saved_at": time.time(), "clean": clean}))


def _deploying() -> bool:
    """Whether a stack is half deployed: saved like that, it could never be deployed to again."""
    cloudformation: Any = sys.modules.get("ministack.services.cloudformation")
    if cloudformation is None:
        return False
    states = [str(stack.get("StackStatus")) for stack in list(cloudformation._stacks._data.values())]
    return any(state.endswith("_IN_PROGRESS") and state != "REVIEW_IN_PROGRESS" for state in states)


def _changes_functions(scope: Any) -> bool:
    """Whether a request may change functions or layers: their code makes saving them a matter of seconds."""
    if scope["method"] == "POST" and scope["path"].endswith("/invocations"):
        return False
    if re.match(r"/20\d\d-\d\d-\d\d/", scope["path"]):
        return scope["method"] not in {"GET", "HEAD"}
    return any(name == b"authorization" and b"/cloudformation/" in value for name, value in scope["headers"])


async def _until_told(parent: int) -> None:
    """Return at SIGTERM or SIGINT, or when the supervisor has gone."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told.set)
    while not told.is_set():
        if os.getppid() != parent:
            _log.warning("the supervisor has gone; saving and ending")
            return
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(told.wait(), timeout=0.5)


async def _run(settings: Settings, parent: int) -> None:
    snapshots = Snapshots(import_module("ministack.app"), settings.state / "saved.json")
    amend()
    listen(Recorder())
    snapshots.mark(clean=False)
    config = Config()
    config.bind = [f"{LOOPBACK}:{settings.aws_port}"]
    config.keep_alive_timeout = 75
    config.graceful_timeout = 2
    keeping = asyncio.create_task(snapshots.keep())
    await serve(snapshots, config, shutdown_trigger=lambda: _until_told(parent))
    keeping.cancel()
    snapshots.mark(clean=True)


def main() -> None:
    """Run until told to end; the environment comes from `local.supervisor`."""
    parent = os.getppid()
    settings = Settings.read(os.environ)
    os.environ["AWS_ENDPOINT_URL"] = settings.aws_url
    logging.getLogger("persistence").setLevel(logging.WARNING)  # else a line a service and save
    if runtime := os.environ.pop("CODE24_LAMBDA_PYTHON", ""):
        sys.executable = runtime  # what MiniStack starts workers with
    asyncio.run(_run(settings, parent))


if __name__ == "__main__":
    main()
