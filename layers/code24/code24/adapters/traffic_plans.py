"""Plans of traffic, beside the routes in the table of domains: what the dispatcher reads with `adapters.routing`."""

import dataclasses
import secrets

from code24.adapters import aws
from code24.adapters.items import Item, data_of, value_of, values
from code24.adapters.wire_errors import translated
from code24.errors import Conflict
from code24.experiments.traffic import TrafficPlan, plan_as_json, plan_of_json
from code24.types import SiteId

_SALT_BYTES = 16


class DynamoTrafficPlans:
    """Items `host` = `plan:<site_id>` with the plan as JSON text; `version` decides which of two writes counts."""

    def __init__(self, *, table: str) -> None:
        self._table = table

    def get(self, site_id: SiteId) -> TrafficPlan:
        """The site's plan; a new one with version 0 and a salt of its own where there is none yet."""
        with translated(f"Reading the plan of site {site_id}"):
            answer = aws.dynamodb().get_item(TableName=self._table, Key=_key(site_id), ConsistentRead=True)
        if "Item" not in answer:
            return TrafficPlan(site_id=site_id, version=0, salt=secrets.token_hex(_SALT_BYTES))
        return plan_of_json(data_of(answer["Item"])["plan"])

    def replace(self, plan: TrafficPlan) -> TrafficPlan:
        """Store a changed plan over the one that it was made of; its version counts on. Raises Conflict."""
        stored = dataclasses.replace(plan, version=plan.version + 1)
        changed = Conflict(f"The plan of site {plan.site_id} was changed meanwhile; try again.")
        with translated(f"Writing the plan of site {plan.site_id}", {"ConditionalCheckFailedException": changed}):
            aws.dynamodb().update_item(
                TableName=self._table,
                Key=_key(plan.site_id),
                UpdateExpression="SET version = :next, #plan = :plan",
                ConditionExpression="version = :version" if plan.version else "attribute_not_exists(host)",
                ExpressionAttributeNames={"#plan": "plan"},
                ExpressionAttributeValues=values(next=stored.version, plan=plan_as_json(stored))
                | (values(version=plan.version) if plan.version else {}),
            )
        return stored

    def delete(self, site_id: SiteId) -> None:
        """Remove the site's plan; nothing there is fine."""
        with translated(f"Deleting the plan of site {site_id}"):
            aws.dynamodb().delete_item(TableName=self._table, Key=_key(site_id))


def _key(site_id: SiteId) -> Item:
    return {"host": value_of(f"plan:{site_id}")}
