"""Which of a site's releases a visitor sees."""

from code24.experiments.assignment import assigned
from code24.routing.models import Route, Visitor


def alias_for(route: Route, visitor: Visitor) -> str:
    """The alias of the site's function to invoke: the same for a visitor every time, so that no page flickers.

    A preview shows the release that its address names, whoever looks.
    """
    if visitor.preview:
        return f"preview-{visitor.preview}"
    if route.traffic is None:
        return route.alias
    return assigned(route.traffic, visitor.address, visitor.agent).alias or route.alias


def depends_on_visitor(route: Route) -> bool:
    """Whether two visitors of one address may see different releases."""
    return route.traffic is not None and bool(route.traffic.holdout or route.traffic.tests)
