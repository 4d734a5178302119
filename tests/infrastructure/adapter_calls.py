"""Which operations of AWS the adapters call, read from their source."""

import ast
from collections.abc import Iterator

from tests.template import ROOT

ADAPTERS = ROOT / "layers" / "code24" / "code24" / "adapters"
_OF_THE_CLIENT_ITSELF = {"exceptions"}


def calls() -> set[str]:
    """`client.operation` for every call; a paginator's operation and a waiter's name count as calls.

    The dispatcher signs requests itself: a `Service("lambda", …)` counts as `lambda.post`.
    """
    return {call for path in ADAPTERS.glob("*.py") for call in _calls(ast.parse(path.read_text()))}


def _calls(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Name(id="Service"), args=[ast.Constant(value=str(service)), *_]):
                yield f"{service}.post"
    for function in [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)]:
        clients = dict(_named_clients(function))
        for node in ast.walk(function):
            if not isinstance(node, ast.Attribute) or node.attr in _OF_THE_CLIENT_ITSELF:
                continue
            client = _client(node.value) or (clients.get(node.value.id) if isinstance(node.value, ast.Name) else None)
            if client and node.attr not in {"get_paginator", "get_waiter"}:
                yield f"{client}.{node.attr}"
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                client = _client(node.func.value)
                if client and node.func.attr in {"get_paginator", "get_waiter"}:
                    yield from (f"{client}.{name}" for name in _strings(node.args[0], module))


def _named_clients(function: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            target, value = node.targets[0], node.value
            both = (
                zip(target.elts, value.elts, strict=True)
                if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
                else [(target, value)]
            )
            for name, each in both:
                if isinstance(name, ast.Name) and (client := _client(each)):
                    yield name.id, client


def _client(node: ast.AST) -> str | None:
    """`aws.dynamodb()` is the client `dynamodb`."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="aws"), attr=name)):
            return name
        case _:
            return None


def _strings(node: ast.AST, module: ast.Module) -> Iterator[str]:
    """The constant, or all constants that the module passes to `_await` where the name is its parameter."""
    match node:
        case ast.Constant(value=str(name)):
            yield name
        case ast.Name():
            for call in ast.walk(module):
                match call:
                    case ast.Call(func=ast.Attribute(attr="_await"), args=[_, ast.Constant(value=str(name))]):
                        yield name
