"""Templates to HTML."""

import re
from functools import cache

from jinja2 import Environment

from code24.build.development.frame import Frame
from code24.build.development.icons import icon
from code24.build.development.views import PageView
from code24.templating import environment_of


@cache
def _environment() -> Environment:
    environment = environment_of("code24.build.development")
    environment.globals["icon"] = icon
    return environment


def render_page(page: PageView, frame: Frame, *, ornaments: bool) -> str:
    """A page's HTML. Line breaks between elements, which mean nothing without preformatted text, become one each."""
    html = _environment().get_template("page.html").render(page=page, frame=frame, ornaments=ornaments)
    return re.sub(r"\s*\n\s*", "\n", html).strip() + "\n"
