"""Answers every visitor of every site: host to route, visitor to alias, alias to the site's own function."""

from code24.routing.handler import handler

__all__ = ["handler"]
