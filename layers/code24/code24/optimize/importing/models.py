"""What an import may take, and what it has to tell."""

from code24.audit.models import Severity
from code24.models import Model


class Limits(Model):
    """How much of a website is taken."""

    pages: int = 60
    files: int = 1_500
    """Pages, redirects and everything they load."""
    bytes_per_file: int = 15_000_000
    bytes_per_page: int = 2_000_000
    bytes: int = 150_000_000
    depth: int = 8
    """Links to follow from the first page."""
    requests_per_second: float = 10.0
    """To one host, where its robots.txt asks for no longer pauses."""


class ImportNote(Model):
    """Something that the owner should know about how the website was read."""

    id: str
    """`import-robots`, `import-limit-pages` …"""
    severity: Severity
    message: str
    """As a sentence."""
    url: str = ""


class Stayed(Model):
    """A file of another host that pages go on loading from there."""

    url: str
    reason: str
