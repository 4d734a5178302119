import asyncio
from collections.abc import Iterator

import pytest

from tests.unit.http.client import Api


@pytest.fixture
def api() -> Iterator[Api]:
    yield Api()
    asyncio.get_event_loop().close()
    asyncio.set_event_loop(None)
