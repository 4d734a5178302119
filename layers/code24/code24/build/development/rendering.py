"""Templates to HTML."""

import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from code24.build.development.icons import icon


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("code24.build.development", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals["icon"] = icon
    return environment


def render_page(context: dict[str, Any]) -> str:
    """A page's HTML. Line breaks between elements, which mean nothing without preformatted text, become one each."""
    html = _environment().get_template("page.html").render(context)
    return re.sub(r"\s*\n\s*", "\n", html).strip() + "\n"


def trusted(markup: str) -> Markup:
    """Markup that this package made itself: ornaments, and JSON-LD escaped for its place."""
    return Markup(markup)  # noqa: S704
