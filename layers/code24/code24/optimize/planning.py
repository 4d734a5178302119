"""What is worth doing first: what each kind of fix is expected to bring."""

from collections.abc import Iterable, Mapping

from code24.audit.models import AuditReport, Severity
from code24.optimize.fix import FixKind, Setting
from code24.optimize.loop.models import PlannedFix

USUAL_CHANCE = 0.9
"""Of a fix to pass its proof where nothing is known of its kind."""


def planned(
    kinds: Iterable[FixKind], report: AuditReport, chances: Mapping[str, float], setting: Setting
) -> tuple[PlannedFix, ...]:
    """The kinds of fixes that have something to do, best first: severity of what they answer times chance to work.

    `chances` are by kind, from 0 to 1. Kinds that wait for no finding come last, in their own order.
    """
    severities: dict[str, Severity] = {finding.rule: finding.severity for finding in report.findings}
    counts = report.by_rule
    found = []
    for kind in kinds:
        answered = [rule for rule in kind.answers if counts.get(rule)]
        if kind.id in setting.withheld or (kind.needs_finding and not answered):
            continue
        chance = chances.get(kind.id, USUAL_CHANCE)
        weight = sum(counts[rule] * severities.get(rule, Severity.MINOR).weight for rule in answered)
        findings = sum(counts[rule] for rule in answered)
        found.append(
            PlannedFix(kind=kind.id, title=kind.title, findings=findings, chance=chance, gain=round(weight * chance, 3))
        )
    return tuple(sorted(found, key=lambda fix: -fix.gain))
