"""The commands of docs/runbook.md: found in its text, and understood as the AWS CLI understands them."""

import json
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
_CURL = re.compile(r"^curl -s (?:-X (\w+) )?\"\$API([^\"]*)\"(?:.*? -d (\{.*?\})\s*)?")
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


class Request(NamedTuple):
    """One request to the platform API: `curl -s -X METHOD "$API/path" …`."""

    section: str
    method: str
    path: str
    """With the shell's variables: `/sites/$SITE/rollback`."""
    body: str


def requests() -> list[Request]:
    """Every request to the platform API in the runbook, in order."""
    return [
        Request(section, method or "GET", path, body or "")
        for section, line in _lines()
        for method, path, body in _CURL.findall(line.replace("'", ""))
    ]


def commands() -> list[Command]:
    """Every call of AWS in the runbook, in order, those within `$(…)` included. `aws s3` and waiters are left out."""
    found = [_command(section, each) for section, line in _lines() for each in _calls(line)]
    return [each for each in found if each is not None]


def _lines() -> Iterator[tuple[str, str]]:
    """The lines of all blocks of commands, each with its section; continued ones as one."""
    text = RUNBOOK.read_text()
    for block in _BLOCK.finditer(text):
        headings = _HEADING.findall(text[: block.start()])
        for line in block[1].replace("\\\n", " ").splitlines():
            yield headings[-1] if headings else "", line


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


def parameters_in(command: Command, known: Mapping[str, str]) -> dict[str, Any]:
    """What a command hands to boto3, its variables and files replaced by what is `known` of them.

    By name as they stand: `$SITE`, `${URL%-dead}`, `file://item.json`, `SUBSTITUTED` for what is in `$(…)`.
    """
    shape = operations(command.service)[command.operation].input_shape
    assert shape is not None
    members = {xform_name(name, "-"): (name, member) for name, member in shape.members.items()}
    options = {name: [_filled(each, known) for each in given] for name, given in command.options.items()}
    whole: dict[str, Any] = json.loads(options["cli-input-json"][0]) if "cli-input-json" in options else {}
    for option, given in options.items():
        if option not in OF_THE_CLI:
            negated = option not in members and option.startswith("no-")
            name, member = members[option.removeprefix("no-") if negated else option]
            whole[name] = False if negated else _value(given, member.type_name)
    return whole


def _filled(text: str, known: Mapping[str, str]) -> str:
    for name in sorted(known, key=len, reverse=True):
        text = text.replace(name, known[name])
    assert "$" not in text.removeprefix("{ $."), f"something is not known in {text}"
    return text


def _value(given: list[str], kind: str) -> Any:
    if kind == "list":
        return given
    if kind == "boolean":
        return True
    if kind in {"structure", "map"}:
        return json.loads(given[0])
    return int(given[0]) if kind == "integer" else given[0]
