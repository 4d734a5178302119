from collections.abc import Iterator

import pytest

from tests.unit.http.client import Api, opened


@pytest.fixture
def api() -> Iterator[Api]:
    with opened() as api:
        yield api
