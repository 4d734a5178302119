"""What the statistics of A/B tests cost: their import in a fresh process, and one full analysis of a test."""

import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from code24.experiments.deciding.correcting import corrected_lift
from code24.experiments.deciding.looking import look
from code24.experiments.deciding.rule import Arm, Decision, History, Rule
from code24.experiments.models import Rule as RuleName
from code24.experiments.statistics.bayes import compare_rates
from code24.experiments.statistics.means import t_test
from code24.experiments.statistics.mismatch import anytime_p, chi_square
from code24.experiments.statistics.proportions import newcombe_interval, pooled_test
from code24.experiments.statistics.samples import Mean, Proportion
from code24.experiments.statistics.sequential import of_difference, of_ratio

LAYER = Path(__file__).parents[2] / "layers" / "code24"
PROCESSES, ANALYSES = 21, 60
PACKAGE = LAYER / "code24" / "experiments" / "statistics"
MODULES = tuple(
    ".".join(path.relative_to(LAYER).with_suffix("").parts)
    for path in sorted(PACKAGE.rglob("*.py"))
    if path.name != "__init__.py"
)
"""All of the package: what is imported by whoever needs everything."""
PROGRAM = """
import time
started = time.perf_counter()
import {modules}
print((time.perf_counter() - started) * 1000)
"""


def measure() -> dict[str, Any]:
    """Milliseconds of importing all modules (median over fresh processes) and of one analysis (medians)."""
    imports = [import_ms() for _ in range(PROCESSES)]
    cold = analysis_ms(100)
    warm = [analysis_ms(number % 7) for number in range(ANALYSES)]
    return {
        "import_ms": round(statistics.median(imports), 1),
        "import_ms_fastest": round(min(imports), 1),
        "processes": PROCESSES,
        "analysis_ms": round(statistics.median(warm), 2),
        "first_analysis_ms": round(cold, 2),
        "analyses": ANALYSES,
    }


def import_ms() -> float:
    """How long a fresh process imports every module of the statistics."""
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(LAYER)!r})" + program()],
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


def program() -> str:
    """What the fresh process does."""
    return PROGRAM.format(modules=", ".join(MODULES))


def analysis_ms(number: int) -> float:
    """One analysis of a test at its third of four weeks; figures differ by `number`."""
    started = time.perf_counter()
    analysed(number)
    return (time.perf_counter() - started) * 1_000


def analysed(number: int) -> Decision:
    """Everything that is shown of a two-arm test: shares and revenue, by all methods, and the verdict of its rule."""
    visitors, one, other = 15_000, 450 + number, 540 + number
    control, treatment = Proportion(visitors, one), Proportion(visitors, other)
    amounts = [Mean(visitors, 40.0 * count, 2_900.0 * count) for count in (one, other)]
    compare_rates(control, treatment)
    pooled_test(control, treatment)
    newcombe_interval(control, treatment)
    of_ratio(control, treatment, alpha=0.05, planned=40_000)
    of_difference(*amounts, alpha=0.05, planned=40_000)
    t_test(*amounts, "relative")
    anytime_p((visitors, visitors + number), (0.5, 0.5))
    chi_square((visitors, visitors + number), (0.5, 0.5))
    rule = Rule(RuleName.PLANNED, 40_000, (0.25, 0.5, 0.75, 1.0))
    arms = Arm.of(visitors, one), Arm.of(visitors, other)
    verdict = look(rule, History((10_000, 20_000)), arms[0], arms[1:])
    corrected_lift(rule, verdict.history, *arms, 1)
    return verdict.decision
