"""Websites with one thing changed on their home page."""

from dataclasses import replace

from code24.website.page import Page
from code24.website.website import Website

ORIGIN = "http://crumb-ember.localhost:8024"
"""Of the sample bakery."""


def home(website: Website) -> Page:
    return website.page_at["/index.html"]


def changed(website: Website, old: str, new: str) -> Website:
    """The website with the first occurrence replaced, which there has to be."""
    file = website.files["/index.html"]
    assert old in file.text, file.text[:3_000]
    return website.changed([replace(file, content=file.text.replace(old, new, 1).encode())])
