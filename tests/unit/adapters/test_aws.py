import pytest

from code24.adapters import aws
from tests.template import resources


def test_a_client_is_made_once(cloud: None) -> None:
    assert aws.dynamodb() is aws.dynamodb()


def test_clients_follow_the_endpoint_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    aws.forget()
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:4999")
    assert aws.step_functions().meta.endpoint_url == "http://127.0.0.1:4999"
    assert aws.s3().meta.config.s3["addressing_style"] == "path"
    aws.forget()


def test_retries_are_standard_and_a_workers_call_is_waited_for(cloud: None) -> None:
    assert aws.lambda_control().meta.config.retries["mode"] == "standard"
    assert aws.lambda_invoke().meta.config.read_timeout > aws.dynamodb().meta.config.read_timeout


def test_the_api_outlives_the_longest_call_of_a_worker(cloud: None) -> None:
    config = aws.lambda_invoke().meta.config
    longest = config.retries["total_max_attempts"] * (config.connect_timeout + config.read_timeout)
    assert longest < resources("AWS::Serverless::Function")["WebApiFunction"]["Timeout"]
