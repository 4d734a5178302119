"""Under which addresses visitors see a page."""

from collections.abc import Iterable

from code24.analytics.collecting.bounds import path_without_persons


def addresses_of(files: Iterable[str]) -> tuple[str, ...]:
    """The addresses under which views of the pages in these files are counted (`/about/index.html` is `/about/`, too).

    What looks like the id of a person in an address is not kept of views, so it does not count here either.
    """
    found: list[str] = []
    for path in files:
        found.append(path)
        if path.endswith("/index.html"):
            folder = path.removesuffix("index.html")
            found += [folder, folder.rstrip("/")] if folder != "/" else [folder]
        elif path.endswith(".html"):
            found.append(path.removesuffix(".html"))
    return tuple(dict.fromkeys(map(path_without_persons, found)))
