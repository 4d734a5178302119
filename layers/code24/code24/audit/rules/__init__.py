"""All rules of the audits. A module of this package names its rules in `RULES`."""

from functools import cache
from importlib import import_module
from pkgutil import walk_packages

from code24.audit.rule import Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by module and then in the module's order."""
    names = sorted(module.name for module in walk_packages(__path__, f"{__name__}."))
    return tuple(rule for name in names for rule in getattr(import_module(name), "RULES", ()))
