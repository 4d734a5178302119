"""Customers and their API keys: the local one, and new ones in any environment."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError
from pydantic import ValidationError

from code24.accounts.keys import hash_key
from code24.accounts.workers import CreateCustomer, create_customer
from code24.adapters import aws
from code24.errors import Code24Error
from code24.runtime.wiring import port, ports_of
from local.errors import LocalCloudError
from local.output import Output
from local.settings import Settings


def local_key(settings: Settings, output: Output) -> str:
    """The API key of the local customer, made where there is none that the deployed tables know."""
    try:
        key = settings.api_key.read_text().strip()
    except FileNotFoundError:
        key = ""
    if key and _is_known_operator(settings, key):
        return key
    key = new_key(settings, "local", "Local", operator=True)
    settings.api_key.unlink(missing_ok=True)
    with os.fdopen(os.open(settings.api_key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(key + "\n")
    output.note(f"Made a customer with an API key, kept in {settings.api_key}")
    return key


def new_key(settings: Settings, environment: str, name: str, *, operator: bool = False) -> str:
    """Create a customer and return the key in clear; an operator's sees the platform itself.

    On AWS, with the credentials of the person who asks.
    """
    if not name:
        raise LocalCloudError("A customer needs a name.", f'make key ENV={environment} NAME="Somebody"')
    try:
        request = CreateCustomer(name=name, environment=environment, operator=operator)
    except ValidationError as error:
        raise LocalCloudError(
            "; ".join(f"{each['loc'][0]}: {each['msg'].removeprefix('Value error, ')}" for each in error.errors())
        ) from error
    with _pointing_at(settings, environment):
        try:
            return create_customer(request, **ports_of(create_customer)).key
        except (Code24Error, BotoCoreError) as error:
            raise LocalCloudError(str(error), "Check `aws sts get-caller-identity`, AWS_REGION and ENV=.") from error


def _is_known_operator(settings: Settings, key: str) -> bool:
    """Whether the deployed tables know the key, which is an operator's from then on: the cloud is its owner's."""
    with _pointing_at(settings, "local"):
        stored = port("customers").key(hash_key(key))
        if stored is not None and not stored.operator:
            port("customers").make_operator(stored.key_hash)
        return stored is not None


@contextmanager
def _pointing_at(settings: Settings, environment: str) -> Iterator[None]:
    """The adapters read the process's environment as they do in a function: for a while it is the right one."""
    before = dict(os.environ)
    if environment == "local":
        for name in [name for name in os.environ if name.startswith("AWS_")]:
            del os.environ[name]
        os.environ.update(settings.aws_environment())
    os.environ.update(_tables(environment))
    _forget_clients()
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        _forget_clients()


def _tables(environment: str) -> Mapping[str, str]:
    return {
        "CODE24_CUSTOMERS_TABLE": f"code24-{environment}-customers",
        "CODE24_API_KEYS_TABLE": f"code24-{environment}-api-keys",
    }


def _forget_clients() -> None:
    """What the adapters keep for a process was made for another environment."""
    port.cache_clear()
    aws.dynamodb.cache_clear()
