"""`python -m tests.benchmarks`: measure, print one JSON document, and keep it in docs/bench.

Without arguments everything is measured but what takes long (`--full`). `--only NAME` measures one benchmark
and keeps nothing. `--check` ends with 1 where a figure is over its target.
"""

import argparse
import json
import os
import platform
import sys
import time
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "docs" / "bench"
QUICK = (
    *("serving", "api", "quality_gate", "optimizing", "building", "deciding", "analysis"),
    *("collecting", "processing", "questions", "ticking"),
)
FULL = (*QUICK, "revenue", "fresh_clone")


def main() -> int:
    """Measure and report; the exit code."""
    arguments = parse()
    find_the_package()
    names = arguments.only or (FULL if arguments.full else QUICK)
    report = document({name: run(name) for name in names})
    text = json.dumps(report, indent=2, ensure_ascii=False)
    print(text)  # noqa: T201
    if not arguments.only:
        KEPT.mkdir(parents=True, exist_ok=True)
        (KEPT / f"{report['measured_at'][:10]}-{machine_name()}.json").write_text(text + "\n")
    late = [figure["name"] for figure in report["figures"] if not figure["within"]]
    if late:
        print("Over target: " + "; ".join(late), file=sys.stderr)  # noqa: T201
    return 1 if late and arguments.check else 0


def find_the_package() -> None:
    """Let this process and those that it starts import `code24`."""
    layer = str(ROOT / "layers" / "code24")
    sys.path.insert(0, layer)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [layer, os.environ.get("PYTHONPATH")]))


def parse() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--full",
        action="store_true",
        help="also a million events of revenue, and make demo and make test in a fresh clone",
    )
    parser.add_argument("--check", action="store_true", help="end with 1 where a figure is over its target")
    parser.add_argument("--only", action="append", choices=FULL, help="one benchmark; nothing is kept")
    return parser.parse_args()


def run(name: str) -> Any:
    """What one benchmark measured."""
    begun = time.monotonic()
    print(f"{name} …", file=sys.stderr)  # noqa: T201
    measured = import_module(f"tests.benchmarks.{name}").measure()
    print(f"{name}: {time.monotonic() - begun:.0f} s", file=sys.stderr)  # noqa: T201
    return measured


def document(results: dict[str, Any]) -> dict[str, Any]:
    """The report: figures with their targets, then everything that was measured."""
    from tests.benchmarks.targets import TARGETS

    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {
            "cpus": os.cpu_count(),
            "load_before": round(LOAD, 2),
            "system": platform.system(),
            "architecture": platform.machine(),
            "python": platform.python_version(),
        },
        "figures": [figure for target in TARGETS if (figure := target.figure(results))],
        "measured": results,
    }


def machine_name() -> str:
    """What kind of machine this is, without its name."""
    return f"{platform.system()}-{platform.machine()}-{os.cpu_count()}cpu".lower()


LOAD = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
"""Processes that wanted a CPU in the minute before: figures of a busy machine say little."""

if __name__ == "__main__":
    sys.exit(main())
