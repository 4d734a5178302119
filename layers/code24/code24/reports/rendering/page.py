"""A report as a page of its own: no scripts, nothing to load."""

from functools import cache

from jinja2 import Environment
from markupsafe import Markup

from code24.reports.document import Chart, Document
from code24.reports.rendering.charts import svg
from code24.reports.rendering.plotting import NARROW, WIDE
from code24.reports.rendering.text import plain
from code24.reports.rendering.values import longest, note_of, table_of
from code24.templating import environment_of

_RIGHT_TO_LEFT = {"ar", "fa", "he", "ur", "yi"}


@cache
def _environment() -> Environment:
    environment = environment_of("code24.reports.rendering")
    environment.filters |= {"plain": plain, "table_of": table_of, "note_of": note_of, "longest": longest}
    environment.globals |= {"wide": _wide, "narrow": _narrow}
    return environment


def page(document: Document) -> str:
    """The page's HTML. The same document gives the same text."""
    direction = "rtl" if document.language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"
    return _environment().get_template("report.html").render(document=document, direction=direction)


def _wide(chart: Chart) -> Markup:
    return Markup(svg(chart, WIDE))  # noqa: S704 - an element tree wrote it


def _narrow(chart: Chart) -> Markup:
    return Markup(svg(chart, NARROW))  # noqa: S704 - an element tree wrote it
