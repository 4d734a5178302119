"""Whether a function can work: the one question that each of them answers without doing anything.

Its event is `{"probe": true}` and nothing else. What a function needs is imported and wired, so that a package that is
not there, a name that is wrong and a setting that is missing show; then it answers, and has done nothing. Behind an
HTTP API nobody can ask: whatever a visitor sends is inside of the event that API Gateway makes.
"""

from collections.abc import Callable, Sequence
from typing import Any

from code24.runtime.observability import invocation
from code24.runtime.wiring import port, ports_of

type _Handler = Callable[[dict[str, Any], Any], Any]

PROBE = {"probe": True}


def answering_probes(
    name: str, handler: _Handler, *use_cases: Callable[..., Any], ports: Sequence[str] = ()
) -> _Handler:
    """A handler that answers `PROBE` with `{"function": name, "ok": true}`, and anything else as `handler` does.

    Wired for it: the ports of `use_cases`, and `ports`. Raises what they raise, MissingSetting above all.
    """

    def handle(event: dict[str, Any], context: Any) -> Any:
        if event != PROBE:
            return handler(event, context)
        with invocation(name, context, call="probe"):
            for use_case in use_cases:
                ports_of(use_case)
            for each in ports:
                port(each)
        return {"function": name, "ok": True}

    return handle
