from collections.abc import Iterator

import pytest

from tests.functions.looping import Desk, desk_of


@pytest.fixture
def desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    """The function that the test module is named for."""
    with desk_of(f"audit/{request.path.stem.removeprefix('test_')}") as desk:
        yield desk
