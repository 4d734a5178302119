"""The writer's data files, which lie beside this module."""

import tomllib
from importlib import resources
from typing import Any


def load(folder: str, name: str) -> dict[str, Any]:
    """A TOML file of a folder of this package (empty for the package itself). Raises FileNotFoundError."""
    return tomllib.loads(resources.files("code24.ai").joinpath(folder, f"{name}.toml").read_text("utf-8"))
