"""A platform in memory with one published site, for the use cases of its loop."""

from typing import Any

from code24.optimize.loop.models import LoopState
from code24.optimize.loop.starting import StartOptimization, start_optimization
from code24.sites.models import Site
from tests.fakes import FakeIds, FakeMedia, FakeUploads
from tests.unit.sites.world import ANN, World


class LoopWorld(World):
    """Ann's first site is live."""

    def __init__(self) -> None:
        super().__init__()
        self.ids = FakeIds()
        self.media = FakeMedia()
        self.uploads = FakeUploads()
        self.site: Site = self.reserve()
        self.publish(self.build(self.site))

    @property
    def id(self) -> str:
        return self.site.site_id

    @property
    def loop(self) -> LoopState:
        return self.loops.get(self.id)

    def change(self, **changes: Any) -> None:
        self.loops.replace(self.loop.model_copy(update=changes))

    def start(self, **given: Any) -> Any:
        """Ask for an optimization of the site, unless something else is named."""
        source = {} if given.keys() & {"url", "upload_id"} else {"site_id": self.id}
        request = StartOptimization.model_validate({"customer_id": ANN} | source | given)
        return self.run(start_optimization, request)
