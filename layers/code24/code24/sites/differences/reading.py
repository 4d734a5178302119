"""Reading a release: its files and its palette from the zip."""

import io
import json
import re
import zipfile

from code24.errors import Conflict
from code24.sites.differences.texts import PageText
from code24.website.packing import own_files

FILE_LIMIT = 4 * 1024 * 1024
"""Bytes of a file that is still read: what a release holds at most (`sites/bundle.py`)."""
MANIFEST_LIMIT = 4 * 1024 * 1024
_PAGES = "text/html"
_SHEETS = "text/css"
_COLOR = re.compile(r"--([a-z-]+):(#[0-9a-fA-F]{3,8})(?=[;}])")
_DARK = re.compile(r"@media ?\(prefers-color-scheme: ?dark\) ?\{:root\{([^}]*)\}")
_ROOT = re.compile(r":root\{([^}]*)\}")


class ReleaseContents:
    """The files of one release."""

    def __init__(self, body: bytes) -> None:
        """Open a release's zip. Raises Conflict where it is none."""
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(body))
            manifest = json.loads(self._member("manifest.json", MANIFEST_LIMIT))
            self._files = own_files(manifest["files"])
        except (zipfile.BadZipFile, AttributeError, KeyError, TypeError, ValueError) as error:
            raise _unreadable() from error

    @property
    def files(self) -> dict[str, tuple[str, int]]:
        """Content hash and size in bytes of every file, by path."""
        return {path: (own.sha256, own.size or 0) for path, own in self._files.items()}

    @property
    def pages(self) -> tuple[str, ...]:
        """Paths of all pages."""
        return self._of_type(_PAGES)

    def page(self, path: str) -> PageText:
        """The page at a path."""
        # The API imports this module, and only a comparison needs a parser.
        from code24.sites.differences.pages import page_text  # noqa: PLC0415

        return page_text(self._text(path))

    def palette(self) -> dict[tuple[str, str], str]:
        """Colours by scheme (`light`, `dark`) and role, as the stylesheets declare them."""
        found: dict[tuple[str, str], str] = {}
        for path in self._of_type(_SHEETS):
            found |= colors_in(self._text(path))
        return found

    def _of_type(self, media_type: str) -> tuple[str, ...]:
        return tuple(path for path, own in self._files.items() if own.content_type.startswith(media_type))

    def _text(self, path: str) -> str:
        own = self._files[path]
        try:
            return own.content(self._member(own.member, FILE_LIMIT + own.added)).decode(errors="replace")
        except (zipfile.BadZipFile, KeyError, ValueError) as error:
            raise _unreadable() from error

    def _member(self, name: str, limit: int) -> bytes:
        """A file of the archive, of which no more is unpacked than it may have."""
        with self._archive.open(name) as member:
            body = member.read(limit + 1)
        if len(body) > limit:
            raise ValueError(f"{name} has more than {limit:,} bytes")
        return body


def _unreadable() -> Conflict:
    return Conflict("This release cannot be read: its archive is not one of Code24's.")


def colors_in(css: str) -> dict[tuple[str, str], str]:
    """The custom properties of a stylesheet that are colours, by scheme and role."""
    found: dict[tuple[str, str], str] = {}
    dark = _DARK.search(css)
    light = _ROOT.search(css)
    for scheme, block in (("light", light), ("dark", dark)):
        if block is not None:
            found |= {(scheme, role): color.lower() for role, color in _COLOR.findall(block[1] + ";")}
    return found
