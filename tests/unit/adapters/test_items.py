from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from code24.adapters.items import data_of, item_of, model_of, value_of
from code24.build.models import BuildError
from code24.sites.models import Route, RouteStatus

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15).filter(
        lambda number: number == 0 or abs(number) > 1e-100
    )
    | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(json_values)
def test_json_data_survives_the_table(data: Any) -> None:
    assert data_of({"value": value_of(data)}) == {"value": data}


def test_times_and_models_are_written_as_artifacts_write_them() -> None:
    assert value_of(datetime(2026, 3, 1, 12, tzinfo=UTC)) == {"S": "2026-03-01T12:00:00Z"}
    error = BuildError(worker=None, error="Stopped", message="It was stopped.")
    assert data_of({"error": value_of(error)})["error"] == error.model_dump(mode="json")


def test_an_item_leaves_out_what_is_none_and_gives_the_model_back() -> None:
    route = Route(host="acme.localhost", site_id="s000000000001", status=RouteStatus.ACTIVE)
    item = item_of(route, record="extra")
    assert item == {
        "host": {"S": "acme.localhost"},
        "site_id": {"S": "s000000000001"},
        "status": {"S": "active"},
        "alias": {"S": "live"},
        "plan": {"S": "free"},
        "record": {"S": "extra"},
    }
    assert model_of(Route, data_of(item)) == route
