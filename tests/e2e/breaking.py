"""Ways to break a local cloud, and to see what of it still runs."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.e2e.visitor import Cloud
from tests.e2e.waiting import PATIENCE, awaited


@contextmanager
def held() -> Iterator[tuple[str, Callable[[], None]]]:
    """An endpoint that answers nobody until it is released, and then refuses everybody."""
    released = threading.Event()

    class Refusing(BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            released.wait(PATIENCE)
            with suppress(OSError):  # who asked has left
                self.request.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            self.close_connection = True

    with ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", released.set
        finally:
            released.set()
            server.shutdown()


@contextmanager
def broken(
    cloud: Cloud, function: str, timeout: int | None = None, *, without: str = "", **variables: str
) -> Iterator[None]:
    """A function with another time-out or environment, or without a variable, until the end of the block."""
    client, name = cloud.aws("lambda"), f"code24-local-{function}"
    before = client.get_function_configuration(FunctionName=name)
    known = before["Environment"]["Variables"]

    def configure(timeout: int, variables: dict[str, str]) -> None:
        client.update_function_configuration(FunctionName=name, Timeout=timeout, Environment={"Variables": variables})
        client.get_waiter("function_updated_v2").wait(FunctionName=name)

    configure(timeout or before["Timeout"], {name: known[name] for name in known if name != without} | variables)
    try:
        yield
    finally:
        configure(before["Timeout"], known)


def waiting_in(cloud: Cloud, queue_url: str) -> int:
    """The messages of a queue, those that somebody works on included."""
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    found = cloud.aws("sqs").get_queue_attributes(QueueUrl=queue_url, AttributeNames=names)["Attributes"]
    return sum(int(found[name]) for name in names)


def forget_routes(cloud: Cloud) -> None:
    """Have the dispatcher begin anew, as a deployment does: it knows nothing then of what it remembers for seconds."""
    client, name = cloud.aws("lambda"), "code24-local-web-dispatcher"
    known = client.get_function_configuration(FunctionName=name)
    client.update_function_configuration(FunctionName=name, Timeout=known["Timeout"])
    awaited(
        lambda: client.get_function_configuration(FunctionName=name)["LastUpdateStatus"],
        lambda status: status == "Successful",
    )


def executions(cloud: Cloud, machine: str, prefix: str) -> dict[str, str]:
    """Status by name of a state machine's executions."""
    arn = state_machine_arn(cloud, machine)
    pages = cloud.aws("stepfunctions").get_paginator("list_executions").paginate(stateMachineArn=arn)
    found = (each for page in pages for each in page["executions"])
    return {each["name"]: each["status"] for each in found if each["name"].startswith(prefix)}


def state_machine_arn(cloud: Cloud, machine: str) -> str:
    found = cloud.aws("stepfunctions").list_state_machines()["stateMachines"]
    [arn] = [each["stateMachineArn"] for each in found if each["stateMachineArn"].endswith(f"-local-{machine}")]
    return str(arn)


def execution_arn(cloud: Cloud, machine: str, name: str) -> str:
    return f"{state_machine_arn(cloud, machine).replace(':stateMachine:', ':execution:')}:{name}"


def stop(cloud: Cloud, machine: str, name: str) -> None:
    """Stop an execution, as somebody does at the console."""
    arn = execution_arn(cloud, machine, name)
    cloud.aws("stepfunctions").stop_execution(executionArn=arn, cause="somebody did")


def states_left(cloud: Cloud, machine: str, name: str) -> set[str]:
    """The states of an execution that nothing is at work in any more."""
    arn = execution_arn(cloud, machine, name)
    events = cloud.aws("stepfunctions").get_execution_history(executionArn=arn, maxResults=1000)["events"]
    return {each["stateExitedEventDetails"]["name"] for each in events if "stateExitedEventDetails" in each}
