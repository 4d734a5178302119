"""Writing addresses of a website's own files into its pages and stylesheets, in the style that is there already."""

from posixpath import basename, dirname, relpath
from urllib.parse import quote

_SAFE = "/@:!$&'()*+,=~-._"
"""Characters that a path may hold unescaped (RFC 3986, 3.3)."""
_CSS_UNSAFE = str.maketrans({"(": "%28", ")": "%29", "'": "%27"})


def relative_to(page_path: str, target_path: str) -> str:
    """The address of a file as seen from another one: `css/site.css`, `../img/a%20b.png`.

    Both are absolute decoded paths. Folders are served from anywhere, so what was relative has to stay relative.
    """
    relative = relpath(target_path, dirname(page_path) or "/")
    if target_path.endswith("/"):
        relative = "./" if relative == "." else f"{relative}/"
    elif relative.rpartition("/")[2] in {".", ".."}:  # a file that is called as a folder around the page
        relative = f"{relative}/../{basename(target_path)}"
    written = quote(relative, safe=_SAFE)
    # `a:b` would be read as a scheme.
    return f"./{written}" if ":" in written.split("/", 1)[0] else written


def spelled_like(example: str, page_path: str, target_path: str) -> str:
    """The address of a file in the style of another address of the same page: from the root, or relative."""
    if example.lstrip().startswith("/"):
        return quote(target_path, safe=_SAFE)
    return relative_to(page_path, target_path)


def for_stylesheet(address: str) -> str:
    """An address that may stand in `url()` without quotes."""
    return address.translate(_CSS_UNSAFE)
