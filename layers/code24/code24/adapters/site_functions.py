"""The Lambda functions of customers' sites.

Lambda's control plane allows 15 requests a second per account in all, GetFunction 100 (Lambda quotas). A publish makes
four to six calls, reads with GetFunction, and can be repeated from the start after a crash between any two of them.
"""

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from random import uniform
from time import sleep
from typing import TYPE_CHECKING, Any, cast

from botocore.exceptions import ClientError, WaiterError

from code24.adapters import aws
from code24.adapters.objects import release_key
from code24.adapters.wire_errors import code, message, translated
from code24.errors import Code24Error, Conflict, NotFound, Transient
from code24.sites.models import NO_VERSION
from code24.types import ReleaseId, SiteId

if TYPE_CHECKING:
    from types_boto3_lambda.literals import ArchitectureType
    from types_boto3_lambda.type_defs import FunctionConfigurationResponseTypeDef

_RETENTION_DAYS = 30
_CONFIGURATION: dict[str, Any] = {
    "Runtime": "python3.13",
    "Handler": "app.handler",
    "MemorySize": 256,
    "Timeout": 10,
}
_ATTEMPTS = 14
_LONGEST_PAUSE = 5.0
_WAIT: Any = {"Delay": 0.2, "MaxAttempts": 150}
"""Code of a few megabytes is in place after one to three seconds on AWS; 30 s is the most that is waited."""


class _Contended(Exception):
    """Another publish is at work on the same function, or a new role is not known everywhere yet."""


