"""Small websites of text files, for tests of styles."""

from mimetypes import guess_type

from code24.website.models import WebFile
from code24.website.page import Page
from code24.website.website import Website

ORIGIN = "https://acme.example"


def website(files: dict[str, str]) -> Website:
    """A website of text files by path."""
    return Website(
        [WebFile(path, guess_type(path)[0] or "text/plain", text.encode()) for path, text in files.items()],
        origin=ORIGIN,
    )


def styled(css: str, body: str, **files: str) -> tuple[Page, Website]:
    """A page with one linked stylesheet and a body."""
    html = f'<!DOCTYPE html><html lang="en"><head><title>A</title><link rel="stylesheet" href="a.css"></head>{body}'
    made = website(
        {"/index.html": html, "/a.css": css, **{f"/{name.replace('__', '.')}": files[name] for name in files}}
    )
    return made.page_at["/index.html"], made
