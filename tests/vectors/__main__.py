"""Holds the statistics against files of reference cases: `python -m tests.vectors [FILE …]`.

Prints what fails and, at the end, `N passed, M failed`. The status is 1 if a case failed, and 2 if a file holds none.
"""

import argparse
import sys
from pathlib import Path

from tests.vectors.reading import Unreadable, cases_of
from tests.vectors.running import failures

OWN = [Path(__file__).parent / "abtest-open.json", Path(__file__).parent / "assignment-growthbook.json"]


def main(arguments: list[str]) -> int:
    """Run all cases of the files and return the process's status."""
    parser = argparse.ArgumentParser(prog="python -m tests.vectors", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="files of cases; the project's own by default")
    try:
        cases = [case for path in parser.parse_args(arguments).files or OWN for case in cases_of(path)]
    except Unreadable as error:
        sys.stderr.write(f"{error}\n")
        return 2
    failed = failures(cases)
    for case, wrong in failed:
        sys.stdout.write("".join(f"{line}\n" for line in (f"{case.id} ({case.kind})", *(f"    {it}" for it in wrong))))
    sys.stdout.write(f"{len(cases) - len(failed)} passed, {len(failed)} failed\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
