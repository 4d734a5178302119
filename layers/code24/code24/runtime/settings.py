"""What the environment tells a function.

Nothing is read at import time. A variable is read when the port that needs it is wired, so a function needs only
the variables of the ports that it uses, and a missing one fails its first invocation by name.
"""

import os
from typing import Any

from code24.errors import Code24Error


class MissingSetting(Code24Error):
    """An environment variable that a wired port needs is absent or empty."""

    title = "Missing setting"


class _Setting:
    """A required variable `CODE24_<NAME>`, named after its attribute."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.variable = f"CODE24_{name.upper()}"

    def __get__(self, instance: Any, owner: type | None = None) -> str:
        value = os.environ.get(self.variable)
        if not value:
            raise MissingSetting(
                f"The environment variable {self.variable} is not set; template.yaml sets it for every function."
            )
        return value


class _Optional:
    """A variable `CODE24_<NAME>` that may be empty, but not absent."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.variable = f"CODE24_{name.upper()}"

    def __get__(self, instance: Any, owner: type | None = None) -> str:
        value = os.environ.get(self.variable)
        if value is None:
            raise MissingSetting(
                f"The environment variable {self.variable} is not set; template.yaml sets it for every function."
            )
        return value


class Settings:
    """The variables that template.yaml sets."""

    environment = _Setting()
    """`local`, `staging`, `production` …"""
    function_prefix = _Setting()
    """`code24-<environment>`: every function name starts with it."""
    sites_url = _Setting()
    """Where sites live, with `*` for the slug: `https://*.code24.dev`."""
    data_bucket = _Setting()
    releases_bucket = _Setting()
    media_bucket = _Setting()
    sites_table = _Setting()
    domains_table = _Setting()
    builds_table = _Setting()
    customers_table = _Setting()
    api_keys_table = _Setting()
    worker_results_table = _Setting()
    submissions_table = _Setting()
    limits_table = _Setting()
    notifications_queue_url = _Setting()
    mail_from = _Optional()
    """The address that owners get mail from; empty where none is sent."""
    build_state_machine_arn = _Setting()
    optimize_state_machine_arn = _Setting()
    event_bus = _Setting()
    """The name of the EventBridge bus."""
    operations_table = _Setting()
    subscriptions_table = _Setting()
    revenue_definition = _Setting()
    """Whose definition of recurring revenue reports are made by: `chartmogul`, `stripe` or `profitwell`."""
    attention_queue_url = _Setting()
    reports_queue_url = _Setting()
    switches = _Setting()
    """Which schedules the stack was deployed with: `continuous-optimization=ENABLED,…`."""
    jobs_table = _Setting()
    knowledge_table = _Setting()
    salts_table = _Setting()
    rollups_table = _Setting()
    rollups_queue_url = _Setting()
    tests_table = _Setting()
    tests_queue_url = _Setting()
    events_queue_url = _Setting()
    origin_secret = _Setting()
    """What the distribution proves itself with, and what the keys of forms follow from."""
    site_role_arn = _Setting()
    site_architecture = _Setting()
    """`arm64` or `x86_64`: what customers' functions run on."""
