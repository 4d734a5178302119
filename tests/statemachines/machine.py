"""The state machines on moto, with the real handlers in this process.

moto runs the states, retries and catches; where it would run a function in Docker, the handler from the function's own
`app.py` is called instead, through JSON both ways, as Lambda does. Tables and buckets are those of template.yaml.
"""

import copy
import importlib.util
import io
import json
import logging
import threading
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, partial, wraps
from types import SimpleNamespace
from typing import Any

import boto3
import pytest
from moto.awslambda.models import LambdaFunction
from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl
from moto.stepfunctions.parser.asl.component.state.exec.state_task import lambda_eval_utils
from moto.stepfunctions.parser.asl.parse.asl_parser import AmazonStateLanguageParser
from moto.stepfunctions.parser.backend.execution_worker import ExecutionWorker

from code24.adapters import aws
from code24.audit.models import Auditor
from code24.build.editing.models import EditSite
from code24.build.editing.workers import start_edit
from code24.build.graph import BY_NAME, WORKERS
from code24.build.models import Brief, Build
from code24.build.workers import StartBuild, start_build
from code24.runtime import wiring
from code24.runtime.finished_work import finished_work
from code24.runtime.wiring import port, ports_of
from tests.environment import ACCOUNT, FUNCTION, REGION
from tests.template import ROOT, filled, resources

CUSTOMER = "c00000000test"
TEAMS = {
    "build": (*(worker.name for worker in WORKERS), "record-failure"),
    "audit": tuple(auditor.value for auditor in Auditor),
    "optimize": (
        *("begin", "import-site", "plan", "apply", "verify", "publish", "learn", "store"),
        *("milestone", "continue-as-new", "record-failure"),
    ),
}
"""The functions that state machines call, by the folder that they lie in."""
DEADLINE_SECONDS = 120
ANSWERS, ENDS = "a function has answered", "an execution has ended"
LOOKING_SECONDS = 0.5
"""How often to look for what comes neither with a function's answer nor with an execution's end, as entering a rest."""
_parse_once = cache(AmazonStateLanguageParser.parse)


def parse(definition: str) -> tuple[Any, Any]:
    """A definition's program, of the caller's own: moto reads the text anew for every execution, for half a second."""
    program, tree = _parse_once(definition)
    return copy.deepcopy(program), tree


logging.getLogger("moto.stepfunctions").setLevel(logging.CRITICAL)  # its stack dumps bury what a test says


@dataclass
class Context:
    """What Lambda tells a handler about its invocation."""

    function_name: str
    aws_request_id: str
    memory_limit_in_mb: int = 512
    invoked_function_arn: str = ""

    def get_remaining_time_in_millis(self) -> int:
        return 30_000


