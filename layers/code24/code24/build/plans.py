"""Plans by themselves: proposed for a brief, and checked after the owner has edited them."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from code24.build.content.models import SiteContent, ToDo
from code24.build.design.checking import problems_of
from code24.build.design.completing import completed
from code24.build.design.facts import Facts
from code24.build.design.models import DesignPlan, DesignRequest, Page, Section
from code24.build.market_research.models import MarketResearch
from code24.build.models import Brief
from code24.build.pictures.models import Pictures
from code24.errors import InvalidRequest
from code24.models import Model
from code24.ports import WorkerFunctions
from code24.types import CustomerId

LONGEST_KEY_MESSAGE = 120
"""Characters that a plan takes (`design/checking.py`)."""


class PlanWarning(Model):
    """Something about a plan that the owner should know; it keeps nothing from being built."""

    field: str
    """Where in the answered plan or in the brief (`plan.pages.6`, `images.2`)."""
    message: str


class PlannedSite(Model):
    """A plan that can be built."""

    plan: DesignPlan
    to_do: tuple[ToDo, ...] = ()
    """What the owner should add to the brief."""
    warnings: tuple[PlanWarning, ...] = ()


def propose_plan(brief: Brief, customer_id: CustomerId, *, worker_functions: WorkerFunctions) -> PlannedSite:
    """The plan that a build of this brief would follow, each section with the heading that it would get.

    Raises WorkerFailed.
    """
    pictures = _pictures(brief, customer_id, worker_functions)
    given = {"pictures": pictures.model_dump(mode="json")}
    made = worker_functions.invoke("content", _call(brief, given=given, also=["design"]))
    plan, content = DesignPlan.model_validate(made["design"]), SiteContent.model_validate(made["content"])
    return PlannedSite(
        plan=with_key_messages(plan, content), to_do=content.to_do, warnings=tuple(_refused(brief, pictures))
    )


def check_plan(
    brief: Brief, plan: DesignPlan, customer_id: CustomerId, *, worker_functions: WorkerFunctions
) -> PlannedSite:
    """The plan as it would be built, with what is added and left out.

    Raises InvalidRequest, naming every problem at its field, and WorkerFailed.
    """
    facts = require_buildable(brief, plan, worker_functions=worker_functions)
    pictures = _pictures(brief, customer_id, worker_functions)
    whole = completed(plan, dataclasses.replace(facts, pictures=pictures))
    return PlannedSite(plan=whole, warnings=(*_changes(plan, whole), *_refused(brief, pictures)))


def require_buildable(brief: Brief, plan: DesignPlan, *, worker_functions: WorkerFunctions) -> Facts:
    """The facts by which the plan can be built.

    Raises InvalidRequest, naming every problem at its field (`plan.pages.0.sections.2.arrangement`), and WorkerFailed.
    """
    # Most mistakes can be seen without research, which takes a worker's time.
    _refuse_problems(plan, Facts(brief=brief, field="general", offers=brief.offers, offers_known=bool(brief.offers)))
    found = MarketResearch.model_validate(worker_functions.invoke("market-research", _call(brief)))
    facts = Facts.of(DesignRequest(brief=brief, market_research=found), found)
    _refuse_problems(plan, facts)
    return facts


def with_key_messages(plan: DesignPlan, content: SiteContent) -> DesignPlan:
    """The plan with the heading of each section as its key message."""
    headings = {
        (page.path, section.id): section.heading for page in content.pages for section in page.sections
    }  # fmt: skip

    def told(page: Page, section: Section) -> Section:
        heading = headings.get((page.path, section.id), "")
        return section.model_copy(update={"key_message": heading if len(heading) <= LONGEST_KEY_MESSAGE else ""})

    pages = (
        page.model_copy(update={"sections": tuple(told(page, section) for section in page.sections)})
        for page in plan.pages
    )
    return plan.model_copy(update={"pages": tuple(pages)})


def _refuse_problems(plan: DesignPlan, facts: Facts) -> None:
    if problems := problems_of(plan, facts):
        raise InvalidRequest.of(problems)


def _changes(sent: DesignPlan, whole: DesignPlan) -> Iterator[PlanWarning]:
    """What `completed` did to a plan."""
    before = {page.path: page for page in sent.pages}
    for at, page in enumerate(whole.pages):
        known = before.get(page.path)
        if known is None:
            yield PlanWarning(field=f"plan.pages.{at}", message=f"A {page.kind.value} page was added at {page.path}.")
            continue
        yield from _changed_sections(f"plan.pages.{at}.sections", known, page)
    if [page.path for page in whole.pages if page.path in before] != list(before):
        yield PlanWarning(field="plan.pages", message="Legal, thank-you and 404 pages were moved behind the others.")


def _changed_sections(where: str, before: Page, after: Page) -> Iterator[PlanWarning]:
    there = {section.id: (at, section) for at, section in enumerate(after.sections)}
    for section in before.sections:
        if section.id not in there:
            message = f"The section {section.id} was left out, as none of its pictures can be used."
            yield PlanWarning(field=where, message=message)
            continue
        at, kept = there[section.id]
        if kept.pictures != section.pictures:
            message = "Pictures that cannot be used were left out."
            yield PlanWarning(field=f"{where}.{at}.pictures", message=message)
        if kept.arrangement != section.arrangement:
            message = f"The arrangement became {kept.arrangement}, as {section.arrangement} needs pictures."
            yield PlanWarning(field=f"{where}.{at}.arrangement", message=message)


def _refused(brief: Brief, pictures: Pictures) -> Iterator[PlanWarning]:
    place = {image.id: at for at, image in enumerate(brief.images)}
    for refused in pictures.refused:
        yield PlanWarning(field=f"images.{place[refused.id]}", message=refused.reason)


def _pictures(brief: Brief, customer_id: CustomerId, worker_functions: WorkerFunctions) -> Pictures:
    """The brief's images as a build would have them: what they show decides about sections."""
    if not brief.images:
        return Pictures()
    made = worker_functions.invoke("pictures", _call(brief, given={"customer_id": customer_id}))
    return Pictures.model_validate(made)


def _call(brief: Brief, **more: Any) -> dict[str, Any]:
    """The payload of a call outside a build (`runtime/inline.py`)."""
    return {"inline": brief.model_dump(mode="json"), **more}
