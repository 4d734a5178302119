"""Clients for the emulated AWS, independent of the person's own AWS set-up."""

from typing import Any

import boto3
from botocore.config import Config

from local.settings import REGION, Settings


def client(settings: Settings, service: str) -> Any:
    """A client of a service by its boto3 name. Calls are made once: what fails here fails for a reason."""
    session = boto3.session.Session(
        aws_access_key_id="local",
        aws_secret_access_key="local",  # noqa: S106
        region_name=REGION,
    )
    once = Config(retries={"total_max_attempts": 1}, connect_timeout=3, read_timeout=60, proxies={})
    make: Any = session.client
    return make(service, endpoint_url=settings.aws_url, config=once)