@dataclass
class Machine:
    """The deployed state machines: what happened to it, and how to break what it runs."""

    monkeypatch: pytest.MonkeyPatch
    events: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """Invocations in order: worker and event. Workers that are not of the build team are named with theirs."""
    work: Counter[str] = field(default_factory=Counter)
    """How often a worker's use case really ran."""
    pauses: list[float] = field(default_factory=list)
    """Seconds that retries would have waited."""
    broken: dict[str, Callable[..., Any]] = field(default_factory=dict)
    """What answers instead of a worker's handler."""
    _handlers: dict[str, Callable[..., Any]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _moved: threading.Condition = field(default_factory=threading.Condition)
    _moves: Counter[str] = field(default_factory=Counter)

    def deploy(self) -> None:
        """Create everything that builds and loops need, and route invocations into this process."""
        for cached in (wiring.port, finished_work):
            cached.cache_clear()
        aws.forget()
        self.monkeypatch.setattr(retrier_decl, "time", SimpleNamespace(sleep=self.pauses.append))
        self.monkeypatch.setattr(AmazonStateLanguageParser, "parse", staticmethod(parse))
        run, moved = ExecutionWorker._execution_logic, self._move

        def run_and_tell(execution: ExecutionWorker) -> None:
            run(execution)
            moved(ENDS)

        self.monkeypatch.setattr(ExecutionWorker, "_execution_logic", run_and_tell)
        client = cache(lambda_eval_utils.boto_client_for)  # moto makes one for every invocation
        self.monkeypatch.setattr(
            lambda_eval_utils, "boto_client_for", lambda region, service, **_: client(region, service)
        )
        invoke = self._invoke
        self.monkeypatch.setattr(
            LambdaFunction, "_invoke_lambda", lambda function, event=None: invoke(function.function_name, event)
        )
        create_tables_and_buckets()
        role = create_role()
        functions = boto3.client("lambda")
        arns = {
            f"{_camel(team)}{_camel(name)}FunctionArn": create_function(functions, team, name, role)
            for team, names in TEAMS.items()
            for name in names
        }
        for machine in ("build", "optimize"):
            definition = (ROOT / f"statemachines/{machine}.asl.json").read_text()
            definition = definition.replace('"Seconds": 3600', '"Seconds": 1')  # the rest after the last resort
            for substitution, arn in arns.items():
                definition = definition.replace(f"${{{substitution}}}", arn)
            assert "${" not in definition
            name = FUNCTION[f"CODE24_{machine.upper()}_STATE_MACHINE_ARN"].rpartition(":")[2]
            aws.step_functions().create_state_machine(name=name, definition=definition, roleArn=role)
        for worker in WORKERS:
            self.change(worker.name, lambda real: real)

    def change(self, worker: str, change: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
        """Put something between a worker's handler and its use case; every run of the use case is counted."""
        module, _, name = BY_NAME[worker].use_case.partition(":")
        real = BY_NAME[worker].load()
        real = getattr(real, "__wrapped__", real)
        changed = change(real)

        @wraps(real)
        def counted(*arguments: Any, **ports: Any) -> Any:
            self.work[worker] += 1
            return changed(*arguments, **ports)

        self.monkeypatch.setattr(f"{module}.{name}", counted)
        self._handlers.pop(worker, None)

    def start(self, brief: Brief, key: str | None = None, plan: Any = None) -> Build:
        """Ask for a build as the API does."""
        given = {"brief": brief, "customer_id": CUSTOMER, "idempotency_key": key, "plan": plan}
        request = StartBuild.model_validate(given)
        return start_build(request, **ports_of(start_build))

    def edit(self, site_id: str, *edits: dict[str, Any], **options: Any) -> Build:
        """Ask for edits as the API does."""
        given = {"site_id": site_id, "customer_id": CUSTOMER, "edits": edits}
        return start_edit(EditSite.model_validate(given | options), **ports_of(start_edit))

    def outcome(self, build: Build, run: int = 1) -> Build:
        """Wait for a run's end; the record that it leaves."""
        name = build.build_id if run == 1 else f"{build.build_id}-{run}"
        arn = FUNCTION["CODE24_BUILD_STATE_MACHINE_ARN"].replace(":stateMachine:", ":execution:") + f":{name}"
        self.until(lambda: aws.step_functions().describe_execution(executionArn=arn)["status"] != "RUNNING", name, ENDS)
        finished: Build = port("builds").get(build.build_id)
        return finished

    def until(self, reached: Callable[[], bool], what: str, after: str = ANSWERS) -> None:
        """Wait for a condition. Looking costs requests: it is done after what may fulfil it, and now and then."""
        deadline = time.monotonic() + DEADLINE_SECONDS
        seen = self._moves[after]
        while not reached():
            assert time.monotonic() < deadline, f"{what} is not there after {DEADLINE_SECONDS} s: {self.events}"
            with self._moved:
                self._moved.wait_for(partial(self._moved_since, after, seen), LOOKING_SECONDS)
                seen = self._moves[after]

    def _moved_since(self, what: str, seen: int) -> bool:
        return self._moves[what] > seen

    def _move(self, what: str) -> None:
        with self._moved:
            self._moves[what] += 1
            self._moved.notify_all()

    def build(self, brief: Brief) -> Build:
        """A whole run."""
        return self.outcome(self.start(brief))

    def invocations(self) -> list[str]:
        """The workers in the order in which they were invoked."""
        return [worker for worker, _ in self.events]

    def _invoke(self, function_name: str, event: Any) -> tuple[str, bool, str]:
        """Stands in for moto's Docker container: (answer, whether it is an error, logs)."""
        worker = function_name.removeprefix("code24-test-").removeprefix("build-")
        with self._lock:  # one at a time: what a Lambda process keeps between invocations is not made for threads
            self.events.append((worker, json.loads(json.dumps(event))))
            context = Context(function_name, f"request-{len(self.events)}")
            try:
                if worker not in self._handlers:
                    self._handlers[worker] = load_handler(worker)
                handler = self._handlers[worker]
                return json.dumps(self.broken.get(worker, handler)(event, context)), False, ""
            except Exception as error:
                return json.dumps({"errorType": type(error).__name__, "errorMessage": str(error)}), True, ""
            finally:
                self._move(ANSWERS)


def load_handler(worker: str) -> Callable[..., Any]:
    """A fresh handler from the function's own file."""
    team, _, name = worker.partition("-")
    team, name = (team, name) if name and (ROOT / "functions" / team).is_dir() else ("build", worker)
    path = ROOT / "functions" / team / name.replace("-", "_") / "app.py"
    spec = importlib.util.spec_from_file_location(f"{team}_{path.parent.name}_app", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    handler: Callable[..., Any] = module.handler
    return handler


def create_tables_and_buckets() -> None:
    """Everything that template.yaml stores things in."""
    dynamodb, s3 = aws.dynamodb(), aws.s3()
    for table in resources("AWS::DynamoDB::Table").values():
        wanted = ("AttributeDefinitions", "KeySchema", "BillingMode", "GlobalSecondaryIndexes")
        dynamodb.create_table(
            TableName=filled(table["TableName"]), **{name: table[name] for name in wanted if name in table}
        )
    for bucket in resources("AWS::S3::Bucket").values():
        location = {"LocationConstraint": REGION}
        s3.create_bucket(Bucket=filled(bucket["BucketName"]), CreateBucketConfiguration=location)


def create_role() -> str:
    """The role that everything runs as here, under the name of the sites' role."""
    services = {
        "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}]
    }
    role = boto3.client("iam").create_role(RoleName="code24-test-site", AssumeRolePolicyDocument=json.dumps(services))
    arn: str = role["Role"]["Arn"]
    assert arn == f"arn:aws:iam::{ACCOUNT}:role/code24-test-site"
    return arn


def create_function(functions: Any, team: str, worker: str, role: str) -> str:
    """A function that exists by name alone; `Machine` answers for it."""
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("app.py", "")
    function = functions.create_function(
        FunctionName=f"code24-test-{team}-{worker}",
        Runtime="python3.13",
        Handler="app.handler",
        Role=role,
        Code={"ZipFile": code.getvalue()},
    )
    return str(function["FunctionArn"])


def _camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("-"))
