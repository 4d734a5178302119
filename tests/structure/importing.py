"""Imports entry points, each in a process of its own without any of our modules; tests talk to this script by lines.

The processes are forks of this one, which holds libraries and nothing else: they take most of the time of an import,
and are the same for everybody. A line of input is a folder below `functions/`, a line of output the JSON of what came.
"""

import importlib
import json
import os
import sys
import traceback
from pathlib import Path

LIBRARIES = (
    *("boto3", "pydantic", "coloraide", "jinja2", "turbohtml"),
    *("aws_lambda_powertools", "aws_lambda_powertools.utilities.idempotency.persistence.dynamodb"),
)

SET_BY_THE_SYSTEM = {"LC_CTYPE", "__CF_USER_TEXT_ENCODING"}
"""By Python itself, and by macOS."""


def imported(folder: str, root: Path) -> dict[str, str]:
    """The traceback of importing an entry point in this process, or the file that it lies in."""
    ours = {name for name in sys.modules if name.partition(".")[0] in {"app", "code24", "functions", "tests"}}
    assert not ours, ours
    assert not {*os.environ} - SET_BY_THE_SYSTEM, sorted(os.environ)
    sys.path[:0] = [str(root / "functions" / folder), str(root / "layers" / "code24")]
    try:
        app = importlib.import_module("app")
    except BaseException:  # whatever it is, a test shows it
        return {"error": traceback.format_exc()}
    return {"file": str(app.__file__)}


def in_a_fork(folder: str, root: Path) -> str:
    """The line that a fork answers."""
    ours, its = os.pipe()
    if not (process := os.fork()):
        with os.fdopen(its, "w") as answer:
            answer.write(json.dumps(imported(folder, root)))
        os._exit(0)
    os.close(its)
    with os.fdopen(ours) as answer:
        line = answer.read()
    os.waitpid(process, 0)
    return line


if __name__ == "__main__":
    sys.path.pop(0)  # this folder
    for library in LIBRARIES:
        importlib.import_module(library)
    for line in sys.stdin:
        sys.stdout.write(in_a_fork(line.strip(), Path(sys.argv[1])) + "\n")
        sys.stdout.flush()
