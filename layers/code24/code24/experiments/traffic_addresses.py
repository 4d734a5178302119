"""Under which addresses visitors see a page."""

from collections.abc import Iterable


def addresses_of(files: Iterable[str]) -> tuple[str, ...]:
    """The addresses under which visitors see the pages in these files (`/about/index.html` is `/about/`, too)."""
    found: list[str] = []
    for path in files:
        found.append(path)
        if path.endswith("/index.html"):
            folder = path.removesuffix("index.html")
            found += [folder, folder.rstrip("/")] if folder != "/" else [folder]
        elif path.endswith(".html"):
            found.append(path.removesuffix(".html"))
    return tuple(dict.fromkeys(found))
