"""`python -m code24.optimize DIR OUT`: audit, fix and proof of a website, without any cloud."""

import argparse
from pathlib import Path

from code24.audit.auditing import audit
from code24.command.folders import read_folder, write_folder
from code24.optimize.applying import apply_all
from code24.optimize.fix import Setting
from code24.optimize.fixes import all_fixes
from code24.website.website import Website


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m code24.optimize", description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--origin", default="https://www.example.com")
    given = parser.parse_args()
    website = Website(read_folder(given.source), origin=given.origin)
    before = audit(website)
    found = {result.rule for result in before.results if result.found}
    steps = apply_all(website, all_fixes(), Setting(), found)
    after = steps[-1].website if steps else website
    write_folder(given.target, after.files.values())
    for step in steps:
        print(step.kind.id, len(step.outcome.changes), step.error)  # noqa: T201
    print(audit(after).by_rule)  # noqa: T201
