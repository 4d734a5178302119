"""The tables: keys as the adapters use them, and nothing that can be lost by accident."""

import pytest

from tests.template import resources, template

TABLES = resources("AWS::DynamoDB::Table")

KEYS: dict[str, tuple[list[str], dict[str, list[str]]]] = {
    "SitesTable": (
        ["site_id", "record"],
        {
            "by-customer": ["customer_id", "created_at"],
            "by-due": ["queue", "due_at"],
            "at-work": ["at_work", "working_since"],
        },
    ),
    "DomainsTable": (["host"], {}),
    "BuildsTable": (["build_id"], {"by-site": ["site_id", "created_at"], "by-due": ["queue", "due_at"]}),
    "CustomersTable": (["customer_id"], {}),
    "ApiKeysTable": (["key_hash"], {}),
    "WorkerResultsTable": (["id"], {}),
    "SubmissionsTable": (["site_id", "submission_id"], {"by-created": ["site_id", "created_at"]}),
    "LimitsTable": (["key"], {}),
    "SaltsTable": (["day"], {}),
    "RollupsTable": (["key", "part"], {}),
    "OperationsTable": (["key", "part"], {}),
    "SubscriptionsTable": (["key", "part"], {}),
    "JobsTable": (["id"], {"by-site": ["site_id", "scheduled_at"]}),
    "KnowledgeTable": (["scope"], {}),
    "TestsTable": (
        ["site_id", "test_id"],
        {"by-created": ["site_id", "created_at"], "by-due": ["queue", "next_look_at"]},
    ),
}
EXPIRES_BY = {"DomainsTable": "expires_at", "WorkerResultsTable": "expiration", "LimitsTable": "expires_at"} | {
    "SaltsTable": "expires_at",
    "RollupsTable": "expires_at",
    "OperationsTable": "expires_at",
}
SHORT_LIVED = {"WorkerResultsTable", "LimitsTable", "SaltsTable"}
GONE_WHEN_DELETED = {"SaltsTable"}
"""What a backup could bring back would tie the days of visitors together."""


def names(schema: list[dict[str, str]]) -> list[str]:
    assert [each["KeyType"] for each in schema] == ["HASH", "RANGE"][: len(schema)]
    return [each["AttributeName"] for each in schema]


def test_these_are_all_tables() -> None:
    assert set(TABLES) == set(KEYS)


@pytest.mark.parametrize("name", KEYS)
def test_keys_and_indexes(name: str) -> None:
    table = TABLES[name]
    indexes = {each["IndexName"]: names(each["KeySchema"]) for each in table.get("GlobalSecondaryIndexes", [])}
    assert (names(table["KeySchema"]), indexes) == KEYS[name]
    declared = {each["AttributeName"]: each["AttributeType"] for each in table["AttributeDefinitions"]}
    used = {attribute for schema in (KEYS[name][0], *KEYS[name][1].values()) for attribute in schema}
    assert declared == dict.fromkeys(used, "S")


@pytest.mark.parametrize("name", KEYS)
def test_a_table_is_named_after_its_environment(name: str) -> None:
    words = "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name.removesuffix("Table"))
    assert TABLES[name]["TableName"] == {"Fn::Sub": "code24-${Environment}" + words}


@pytest.mark.parametrize("name", KEYS)
def test_a_table_is_encrypted_recoverable_and_paid_by_use(name: str) -> None:
    assert TABLES[name]["SSESpecification"] == {"SSEEnabled": True}
    recoverable = name not in GONE_WHEN_DELETED
    assert TABLES[name]["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": recoverable}
    assert TABLES[name]["BillingMode"] == "PAY_PER_REQUEST"


@pytest.mark.parametrize("name", KEYS)
def test_what_expires(name: str) -> None:
    expected = {"AttributeName": EXPIRES_BY[name], "Enabled": True} if name in EXPIRES_BY else None
    assert TABLES[name].get("TimeToLiveSpecification") == expected


@pytest.mark.parametrize("name", KEYS)
def test_customers_data_outlives_the_stack(name: str) -> None:
    resource = template()["Resources"][name]
    policies = (resource["DeletionPolicy"], resource["UpdateReplacePolicy"])
    assert policies == (("Delete", "Delete") if name in SHORT_LIVED else ("RetainExceptOnCreate", "Retain"))
