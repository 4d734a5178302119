import boto3
import pytest
from moto import mock_aws

from code24.accounts.keys import hash_key
from local.customer import new_key
from local.errors import LocalCloudError
from local.settings import Settings


@pytest.fixture
def staging() -> object:
    """The tables of an environment on AWS."""
    with mock_aws():
        tables = boto3.client("dynamodb")
        for table, key in (("customers", "customer_id"), ("api-keys", "key_hash")):
            tables.create_table(
                TableName=f"code24-staging-{table}",
                KeySchema=[{"AttributeName": key, "KeyType": "HASH"}],
                AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"}],
                BillingMode="PAY_PER_REQUEST",
            )
        yield tables


def test_a_key_on_aws_is_stored_by_its_hash(staging: object, settings: Settings) -> None:
    key = new_key(settings, "staging", "Acme")
    stored = staging.scan(TableName="code24-staging-api-keys")["Items"]
    customers = staging.scan(TableName="code24-staging-customers")["Items"]

    assert key.startswith("c24_staging_")
    assert [item["key_hash"]["S"] for item in stored] == [hash_key(key)]
    assert key not in str(stored + customers)
    assert [item["name"]["S"] for item in customers] == ["Acme"]


def test_a_key_of_an_operator_is_told_from_a_customer_s(staging: object, settings: Settings) -> None:
    for operator in (False, True):
        new_key(settings, "staging", "Acme", operator=operator)
    stored = staging.scan(TableName="code24-staging-api-keys")["Items"]
    assert sorted(item["operator"]["BOOL"] for item in stored) == [False, True]


def test_a_customer_needs_a_name(settings: Settings) -> None:
    with pytest.raises(LocalCloudError, match="needs a name"):
        new_key(settings, "staging", "")


@pytest.mark.parametrize(("environment", "name"), [("Staging!", "Acme"), ("staging", "a\nb"), ("staging", "x" * 200)])
def test_what_is_no_environment_or_name_is_refused(settings: Settings, environment: str, name: str) -> None:
    with pytest.raises(LocalCloudError):
        new_key(settings, environment, name)


def test_an_environment_that_is_not_there_is_said(staging: object, settings: Settings) -> None:
    with pytest.raises(LocalCloudError):
        new_key(settings, "elsewhere", "Acme")
