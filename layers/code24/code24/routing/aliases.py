"""Which of a site's releases a visitor sees."""

from code24.routing.models import Route, Visitor


def alias_for(route: Route, visitor: Visitor) -> str:
    """The alias of the site's function to invoke: the same for a visitor every time, so that no page flickers."""
    return f"preview-{visitor.preview}" if visitor.preview else route.alias
