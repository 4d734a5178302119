"""A deployed state machine for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from moto import mock_aws

from code24.adapters import aws
from code24.build.models import Brief
from tests.statemachines.machine import Machine

REQUESTS = Path(__file__).parent.parent.parent / "events" / "requests"


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    with mock_aws(config={"stepfunctions": {"execute_state_machine": True}, "lambda": {"use_docker": True}}):
        machine = Machine(monkeypatch)
        machine.deploy()
        yield machine
    aws.forget()


@pytest.fixture
def brief() -> Brief:
    return Brief.model_validate_json((REQUESTS / "bakery-en.json").read_text())
