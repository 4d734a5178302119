"""Challengers as their site's owner sees them, and asks for them."""

from typing import Any

from code24.experiments.content.known import WrittenChallengers, known_challengers
from code24.experiments.content.spots import WeakSpot
from code24.optimize.loop.ports import Loops, Optimizations
from code24.optimize.models import Challenger
from code24.ports import Sites, WorkerFunctions
from code24.sites.reservation import owned_site
from code24.types import CustomerId, SiteId


def list_challengers(
    site_id: SiteId, customer_id: CustomerId, *, sites: Sites, loops: Loops, optimizations: Optimizations
) -> tuple[Challenger, ...]:
    """What is worth an experiment on a customer's site. Raises NotFound."""
    owned_site(site_id, customer_id, sites=sites)
    return known_challengers(site_id, loops=loops, optimizations=optimizations)


def ask_for_challengers(
    site_id: SiteId, spot: WeakSpot | None, customer_id: CustomerId, *, sites: Sites, worker_functions: WorkerFunctions
) -> WrittenChallengers:
    """Let the writer write for a weak spot, or for the one that the site's figures show, and wait for it.

    Raises NotFound, InvalidRequest for a page that the site does not have, and Conflict where there is nothing to write
    from.
    """
    owned_site(site_id, customer_id, sites=sites)
    request: dict[str, Any] = {"site_id": site_id}
    if spot is not None:
        request |= {"weakness": spot.weakness.value, "path": spot.path}
    answer = worker_functions.invoke("write-challengers", request, "experiments")
    return WrittenChallengers.model_validate(answer)
