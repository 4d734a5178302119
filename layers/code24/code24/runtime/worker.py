"""The thin shell of functions whose event is their whole request."""

import inspect
from collections.abc import Callable
from functools import cache
from typing import Any, get_type_hints

from pydantic import ValidationError

from code24.errors import InvalidRequest
from code24.models import Model
from code24.runtime.identifying import execution_of
from code24.runtime.observability import bind, ended, invocation
from code24.runtime.probing import answering_probes
from code24.runtime.wiring import ports_of

type Handler = Callable[[dict[str, Any], Any], Any]
type UseCase = Callable[..., Model]


def worker(use_case: UseCase) -> Handler:
    """Wrap `use_case(request, *, ports…)` into a Lambda handler.

    The event is validated into the use case's request model, ports are injected by name, one line is logged, and the
    result is returned as JSON data. Raises InvalidRequest for an event that is not a request.
    """
    name = use_case.__name__.replace("_", "-")

    def handler(event: dict[str, Any], context: Any) -> Any:
        ids = {each: event.get(each) for each in ("build_id", "site_id")}
        with invocation(name, context, **ids, execution=execution_of(event)):
            request = parsed(request_model(use_case), event)
            bind(request)
            result = use_case(request, **ports_of(use_case))
            ended(use_case, result)
            return result.model_dump(mode="json")

    return answering_probes(name, handler, use_case)


@cache
def request_model(use_case: UseCase) -> type[Model]:
    """The model of a use case's first parameter."""
    first = next(iter(inspect.signature(use_case).parameters))
    model: type[Model] = get_type_hints(use_case)[first]
    return model


def parsed[M: Model](model: type[M], data: Any) -> M:
    """`data` as a model; InvalidRequest names the first field that is wrong."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise InvalidRequest(f"{model.__name__}.{field}: {first['msg']}", field=field) from error
