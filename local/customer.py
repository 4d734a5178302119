"""Customers and their API keys: the local one, and new ones in any environment."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from pydantic import ValidationError

from local.errors import LocalCloudError
from local.output import Output
from local.settings import ROOT, Settings

if (_LAYER := str(ROOT / "layers" / "code24")) not in sys.path:
    sys.path.insert(0, _LAYER)


def local_key(settings: Settings, output: Output) -> str:
    """The API key of the local customer, made where there is none that the deployed tables know."""
    try:
        key = settings.api_key.read_text().strip()
    except FileNotFoundError:
        key = ""
    if key and _is_known(settings, key):
        return key
    key = new_key(settings, "local", "Local")
    settings.api_key.unlink(missing_ok=True)
    with os.fdopen(os.open(settings.api_key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(key + "\n")
    output.note(f"Made a customer with an API key, kept in {settings.api_key}")
    return key


def new_key(settings: Settings, environment: str, name: str) -> str:
    """Create a customer and return the key in clear. On AWS, with the credentials of the person who asks."""
    if not name:
        raise LocalCloudError("A customer needs a name.", f'make key ENV={environment} NAME="Somebody"')
    accounts, wiring = _domain()
    with _environment(_variables(settings, environment)):
        try:
            request = accounts.CreateCustomer(name=name, environment=environment)
            made = accounts.create_customer(request, **wiring.ports_of(accounts.create_customer))
        except ValidationError as error:
            raise LocalCloudError("; ".join(each["msg"] for each in error.errors())) from error
        except (ClientError, BotoCoreError) as error:
            raise LocalCloudError(f"AWS refused: {error}", "Check `aws sts get-caller-identity` and ENV=.") from error
    return str(made.key)


def _is_known(settings: Settings, key: str) -> bool:
    accounts, wiring = _domain()
    with _environment(_variables(settings, "local")):
        return wiring.port("customers").key(accounts.hash_key(key)) is not None


def _variables(settings: Settings, environment: str) -> Mapping[str, str]:
    names = {
        "CODE24_ENVIRONMENT": environment,
        "CODE24_CUSTOMERS_TABLE": f"code24-{environment}-customers",
        "CODE24_API_KEYS_TABLE": f"code24-{environment}-api-keys",
    }
    return names | (settings.aws_environment() if environment == "local" else {})


@contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    """These variables, for a while: the adapters read the environment as they do in a function."""
    before = dict(os.environ)
    os.environ.update(variables)
    if "AWS_ENDPOINT_URL" in variables:
        for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN"):
            os.environ.pop(name, None)
    _forget_clients()
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        _forget_clients()


def _forget_clients() -> None:
    """What the domain package keeps once a process was made for another environment."""
    from code24.adapters import aws  # noqa: PLC0415

    _domain()[1].port.cache_clear()
    aws.dynamodb.cache_clear()


def _domain() -> tuple[Any, Any]:
    from code24.accounts import workers  # noqa: PLC0415
    from code24.runtime import wiring  # noqa: PLC0415

    return workers, wiring
