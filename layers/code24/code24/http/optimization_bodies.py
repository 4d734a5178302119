"""What the optimizer's routes read."""

from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from code24.audit.calls import AuditCall
from code24.http.requests import WIRE, GoalWords
from code24.models import Model
from code24.optimize.loop.models import OptimizationType
from code24.types import Line, SiteId, UploadId

_URL: JsonDict = {"url": "https://www.example.com/", "businessType": "bakery", "primaryGoal": "bookings"}


class OptimizeBody(Model):
    """Which website to optimize, and what for. Exactly one of `url`, `siteId` and `uploadId`."""

    model_config = ConfigDict(**WIRE, json_schema_extra={"examples": [_URL, {"siteId": "s0123456789ab"}]})

    url: Annotated[str, Field(min_length=1, max_length=2_048)] | None = None
    site_id: SiteId | None = None
    upload_id: UploadId | None = None
    name: Annotated[Line, Field(max_length=120)] | None = None
    business_type: Annotated[Line, Field(max_length=80)] | None = None
    primary_goal: GoalWords | None = None
    optimization_type: OptimizationType = OptimizationType.FULL

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if [self.url, self.site_id, self.upload_id].count(None) != 2:
            raise ValueError("name exactly one of url, siteId and uploadId")
        return self

    def said(self) -> dict[str, Any]:
        """The fields, by the names of the domain."""
        return {name: getattr(self, name) for name in type(self).model_fields}


class AuditBody(AuditCall):
    """What to audit: exactly one of `url`, `siteId` and `html`."""

    model_config = ConfigDict(**WIRE, json_schema_extra={"examples": [{"url": "https://www.example.com/"}]})

    html: Annotated[str, Field(max_length=200_000)] | None = None
