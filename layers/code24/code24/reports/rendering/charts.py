"""Charts as pictures: SVG without scripts, stylesheets, links or anything to load."""

from code24.reports.document import Chart
from code24.reports.rendering.dressing import dressed
from code24.reports.rendering.plotting import WIDE, plot


def svg(chart: Chart, width: int = WIDE) -> str:
    """The chart as an `<svg role="img">` element of this width in CSS pixels, with a title and a description.

    The same chart gives the same text. Ids inside begin with the chart's id and the width, so several may stand on one
    page. Its table is `values.table_of`.
    """
    return dressed(chart, plot(chart, width))
