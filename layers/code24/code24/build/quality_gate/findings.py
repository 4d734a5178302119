"""What the quality gate reports."""

from code24.models import Model


class Finding(Model):
    """One measured defect with its evidence."""

    rule: str
    """Stable id (`html-valid`, `link-target`, `image-size` …)."""
    path: str
    """The file it was found in; `palette` for colours."""
    message: str
    """What is wrong, and what would be right."""
    excerpt: str = ""


class Weight(Model):
    """What a first visit to a page costs on a phone, in bytes that are sent."""

    path: str
    """URL path (`/about/`)."""
    bytes: int
    """The page with its stylesheet, fonts and drawings, compressed."""
    picture_bytes: int
    """The photos that do not wait, in the size that a phone takes."""


class QualityReport(Model):
    """The verdict on one rendered site."""

    attempt: int = 1
    passed: bool
    findings: tuple[Finding, ...] = ()
    checked: dict[str, int]
    """How many things each rule looked at: a rule that looked at nothing proves nothing."""
    weights: tuple[Weight, ...] = ()
    """One for each page."""
