"""What is read from the public web: competitors' pages (the port `WebPages`) and owners' images (`Images`)."""

from code24.adapters.public_web import PublicWeb, Wanted
from code24.build.pictures.models import MOST_BYTES

PAGE = Wanted(
    what="HTML",
    media_types=frozenset({"text/html", "application/xhtml+xml"}),
    accept="text/html,application/xhtml+xml",
    most_bytes=2_000_000,
    seconds=5.0,
    field="competitors",
)
IMAGE = Wanted(
    what="an image",
    # Many servers state no useful type for files; what it is shows when it is decoded.
    media_types=frozenset({"image/", "application/octet-stream", "binary/octet-stream"}),
    accept="image/avif,image/webp,image/jpeg,image/png,image/gif",
    most_bytes=MOST_BYTES,
    seconds=15.0,
    field="images",
)


class PublicWebPages:
    """Reads HTML pages."""

    def __init__(self, web: PublicWeb | None = None, *, wanted: Wanted = PAGE) -> None:
        self._web = web or PublicWeb()
        self._wanted = wanted

    def fetch(self, url: str) -> tuple[str, bytes]:
        """The final URL and the body, at most 2 MB. Raises InvalidRequest with the reason in words."""
        return self._web.get(url, self._wanted)


class PublicImages:
    """Reads image files."""

    def __init__(self, web: PublicWeb | None = None, *, wanted: Wanted = IMAGE) -> None:
        self._web = web or PublicWeb()
        self._wanted = wanted

    def fetch(self, url: str) -> bytes:
        """The file, at most 20 MB. Raises InvalidRequest with the reason in words."""
        return self._web.get(url, self._wanted)[1]
