"""A test as somebody asks for it, before there is a plan."""

import hashlib
from typing import Annotated, Self

from pydantic import Field, model_validator

from code24.experiments.models import Guardrail, Metric, Rule, TextEdit
from code24.models import Model
from code24.types import Line, ReleaseId

MOST_TEXT = 60_000
"""Bytes of all edits together: a test's record holds them, and may have 400 KB."""


class DraftVariant(Model):
    """Something to try: a release that is there, or edits of what is live."""

    name: Annotated[Line, Field(max_length=80)]
    release_id: ReleaseId | None = None
    edits: Annotated[tuple[TextEdit, ...], Field(max_length=20)] = ()

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.release_id is None) == (not self.edits):
            raise ValueError("name either a release or edits")
        return self


class Draft(Model):
    """What somebody wants to test against the live website."""

    challenger_id: Annotated[str, Field(pattern=r"^k[0-9a-z]{12}$")] | None = None
    """A challenger that the optimizer prepared, instead of `variants`."""
    variants: Annotated[tuple[DraftVariant, ...], Field(max_length=4)] = ()
    name: Annotated[Line, Field(max_length=120)] | None = None
    hypothesis: Annotated[Line, Field(max_length=1_000)] | None = None
    traffic_split: Annotated[tuple[Annotated[float, Field(ge=0.01, lt=1)], ...], Field(max_length=5)] = ()
    """Each arm's part of the test's visitors, the control first, a hundredth at least; even where empty."""
    coverage: Annotated[float, Field(ge=0.1, le=1)] = 1.0
    """The test's part of the site's visitors, as far as no other test has them."""
    metric: Metric = Metric()
    guardrails: Annotated[tuple[Guardrail, ...], Field(max_length=10)] | None = None
    """None for the usual ones."""
    minimum_effect: Annotated[float, Field(ge=0.01, le=2)] | None = None
    rule: Rule | None = None
    """None for what the traffic allows."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if (self.challenger_id is None) == (not self.variants):
            raise ValueError("name either a challenger or variants")
        arms = 1 + (len(self.variants) or 1)
        if self.traffic_split and (len(self.traffic_split) != arms or abs(sum(self.traffic_split) - 1) > 1e-6):
            raise ValueError(f"the traffic split has {arms} parts, the control first, which add up to 1")
        if len({variant.name for variant in self.variants}) < len(self.variants):
            raise ValueError("every variant has a name of its own")
        edits = [edit for variant in self.variants for edit in variant.edits]
        if sum(len(f"{edit.path}{edit.selector}{edit.text}".encode()) for edit in edits) > MOST_TEXT:
            raise ValueError(f"all edits together have at most {MOST_TEXT:,} bytes of text")
        return self

    def hash(self) -> str:
        """SHA-256 of what is asked for."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()
