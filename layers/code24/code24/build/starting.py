"""How a build begins: its name, its record, what its workers read, and its execution, in this order.

With an idempotency key everything is named by the key, so a request that was cut off anywhere is completed, and not
doubled, by sending it again.
"""

from collections.abc import Mapping
from contextlib import suppress

from code24.build.graph import FROM_DEVELOPMENT
from code24.build.models import Build
from code24.errors import AlreadyExists, Conflict, KeyReused, NotFound
from code24.identifiers import derived
from code24.ports import Artifacts, Builds, Executions, Ids, Sites
from code24.sites.reservation import owned_site
from code24.types import BuildId, CustomerId


def build_named(key: str | None, customer_id: CustomerId, *, ids: Ids) -> BuildId:
    """The id of a new build, or the one that an idempotency key stands for."""
    return ids.new("b", 16) if key is None else derived("b", 16, "build", customer_id, key)


def known_build(build_id: BuildId, key: str | None, *, builds: Builds) -> Build | None:
    """The build that an earlier request with the same key began, if there is one."""
    if key is not None:
        with suppress(NotFound):
            return builds.get(build_id)
    return None


def recorded(build: Build, *, builds: Builds) -> Build:
    """The build's record: a new one, or the one that another request with the same key made a moment ago."""
    try:
        builds.create(build)
    except AlreadyExists:
        return builds.get(build.build_id)
    return build


def require_same(build: Build, request_hash: str) -> None:
    """Raises KeyReused where the build was asked for in other words."""
    if build.request_hash != request_hash:
        raise KeyReused(
            f"The Idempotency-Key was used for build {build.build_id} with a different request; send a new key.",
            field="Idempotency-Key",
        )


def begin(
    build: Build,
    documents: Mapping[str, bytes],
    *,
    builds: Builds,
    sites: Sites,
    artifacts: Artifacts,
    executions: Executions,
) -> None:
    """Keep the artifacts that the workers read and start the execution; a repeated request does both again.

    They are written after the record, which decides whose they are. Nothing stays of a build whose site was deleted
    while it was made.
    """
    for name, body in documents.items():
        artifacts.write(build.build_id, name, body)
    try:
        owned_site(build.site_id, build.customer_id, sites=sites)
    except (Conflict, NotFound):
        artifacts.delete_all(build.build_id)
        builds.delete(build.build_id)
        raise
    start(build, executions=executions)


def start(build: Build, *, executions: Executions) -> None:
    """Start the build's present run: from the beginning, or from where an edit begins."""
    executions.start(build.build_id, build.runs, FROM_DEVELOPMENT if build.base else None)
