"""Looks at versions of a website, each taken once."""

import hashlib
from collections.abc import Sequence

from code24.optimize.ports import Browser, View
from code24.website.website import Website

WIDTHS = (412, 1350)
"""CSS pixels: a phone, a desk."""


class Seeing:
    """A browser that remembers what it saw. A page looks the same while it and all that is no page are the same."""

    def __init__(self, browser: Browser, widths: Sequence[int] = WIDTHS) -> None:
        self._browser = browser
        self._widths = tuple(widths)
        self._seen: dict[tuple[str, int, str], View | None] = {}
        self._shared: dict[Website, str] = {}

    def views(self, website: Website, paths: Sequence[str], *, anew: bool = False, measure: bool = False) -> list[View]:
        """The pages at all widths; those that cannot be seen are left out. Raises BrowserFailed."""
        keys = {(path, width): (path, width, self._key(website, path)) for path in paths for width in self._widths}
        missing = [path for path in paths if anew or any(keys[path, width] not in self._seen for width in self._widths)]
        if missing:
            found = self._taken(website, missing, measure=measure)
            # On a machine that is busy with something else, a page may once be too slow to be seen.
            if late := [path for path in missing if any((path, width) not in found for width in self._widths)]:
                found |= self._taken(website, late, measure=measure)
            for path in missing:
                for width in self._widths:
                    self._seen[keys[path, width]] = found.get((path, width))
        seen = (self._seen[key] for key in keys.values())
        return [view for view in seen if view is not None]

    def _taken(self, website: Website, paths: Sequence[str], *, measure: bool) -> dict[tuple[str, int], View]:
        taken = self._browser.views(website.files, website.origin, paths, self._widths, measure=measure)
        return {(view.path, view.width): view for view in taken}

    def view(self, website: Website, path: str, width: int, *, anew: bool = False) -> View | None:
        """One page at one width."""
        return next((view for view in self.views(website, [path], anew=anew) if view.width == width), None)

    def _key(self, website: Website, path: str) -> str:
        file = website.files.get(path)
        own = f"{file.sha256}{sorted(file.headers.items())}" if file else ""
        return own + self._of_others(website)

    def _of_others(self, website: Website) -> str:
        if website not in self._shared:
            pages = {file.path for file in website.html}
            others = (
                f"{file.path}\0{file.sha256}{sorted(file.headers.items())}\n"
                for file in website.files.values()
                if file.path not in pages
            )
            self._shared[website] = hashlib.sha256("".join(others).encode()).hexdigest()
        return self._shared[website]
