import pytest

from local.mending import Route, routes


def template(events: object) -> dict:
    return {"Resources": {"Hello": {"Type": "AWS::Serverless::Function", "Properties": {"Events": events}}}}


@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        ({}, "$default"),
        ({"Path": "/a/{id}", "Method": "get"}, "GET /a/{id}"),
        ({"Path": "/a", "Method": "ANY"}, "ANY /a"),
        ({"Path": "/a"}, "ANY /a"),
    ],
)
def test_route_of_an_event(wanted: dict[str, str], key: str) -> None:
    event = {"Type": "HttpApi", "Properties": {"ApiId": {"Ref": "Api"}, **wanted}}

    assert routes(template({"Event": event})) == [Route("Api", key, "Hello")]


def test_other_events_and_resources_have_no_routes() -> None:
    assert (
        routes(template({"Timer": {"Type": "ScheduleV2", "Properties": {"ScheduleExpression": "rate(3 minutes)"}}}))
        == []
    )
    assert routes(template({})) == []
    assert routes({"Resources": {"Table": {"Type": "AWS::DynamoDB::Table"}}}) == []
