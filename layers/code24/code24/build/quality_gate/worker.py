"""The quality gate: a verdict by machine on rendered pages."""

from collections.abc import Iterable

from code24.build.quality_gate.findings import Finding, QualityReport
from code24.build.quality_gate.models import QualityGateRequest
from code24.build.quality_gate.produced import ProducedSite
from code24.build.quality_gate.rule import Defect, Rule
from code24.build.quality_gate.rules import RULES
from code24.build.quality_gate.rules.weight import weights_of

FINDINGS_PER_RULE = 20
MESSAGE_LIMIT = 300
EXCERPT_LIMIT = 160


def check_quality(request: QualityGateRequest) -> QualityReport:
    """Ask every rule about the site; it passes when nothing is found.

    At most `FINDINGS_PER_RULE` findings of a rule are reported, the last of them with the number left out.
    """
    site = ProducedSite(request)
    findings: list[Finding] = []
    checked: dict[str, int] = {}
    for rule in RULES:
        looks = list(rule.look(site))
        checked[rule.id] = len(looks)
        findings += _findings(rule, [look for look in looks if look is not None])
    return QualityReport(
        attempt=request.attempt,
        passed=not findings,
        findings=tuple(findings),
        checked=checked,
        weights=weights_of(site),
    )


def _findings(rule: Rule, defects: list[Defect]) -> Iterable[Finding]:
    left_out = len(defects) - FINDINGS_PER_RULE
    for number, defect in enumerate(defects[:FINDINGS_PER_RULE], start=1):
        message = _shortened(defect.message, MESSAGE_LIMIT)
        if left_out > 0 and number == FINDINGS_PER_RULE:
            message += f" ({left_out} more of this kind are not listed.)"
        yield Finding(
            rule=rule.id,
            path=_shortened(defect.path, EXCERPT_LIMIT),
            message=message,
            excerpt=_shortened(" ".join(defect.excerpt.split()), EXCERPT_LIMIT),
        )


def _shortened(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
