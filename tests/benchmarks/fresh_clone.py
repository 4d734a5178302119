"""What a newcomer waits for: `make demo` and `make test` in a clone of the present commit."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.ports import free_ports

ROOT = Path(__file__).parents[2]


def measure() -> dict[str, Any]:
    """Seconds of each command, once."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "code24"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        ports = dict(zip(("CODE24_PORT", "CODE24_AWS_PORT"), map(str, free_ports(2)), strict=True))
        environment = {name: value for name, value in os.environ.items() if not name.startswith("VIRTUAL_ENV")} | ports
        try:
            return {
                "first_demo_seconds": seconds("demo", clone, environment),
                "down_seconds": seconds("down", clone, environment),
                "second_demo_seconds": seconds("demo", clone, environment),
                "test_seconds": seconds("test", clone, environment),
                "runs": 1,
            }
        finally:
            seconds("clean", clone, environment)


def seconds(target: str, clone: Path, environment: dict[str, str]) -> float:
    """How long a make target takes; its output goes to standard error."""
    begun = time.monotonic()
    subprocess.run(["make", target], cwd=clone, env=environment, stdout=sys.stderr, check=True)
    return round(time.monotonic() - begun, 1)
