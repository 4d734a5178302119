from collections.abc import Iterator

import pytest
from moto import mock_aws

from code24.adapters import aws
from code24.adapters.site_analytics import DynamoSiteAnalytics
from code24.analytics.models import AnalyticsSettings, Funnel, GoalDefinition
from code24.types import Goal
from tests.tables import create_table

SITE = "s000000000001"
SETTINGS = AnalyticsSettings(
    site_id=SITE,
    timezone="Europe/Berlin",
    goals=(GoalDefinition(name="Call", type=Goal.LEADS, event="Call *", value=12.5),),
    funnels=(Funnel(name="Order", steps=("/", "Call")),),
    holdout_share=0.125,
)


@pytest.fixture
def site_analytics() -> Iterator[DynamoSiteAnalytics]:
    aws.forget()
    with mock_aws(config={"core": {"reset_boto3_session": False}}):
        create_table("sites", "site_id", "record")
        yield DynamoSiteAnalytics(table="sites")
    aws.forget()


def test_settings_are_kept_until_they_are_removed(site_analytics: DynamoSiteAnalytics) -> None:
    assert site_analytics.get(SITE) == AnalyticsSettings(site_id=SITE)
    site_analytics.put(SETTINGS)
    assert site_analytics.get(SITE) == SETTINGS
    site_analytics.delete(SITE)
    site_analytics.delete(SITE)
    assert site_analytics.get(SITE) == AnalyticsSettings(site_id=SITE)
