"""The thin shell of functions whose event is their whole request."""

import inspect
from collections.abc import Callable
from functools import cache
from typing import Any, get_type_hints

from pydantic import ValidationError

from code24.errors import InvalidRequest
from code24.models import Model
from code24.runtime.observability import invocation
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
        with invocation(name, context, build_id=event.get("build_id"), site_id=event.get("site_id")):
            request = parsed(request_model(use_case), event)
            return use_case(request, **ports_of(use_case)).model_dump(mode="json")

    return handler


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
