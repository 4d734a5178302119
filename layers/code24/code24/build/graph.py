"""The build team as data: who there is, in which stage each works, and what the API calls them."""

from collections.abc import Callable
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import Any

from code24.errors import NotFound


@dataclass(frozen=True)
class BuildWorker:
    """One worker of the team."""

    name: str
    stage: int
    """A worker may read what workers of earlier stages made."""
    use_case: str
    """`module:function`, imported only where the worker runs."""
    action: str | None = None
    """What the platform API calls it by; None where it has no meaning outside a build."""

    @property
    def field(self) -> str:
        """The request field that takes this worker's result."""
        return self.name.replace("-", "_")

    def load(self) -> Callable[..., Any]:
        """The use case itself."""
        function: Callable[..., Any] = resolve_name(self.use_case)
        return function


WORKERS = (
    BuildWorker("market-research", 0, "code24.build.market_research.worker:research_market", "research"),
    BuildWorker(
        "competitive-analysis", 0, "code24.build.competitive_analysis.worker:analyze_competitors", "analyze-industry"
    ),
    BuildWorker("pictures", 0, "code24.build.pictures.worker:prepare_pictures"),
    BuildWorker("brand", 1, "code24.build.brand.worker:create_brand", "create"),
    BuildWorker("design", 2, "code24.build.design.worker:plan_design", "enhanced"),
    BuildWorker("content", 3, "code24.build.content.worker:write_content", "write"),
    BuildWorker("development", 4, "code24.build.development.worker:develop_site", "render"),
    BuildWorker("quality-gate", 5, "code24.build.quality_gate.worker:check_quality"),
    BuildWorker("publish", 6, "code24.build.publish.worker:publish_build"),
)

FROM_DEVELOPMENT = "development"
"""The worker that a build begins with whose plan and words are there already: that of an edit."""

BY_NAME = {worker.name: worker for worker in WORKERS}
BY_FIELD = {worker.field: worker for worker in WORKERS}


def callable_worker(name: str, action: str) -> BuildWorker:
    """The worker that the API calls `name/action`. Raises NotFound, naming what there is."""
    worker = BY_NAME.get(name)
    if worker is None or worker.action is None or worker.action != action:
        known = ", ".join(f"{each.name}/{each.action}" for each in WORKERS if each.action)
        raise NotFound(f"There is no worker action {name}/{action}. There are: {known}.")
    return worker
