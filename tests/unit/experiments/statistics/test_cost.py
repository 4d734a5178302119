"""The statistics stay light: nothing heavy is imported, and an analysis is quick. The figures are the benchmark's."""

import subprocess
import sys

from code24.experiments.deciding.rule import Decision
from tests.benchmarks import analysis


def test_the_statistics_import_the_standard_library_alone() -> None:
    program = f"import sys; sys.path.insert(0, {str(analysis.LAYER)!r}); import {', '.join(analysis.MODULES)}; "
    done = subprocess.run(
        [sys.executable, "-I", "-c", program + "print(*{name.partition('.')[0] for name in sys.modules})"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert {name for name in done.stdout.split() if name not in sys.stdlib_module_names} <= {
        "code24",
        "__main__",
        "_distutils_hack",
    }


def test_a_fresh_process_imports_them_quickly() -> None:
    """25 ms are promised; a busy machine may take some more."""
    assert min(analysis.import_ms() for _ in range(3)) < 150


def test_a_full_analysis_is_quick() -> None:
    """5 ms are promised; likewise."""
    assert analysis.analysed(0) is Decision.WINNER
    assert min(analysis.analysis_ms(number) for number in range(5)) < 40
