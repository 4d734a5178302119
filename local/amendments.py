"""What MiniStack does otherwise than AWS, put right inside its process.

These reach into MiniStack's modules, which is why its version is pinned; `tests/local` shows that each still works.

* **OPTIONS.** An HTTP API without a CORS configuration passes OPTIONS to its `$default` route; MiniStack answers 403.
* **StopExecution** of an execution that has ended succeeds and changes nothing; MiniStack refuses it.
* **Code is unpacked once.** MiniStack unpacks every layer again for every worker process, without byte code. Here equal
  archives are unpacked once and shared.
"""

import hashlib
import shutil
import tempfile
import zipfile
from importlib import import_module
from pathlib import Path
from typing import Any


def amend() -> None:
    """Apply all of it, once, before the first request."""
    _share_unpacked_code()
    _pass_options_on()
    _let_ended_executions_be_stopped()


class _SharedArchive(zipfile.ZipFile):
    """A zip file that `extractall` unpacks once per content, leaving a link in the place asked for."""

    def extractall(self, path: Any = None, members: Any = None, pwd: bytes | None = None) -> None:
        if path is None or members is not None or not isinstance(self.filename, str) or any(Path(path).iterdir()):
            super().extractall(path, members, pwd)
            return
        with Path(self.filename).open("rb") as archive:
            digest = hashlib.file_digest(archive, "sha256").hexdigest()
        shared = Path(tempfile.gettempdir()) / "unpacked" / digest
        if not shared.is_dir():
            shared.parent.mkdir(exist_ok=True)
            partial = Path(tempfile.mkdtemp(dir=shared.parent))
            super().extractall(partial, members, pwd)
            try:
                partial.rename(shared)
            except OSError:  # another thread was first
                shutil.rmtree(partial, ignore_errors=True)
        Path(path).rmdir()
        Path(path).symlink_to(shared, target_is_directory=True)


def _share_unpacked_code() -> None:
    runtime: Any = import_module("ministack.core.lambda_runtime")
    runtime.zipfile = _ZipfileModule()


class _ZipfileModule:
    """The `zipfile` module as MiniStack's Lambda runtime sees it."""

    ZipFile = _SharedArchive

    def __getattr__(self, name: str) -> Any:
        return getattr(zipfile, name)


def _pass_options_on() -> None:
    """Let OPTIONS reach the route of an API that has no CORS configuration."""
    gateway: Any = import_module("ministack.services.apigateway")
    handle, invoke = gateway._handle_execute_in_scope, gateway._invoke_lambda_proxy
    disguised = "options"  # methods are case-sensitive, and hypercorn passes upper case only: this one is ours

    async def handle_options_too(api_id: str, stage: str, path: str, method: str, *rest: Any) -> Any:
        api = gateway._apis.get(api_id) or {}
        if method == "OPTIONS" and not api.get("corsConfiguration"):
            method = disguised
        return await handle(api_id, stage, path, method, *rest)

    async def invoke_undisguised(
        integration: Any, api_id: str, stage: str, path: str, method: str, *rest: Any, **named: Any
    ) -> Any:
        method = "OPTIONS" if method == disguised else method
        return await invoke(integration, api_id, stage, path, method, *rest, **named)

    gateway._handle_execute_in_scope = handle_options_too
    gateway._invoke_lambda_proxy = invoke_undisguised


def _let_ended_executions_be_stopped() -> None:
    states: Any = import_module("ministack.services.stepfunctions")
    stop = states._stop_execution

    def stop_or_leave(data: dict[str, Any]) -> Any:
        execution = states._executions.get(data.get("executionArn", ""))
        if execution and execution["status"] != "RUNNING" and execution.get("stopDate"):
            return states.json_response({"stopDate": execution["stopDate"]})
        return stop(data)

    states._stop_execution = stop_or_leave
