"""The commands of docs/runbook.md: found in its text, and understood as the AWS CLI understands them."""

import re
import shlex
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

import botocore.session
from botocore import xform_name

from tests.template import ROOT

RUNBOOK = ROOT / "docs" / "runbook.md"
_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^### (.+)$", re.MULTILINE)
OF_THE_CLI = {"query", "output", "region", "cli-binary-format", "cli-input-json", "max-items"}
"""Options of the AWS CLI itself."""


class Command(NamedTuple):
    """One call of AWS: `aws <service> <operation> --parameter value …`."""

    section: str
    service: str
    operation: str
    """As in Python: `update_alias`."""
    options: Mapping[str, tuple[str, ...]]
    """By the option's name, without its hyphens."""
    text: str

    @property
    def parameters(self) -> set[str]:
        """The options that are parameters of the operation."""
        return {name for name in self.options if name not in OF_THE_CLI}


def commands() -> list[Command]:
    """Every call of AWS in the runbook, in order, those within `$(…)` included. `aws s3` and waiters are left out."""
    text = RUNBOOK.read_text()
    found = []
    for block in _BLOCK.finditer(text):
        headings = [each[1] for each in _HEADING.finditer(text[: block.start()])]
        section = headings[-1] if headings else ""
        joined = block[1].replace("\\\n", " ")
        found += [_command(section, each) for line in joined.splitlines() for each in _calls(line)]
    return [each for each in found if each is not None]


def sections() -> dict[str, str]:
    """The texts below headings of the third level."""
    parts = _HEADING.split(RUNBOOK.read_text())[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def _calls(line: str) -> Iterator[str]:
    """The calls in a line: what is in `$(…)` first, then the rest with a word in its place."""
    while (start := line.rfind("$(")) >= 0:
        end = _closed(line, start + 2)
        yield from _calls(line[start + 2 : end])
        line = line[:start] + "SUBSTITUTED" + line[end + 1 :]
    for piece in re.split(r"\s(?:\||&&|;|>|#)\s", line):
        if piece.strip().startswith("aws "):
            yield piece.strip()


def _closed(line: str, start: int) -> int:
    """Where the parenthesis ends whose inside begins at `start`."""
    depth = 1
    for place in range(start, len(line)):
        depth += {"(": 1, ")": -1}.get(line[place], 0)
        if depth == 0:
            return place
    raise ValueError(f"A parenthesis is not closed: {line}")


def _command(section: str, text: str) -> Command | None:
    _, service, operation, *rest = shlex.split(text)
    if service == "s3" or operation == "wait":
        return None
    options: dict[str, tuple[str, ...]] = {}
    name = ""
    for word in rest:
        if word.startswith("--"):
            name = word.removeprefix("--")
            options[name] = ()
        elif name:
            options[name] = (*options[name], word)
    return Command(section, service, operation.replace("-", "_"), options, text)


@cache
def operations(service: str) -> Mapping[str, Any]:
    """botocore's models of a service's operations, by their names in Python. Raises UnknownServiceError."""
    model = botocore.session.get_session().get_service_model("logs" if service == "logs" else service)
    return {xform_name(name): model.operation_model(name) for name in model.operation_names}


def parameters_of(service: str, operation: str) -> dict[str, Any]:
    """The parameters of an operation as options: `queue-url` and what it is. Raises KeyError."""
    shape = operations(service)[operation].input_shape
    members = shape.members if shape is not None else {}
    return {xform_name(name, "-"): member for name, member in members.items()}


def required_of(service: str, operation: str) -> set[str]:
    """The parameters that an operation cannot do without."""
    shape = operations(service)[operation].input_shape
    return {xform_name(name, "-") for name in (shape.required_members if shape is not None else ())}
