"""Findings, scores and reports of audits."""

from enum import StrEnum
from typing import NamedTuple

from code24.models import Model


class Category(StrEnum):
    """What a rule is about. Four auditors look at six categories."""

    DESIGN = "design"
    ACCESSIBILITY = "accessibility"
    PERFORMANCE = "performance"
    SECURITY = "security"
    SEO = "seo"
    CONVERSION = "conversion"


class Auditor(StrEnum):
    """A worker, and what it looks at."""

    DESIGN = "design"
    PERFORMANCE = "performance"
    SEO = "seo"
    CONVERSION = "conversion"

    @property
    def categories(self) -> tuple[Category, ...]:
        """The categories of this auditor's rules."""
        return {
            Auditor.DESIGN: (Category.DESIGN, Category.ACCESSIBILITY),
            Auditor.PERFORMANCE: (Category.PERFORMANCE, Category.SECURITY),
            Auditor.SEO: (Category.SEO,),
            Auditor.CONVERSION: (Category.CONVERSION,),
        }[self]


class Severity(StrEnum):
    """How much a defect costs its site's visitors."""

    CRITICAL = "critical"
    """Some visitors cannot use the page, or are in danger."""
    SERIOUS = "serious"
    MODERATE = "moderate"
    MINOR = "minor"

    @property
    def weight(self) -> int:
        """Relative to the others, where a published formula says nothing."""
        return {"critical": 10, "serious": 7, "moderate": 3, "minor": 1}[self.value]


class Standard(Model):
    """Where a rule comes from."""

    body: str
    """`WCAG 2.2`, `Lighthouse`, `axe`, `HTML`, `Google`, `schema.org`, `Observatory` …; `Code24` for our own."""
    reference: str
    """The criterion, audit id or section (`1.4.3`, `image-alt`)."""


class Finding(Model):
    """One measured defect with its evidence."""

    rule: str
    category: Category
    severity: Severity
    path: str
    """The file it was found in."""
    message: str
    """What is wrong, and what would be right."""
    selector: str = ""
    """CSS path of the element."""
    excerpt: str = ""
    fix: str | None = None
    """The kind of fix that answers it, if there is one."""
    standards: tuple[Standard, ...] = ()


class RuleResult(Model):
    """What came of one rule over the whole website."""

    rule: str
    looked_at: int
    """Things: 0 means that the rule does not apply."""
    found: int
    pages: tuple[str, ...] = ()
    """Paths of files with findings."""


class Score(Model):
    """How well a category does, from 0 to 100."""

    category: Category
    value: float
    formula: str
    """Where the formula is published (`Lighthouse 13 weights`)."""
    estimate: bool = False
    """True where the published figure needs a browser, and none ran."""


class AuditReport(Model):
    """The verdict on a website."""

    findings: tuple[Finding, ...]
    """At most a few per rule and page; `results` has the full counts."""
    results: tuple[RuleResult, ...]
    scores: tuple[Score, ...]
    pages: int

    @property
    def by_rule(self) -> dict[str, int]:
        """How many defects each rule found."""
        return {result.rule: result.found for result in self.results}

    def score(self, category: Category) -> float:
        """The value of a category's score; 100 where nobody looked."""
        return next((score.value for score in self.scores if score.category is category), 100.0)


class Weight(NamedTuple):
    """What a first visit costs."""

    bytes: int
    requests: int
