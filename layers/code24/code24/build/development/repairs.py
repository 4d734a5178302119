"""What development does differently after the quality gate sent a site back."""

from dataclasses import dataclass

from code24.build.quality_gate.findings import QualityReport

MARKUP = (
    "page-size",
    "html-",
    "content-model",
    "attributes",
    "landmarks",
    "heading-levels",
    "image-",
    "aria",
    "third-party",
)
"""Beginnings of the gate's rule ids that ornaments and elaborate arrangements can be to blame for."""


@dataclass(frozen=True)
class Repairs:
    """What to leave out. Paths are those of pages (`/`, `/about/`, `/404.html`)."""

    plain: frozenset[str] = frozenset()
    """Pages whose sections fall back to their plainest arrangement, without ornaments."""
    without_data: frozenset[str] = frozenset()
    """Pages without JSON-LD."""
    without_actions: frozenset[str] = frozenset()
    """Pages whose sections show no links of their own."""


def _page(file_path: str) -> str:
    return file_path.removesuffix("index.html")


def repairs_for(findings: QualityReport | None) -> Repairs:
    """The repairs that answer a report; findings that no repair answers are left to the gate's second verdict."""
    if findings is None:
        return Repairs()

    def pages(*rules: str) -> frozenset[str]:
        return frozenset(_page(finding.path) for finding in findings.findings if finding.rule.startswith(rules))

    return Repairs(plain=pages(*MARKUP), without_data=pages("json-ld"), without_actions=pages("link"))
