"""All kinds of fixes. A module of this package names its kinds in `FIXES`, in the order in which they are applied."""

from functools import cache
from importlib import import_module
from pkgutil import walk_packages

from code24.optimize.fix import FixKind, in_order


@cache
def all_fixes() -> tuple[FixKind, ...]:
    """Every kind of fix, in the order of application."""
    names = sorted(module.name for module in walk_packages(__path__, f"{__name__}."))
    return tuple(in_order(kind for name in names for kind in getattr(import_module(name), "FIXES", ())))
