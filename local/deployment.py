"""`sam build` and `sam deploy` against the emulated AWS, and neither where nothing has changed."""

import contextlib
import fcntl
import json
import platform
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from local.aws import client
from local.commands import run
from local.deployed import Deployed
from local.errors import LocalCloudError
from local.fingerprint import fingerprint
from local.mending import mend, verify_sender
from local.output import Output
from local.settings import STACK, Settings

MAIL_FROM = "forms@code24.example"
"""Who owners get mail from. What the emulated SES takes stays in it."""
_EMPTY = '""'
"""How the SAM CLI is told an empty value; what it is not told stays as it was."""
_DONE = {"CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"}


def deploy(settings: Settings, output: Output) -> Deployed:
    """Bring the deployed stack up to date with the sources. Raises LocalCloudError with what `sam` said."""
    verify_sender(settings, MAIL_FROM)
    parameters = _parameters(settings)
    to_build = fingerprint(settings.root, [parameters["Architecture"], sys.version])
    wanted = f"{to_build} {settings.sites_url} {settings.resolve} {settings.loopback_ports}".rstrip()
    known, stack = Deployed.read(settings.deployment), _stack(settings)
    if known and stack and known.fingerprint == wanted and known.updated == _updated(stack):
        output.note(f"Deployed already: stack {STACK}, nothing has changed")
        return known
    if stack is None:  # else what is deployed goes on serving until there is something better
        settings.deployment.unlink(missing_ok=True)
    environment = settings.process_environment() | settings.aws_environment() | _sam_environment(settings.root)
    overrides = ["--parameter-overrides", *(f"{name}={value}" for name, value in parameters.items())]
    sam = str(Path(sys.prefix) / "bin" / "sam")
    with _one_build_at_a_time(settings.root):
        known_build = settings.root / ".aws-sam" / "fingerprint"
        template = settings.root / ".aws-sam" / "build" / "template.yaml"
        if not _reads(known_build, _build(to_build, template)):
            with output.step("Building the functions (sam build)", "Built the functions"):
                known_build.unlink(missing_ok=True)
                run(settings, "sam-build", [sam, "build", "--config-env", "local", *overrides], environment, 900)
                known_build.write_text(_build(to_build, template))
        with output.step(f"Deploying stack {STACK} (sam deploy)", f"Deployed stack {STACK}"):
            options = ["--config-env", "local", "--no-progressbar", *overrides]
            settle(settings)
            _remove_failed_creation(settings)
            try:
                run(settings, "sam-deploy", [sam, "deploy", *options], environment, 600)
            except LocalCloudError as error:
                raise LocalCloudError(error.problem, f"{_reasons(settings)}{error.remedy}") from error
            mend(settings, template, STACK)
    return _describe(settings, wanted)


def _sam_environment(root: Path) -> dict[str, str]:
    """Settings of the SAM CLI in this folder instead of the person's home: no telemetry, no question of PyPI."""
    folder = root / ".aws-sam" / "cli"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "metadata.json").write_text(json.dumps({"telemetryEnabled": False, "lastVersionCheck": time.time()}))
    return {"__SAM_CLI_APP_DIR": str(folder), "SAM_CLI_TELEMETRY": "0", "SAM_CLI_POLL_DELAY": "0.3"}


def _parameters(settings: Settings) -> dict[str, str]:
    architecture = "arm64" if platform.machine().lower() in {"arm64", "aarch64"} else "x86_64"
    return {
        "Environment": "local",
        "Architecture": architecture,
        "SitesUrl": settings.sites_url,
        "MailFrom": MAIL_FROM,
        "LocalResolve": settings.resolve or _EMPTY,
        "LocalPorts": settings.loopback_ports or _EMPTY,
    }


def settle(settings: Settings, seconds: float = 120) -> None:
    """Wait until nothing is being changed in the stack: an interrupted `sam deploy` goes on in the emulated AWS."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(ClientError, BotoCoreError):
            stack = _any_stack(settings)
            if stack and stack["StackStatus"].endswith("_IN_PROGRESS") and stack["StackStatus"] != "REVIEW_IN_PROGRESS":
                time.sleep(0.2)
                continue
        return


def _stack(settings: Settings) -> dict[str, Any] | None:
    """The stack if it is in working order."""
    stack = _any_stack(settings)
    return stack if stack and stack["StackStatus"] in _DONE else None


def _any_stack(settings: Settings) -> dict[str, Any] | None:
    try:
        stacks = client(settings, "cloudformation").describe_stacks(StackName=STACK)["Stacks"]
    except ClientError:
        return None
    return next(iter(stacks), None)


def _remove_failed_creation(settings: Settings) -> None:
    """A stack whose creation failed cannot be updated; it holds nothing yet."""
    stack = _any_stack(settings)
    if stack and stack["StackStatus"] in {"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED"}:
        client(settings, "cloudformation").delete_stack(StackName=STACK)
        settle(settings)


def _reasons(settings: Settings) -> str:
    """What CloudFormation says of a failed deploy, the latest attempt's first cause on top."""
    try:
        events = client(settings, "cloudformation").describe_stack_events(StackName=STACK)["StackEvents"]
    except (ClientError, BotoCoreError):
        return ""
    causes: list[str] = []
    for event in events:  # newest first
        own = event["PhysicalResourceId"] == event["StackId"]
        if own and event["ResourceStatus"] in {"UPDATE_IN_PROGRESS", "CREATE_IN_PROGRESS"}:
            break
        if event["ResourceStatus"].endswith("_FAILED") and not own:
            causes.insert(0, f"  {event['LogicalResourceId']}: {event.get('ResourceStatusReason', '')}\n")
    return "".join(causes)


def _updated(stack: dict[str, Any]) -> str:
    return f"{stack['StackId']} {stack.get('LastUpdatedTime', stack['CreationTime'])}"


def _describe(settings: Settings, wanted: str) -> Deployed:
    stack = _stack(settings)
    if stack is None:
        raise LocalCloudError(f"`sam deploy` ended well, but stack {STACK} is not there.", "See .local/logs/aws.log.")
    outputs = {each["OutputKey"]: each["OutputValue"] for each in stack.get("Outputs", [])}
    try:
        secret = client(settings, "secretsmanager").get_secret_value(SecretId=outputs["OriginSecretArn"])
        deployed = Deployed(
            fingerprint=wanted,
            updated=_updated(stack),
            sites_api=outputs["SitesApiId"],
            platform_api=outputs["PlatformApiId"],
            media_bucket=outputs["MediaBucketName"],
            origin_secret=secret["SecretString"],
            state_machine=outputs["BuildStateMachineArn"],
            outputs=outputs,
        )
    except KeyError as missing:
        raise LocalCloudError(f"template.yaml has no output {missing}, which the front door needs.") from missing
    deployed.write(settings.deployment)
    return deployed


@contextmanager
def _one_build_at_a_time(root: Path) -> Iterator[None]:
    """`.aws-sam` is shared by all local clouds of a repository: others wait."""
    folder = root / ".aws-sam"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def remove_build(root: Path) -> None:
    """Remove what was built, once nobody builds or deploys it any more. The lock stays, as others may wait for it."""
    if not (root / ".aws-sam").exists():
        return
    with _one_build_at_a_time(root):
        for path in (root / ".aws-sam").iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name != "lock":
                path.unlink()


def _build(sources: str, template: Path) -> str:
    """What was built, and when: `make deploy` builds into the same folder, for another environment's architecture."""
    return f"{sources} {template.stat().st_mtime_ns if template.exists() else 0}"


def _reads(path: Path, text: str) -> bool:
    try:
        return path.read_text() == text
    except OSError:
        return False
