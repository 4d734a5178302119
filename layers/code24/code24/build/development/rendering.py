"""Templates to HTML."""

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from code24.build.development.frame import Frame
from code24.build.development.icons import icon
from code24.build.development.views import PageView


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


def render_page(page: PageView, frame: Frame, *, ornaments: bool) -> str:
    """A page's HTML. Line breaks between elements, which mean nothing without preformatted text, become one each."""
    html = _environment().get_template("page.html").render(page=page, frame=frame, ornaments=ornaments)
    return re.sub(r"\s*\n\s*", "\n", html).strip() + "\n"