class LambdaSiteFunctions:
    """Functions `{prefix}-site-{site_id}` with the log groups `/code24/{environment}/sites/{site_id}`."""

    def __init__(
        self,
        *,
        environment: str,
        prefix: str,
        releases_bucket: str,
        role_arn: str,
        architecture: "ArchitectureType",
        pause: Callable[[float], None] = sleep,
    ) -> None:
        """`role_arn` is the one role of all site functions, which may write logs; `pause` waits between attempts."""
        self._environment = environment
        self._prefix = prefix
        self._releases_bucket = releases_bucket
        self._role_arn = role_arn
        self._architecture = architecture
        self._pause = pause

    def publish(self, site_id: SiteId, release_id: ReleaseId, sha256: str, *, create: bool = True) -> str:
        """Make an archived release a version of the site's function, and returns the version.

        Where there is no function it is created, or NotFound is raised (`create`).

        A version counts only if Lambda reports the zip's own hash for it: of two releases of a site that are published
        at once each gets its own code, and the one whose code was replaced in between starts over.
        """
        name, alias = self._name(site_id), f"preview-{release_id}"
        digest = base64.b64encode(bytes.fromhex(sha256)).decode()

        def publish() -> str:
            self._put_code(site_id, release_id, create=create)
            version = self._publish_version(name, release_id, digest)
            self._make_alias(name, alias, version)
            return version

        return self._published(name, alias, digest) or self._persist(
            f"Publishing release {release_id} of site {site_id}", publish
        )

    def point(self, site_id: SiteId, alias: str, version: str) -> None:
        """Move an alias, which is created where there is none.

        Waits until the version can be invoked. Raises NotFound for an unknown version.
        """
        name = self._name(site_id)
        missing = NotFound(f"Site {site_id} has no version {version}.")
        with _ready(f"Waiting for version {version} of site {site_id}", missing):
            aws.lambda_control().get_waiter("function_active_v2").wait(
                FunctionName=name, Qualifier=version, WaiterConfig=_WAIT
            )
        self._persist(
            f"Pointing {alias} of site {site_id} at version {version}", lambda: self._move_alias(name, alias, version)
        )

    def remove_version(self, site_id: SiteId, release_id: ReleaseId, version: str) -> bool:
        """Delete a release's version with the alias of its preview; nothing there is fine.

        Lambda refuses while another alias points at it, or sends a part of its traffic to it: then the preview is put
        back, and the answer is False. Raises ValueError for what is no number of a version.
        """
        if not version.isdecimal() or version == NO_VERSION:  # without one the whole function would go
            raise ValueError(f"{version!r} is no version of the function of site {site_id}.")
        name, alias, doing = self._name(site_id), f"preview-{release_id}", f"Deleting version {version} of {site_id}"
        self.remove_alias(site_id, alias)
        known = {"ResourceNotFoundException": NotFound(doing), "ResourceConflictException": Conflict(doing)}
        try:
            with translated(doing, known):
                aws.lambda_control().delete_function(FunctionName=name, Qualifier=version)
        except NotFound:
            return True
        except Conflict:
            self.point(site_id, alias, version)
            return False
        return True

    def remove_alias(self, site_id: SiteId, alias: str) -> None:
        """Remove an alias; its version stays, and nothing there is fine."""
        name, doing = self._name(site_id), f"Removing {alias} of site {site_id}"

        with suppress(NotFound):
            self._persist(doing, lambda: aws.lambda_control().delete_alias(FunctionName=name, Name=alias))

    def delete(self, site_id: SiteId) -> None:
        """Remove the function with all versions, aliases and its log group; nothing there is fine.

        The functions' role may not create log groups, so a late log line does not bring the group back.
        """
        _unless_missing(
            f"Deleting the function of site {site_id}",
            lambda: aws.lambda_control().delete_function(FunctionName=self._name(site_id)),
        )
        _unless_missing(
            f"Deleting the log group of site {site_id}",
            lambda: aws.logs().delete_log_group(logGroupName=self._log_group(site_id)),
        )

    def _persist[T](self, doing: str, step: Callable[[], T]) -> T:
        """Repeat a step, with growing pauses and jitter, while others are at work on the same function."""
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                with _contention(doing):
                    return step()
            except _Contended:
                self._pause(uniform(0.1, min(_LONGEST_PAUSE, 0.3 * 2**attempt)))  # noqa: S311 (jitter, not a secret)
        raise Transient(f"{doing}: the function is busy, or its role cannot be assumed yet; try again shortly.")

    def _name(self, site_id: SiteId) -> str:
        return f"{self._prefix}-site-{site_id}"

    def _log_group(self, site_id: SiteId) -> str:
        return f"/code24/{self._environment}/sites/{site_id}"

    def _published(self, name: str, alias: str, digest: str) -> str | None:
        """The version behind an alias, if it has this code."""
        try:
            with translated(f"Looking at {name}:{alias}", {"ResourceNotFoundException": NotFound(name)}):
                found = aws.lambda_control().get_function(FunctionName=name, Qualifier=alias)["Configuration"]
        except NotFound:
            return None
        return found["Version"] if found["CodeSha256"] == digest else None

    def _put_code(self, site_id: SiteId, release_id: ReleaseId, *, create: bool) -> None:
        """Put a release into `$LATEST` and wait until it is there."""
        name, client = self._name(site_id), aws.lambda_control()
        key = release_key(site_id, release_id)
        try:
            present = client.update_function_code(
                FunctionName=name, Architectures=[self._architecture], S3Bucket=self._releases_bucket, S3Key=key
            )
        except client.exceptions.ResourceNotFoundException:
            if not create:
                raise
            self._create(site_id, key)
            return
        self._await(name, "function_updated_v2")
        if create and self._outdated(present):  # whoever publishes again only, may give the function no role
            client.update_function_configuration(FunctionName=name, Role=self._role_arn, **_CONFIGURATION)
            self._await(name, "function_updated_v2")

    def _create(self, site_id: SiteId, key: str) -> None:
        name, log_group, logs = self._name(site_id), self._log_group(site_id), aws.logs()
        tags = {"code24:site": site_id, "code24:environment": self._environment}
        with suppress(logs.exceptions.ResourceAlreadyExistsException):
            logs.create_log_group(logGroupName=log_group, tags=tags)
        logs.put_retention_policy(logGroupName=log_group, retentionInDays=_RETENTION_DAYS)
        aws.lambda_control().create_function(
            FunctionName=name,
            Description=f"The site {site_id} ({self._environment})",
            Role=self._role_arn,
            Architectures=[self._architecture],
            Code={"S3Bucket": self._releases_bucket, "S3Key": key},
            LoggingConfig={"LogFormat": "JSON", "LogGroup": log_group},
            Tags=tags,
            **_CONFIGURATION,
        )
        self._await(name, "function_active_v2")

    def _outdated(self, present: "FunctionConfigurationResponseTypeDef") -> bool:
        wanted = _CONFIGURATION | {"Role": self._role_arn}
        return any(present.get(key) != value for key, value in wanted.items())

    def _await(self, name: str, waiter: Any) -> None:
        with _ready(f"Waiting for {name}", _Contended()):
            aws.lambda_control().get_waiter(waiter).wait(FunctionName=name, WaiterConfig=_WAIT)

    def _publish_version(self, name: str, release_id: ReleaseId, digest: str) -> str:
        published = aws.lambda_control().publish_version(FunctionName=name, CodeSha256=digest, Description=release_id)
        if published["CodeSha256"] != digest:  # MiniStack does not check the hash it is given
            raise _Contended
        return published["Version"]

    def _make_alias(self, name: str, alias: str, version: str) -> None:
        """Create an alias; one that is left from a publish that was cut off is moved."""
        client = aws.lambda_control()
        try:
            client.create_alias(FunctionName=name, Name=alias, FunctionVersion=version)
        except client.exceptions.ResourceConflictException as error:
            try:
                client.update_alias(FunctionName=name, Name=alias, FunctionVersion=version)
            except client.exceptions.ResourceNotFoundException:
                raise _Contended from error

    def _move_alias(self, name: str, alias: str, version: str) -> None:
        """Move an alias, which is created where there is none."""
        client = aws.lambda_control()
        try:
            client.update_alias(FunctionName=name, Name=alias, FunctionVersion=version)
        except client.exceptions.ResourceNotFoundException:
            client.create_alias(FunctionName=name, Name=alias, FunctionVersion=version)


