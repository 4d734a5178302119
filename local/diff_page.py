"""The page that shows a difference: texts, and pictures side by side."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined

from local.diff_pictures import Picture

TEMPLATE = Path(__file__).with_name("diff.html")


def written(site: Mapping[str, Any], told: Mapping[str, Any], pictures: Iterable[Picture]) -> str:
    """The page as HTML; texts of the site are text in it."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(TEMPLATE.read_text()).render(site=site, told=told, pictures=tuple(pictures))
