"""Where a website says that it is live."""

from collections.abc import Iterable

from code24.website.models import WebFile
from code24.website.page import Page
from code24.website.references import origin_of


def own_origin(files: Iterable[WebFile]) -> str | None:
    """The origin that the home page, or the page nearest to it, names as its canonical or shared address."""
    homes = sorted((file for file in files if file.path.endswith("/index.html")), key=lambda file: file.path.count("/"))
    for file in homes[:1]:
        page = Page.of(file.path, file.text)
        said = map(origin_of, (*page.linked("canonical"), page.meta("og:url") or ""))
        return next((origin for origin in said if origin), None)
    return None