@contextmanager
def _contention(doing: str) -> Iterator[None]:
    """Tell what goes away by itself (raised as `_Contended`) from what does not."""
    with translated(doing, {"ResourceNotFoundException": NotFound(f"{doing}: the function or its version is gone.")}):
        try:
            yield
        except ClientError as error:
            passing = ("cannot be assumed", "CodeSHA256")
            if code(error) == "ResourceConflictException" or (
                code(error) == "InvalidParameterValueException" and any(each in message(error) for each in passing)
            ):
                raise _Contended from error
            raise


@contextmanager
def _ready(doing: str, missing: Exception) -> Iterator[None]:
    """Translate what a waiter raises. A state that ends in `Failed` names Lambda's reason."""
    try:
        yield
    except WaiterError as error:
        answer = cast("dict[str, Any]", error.last_response)
        if answer.get("Error", {}).get("Code") == "ResourceNotFoundException":
            raise missing from error
        found = answer.get("Configuration", {})
        failed = "Failed" in (found.get("State"), found.get("LastUpdateStatus"))
        reason = found.get("StateReason") or found.get("LastUpdateStatusReason") or str(error)
        raise (Code24Error if failed else Transient)(f"{doing}: {reason}") from error


def _unless_missing(doing: str, call: Callable[[], object]) -> None:
    try:
        with translated(
            doing,
            {
                "ResourceNotFoundException": NotFound(doing),
                "ResourceConflictException": Transient(f"{doing}: an update is in progress; try again shortly."),
                "OperationAbortedException": Transient(f"{doing}: an update is in progress; try again shortly."),
            },
        ):
            call()
    except NotFound:
        return
