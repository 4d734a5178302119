"""Running use cases from endpoints, with their ports."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends, Request

from code24.runtime.observability import ended


class UseCases:
    """Runs use cases; `ports_of` supplies the keyword-only parameters of each."""

    def __init__(self, ports_of: Callable[[Callable[..., Any]], dict[str, Any]]) -> None:
        self._ports_of = ports_of

    def run[Result](self, use_case: Callable[..., Result], *arguments: Any) -> Result:
        """The use case's result for the arguments.

        It runs on the event loop: a Lambda instance has one request at a time, so nobody waits, and a thread would cost
        more than it gives.
        """
        result = use_case(*arguments, **self._ports_of(use_case))
        ended(use_case, result)
        return result


def use_cases(request: Request) -> UseCases:
    """The application's use cases."""
    application: UseCases = request.app.state.use_cases
    return application


async def _use_cases(request: Request) -> UseCases:
    return use_cases(request)


Run = Annotated[UseCases, Depends(_use_cases)]
"""An endpoint's parameter for running use cases."""
