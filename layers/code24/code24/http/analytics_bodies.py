"""What the routes of analytics read."""

from typing import Annotated

from pydantic import ConfigDict, Field

from code24.analytics.models import AnalyticsSettings, Funnel, GoalDefinition
from code24.http.requests import WIRE, GoalWords
from code24.models import Model
from code24.types import Line, SiteId


class GoalBody(GoalDefinition):
    """What counts as a goal: exactly one of `event` and `path`."""

    model_config = WIRE

    type: GoalWords


class FunnelBody(Funnel):
    """Steps in their order: names of goals, or paths."""

    model_config = WIRE


class AnalyticsBody(Model):
    """How to count; what is left out is as it is by default."""

    model_config = ConfigDict(
        **WIRE,
        json_schema_extra={
            "examples": [
                {
                    "timezone": "Europe/Berlin",
                    "currency": "EUR",
                    "goals": [{"name": "Signup", "type": "signups", "event": "Signup"}],
                    "funnels": [{"name": "Joining", "steps": ["/pricing/", "Signup"]}],
                    "excludedPaths": ["/admin/*"],
                }
            ]
        },
    )

    timezone: Annotated[Line, Field(max_length=64)] = "UTC"
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "EUR"
    goals: Annotated[tuple[GoalBody, ...], Field(max_length=50)] = ()
    funnels: Annotated[tuple[FunnelBody, ...], Field(max_length=20)] = ()
    excluded_paths: Annotated[tuple[Annotated[str, Field(max_length=512)], ...], Field(max_length=50)] = ()
    holdout_share: Annotated[float, Field(ge=0, le=0.5)] = 0.05

    def settings(self, site_id: SiteId) -> AnalyticsSettings:
        """The settings of a site."""
        return AnalyticsSettings.model_validate({"site_id": site_id, **self.model_dump()})
