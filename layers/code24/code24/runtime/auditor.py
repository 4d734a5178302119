"""The thin shell of the auditors' functions: a step of a cycle, or a call by name."""

from typing import Any

from code24.audit.calls import InlineAudit
from code24.audit.inline import audit_inline
from code24.audit.models import Auditor
from code24.optimize.loop.models import Turn
from code24.optimize.loop.steps.auditing import audit_website
from code24.runtime.identifying import execution_of
from code24.runtime.observability import bind, invocation
from code24.runtime.probing import answering_probes
from code24.runtime.wiring import ports_of
from code24.runtime.worker import Handler, parsed


def auditor(which: Auditor) -> Handler:
    """Make the handler of one auditor. An event with `inline` names what is to be audited instead of a cycle."""

    def handler(event: dict[str, Any], context: Any) -> Any:
        if "inline" in event:
            with invocation(f"audit-{which.value}", context, call="inline"):
                call = parsed(InlineAudit, event["inline"])
                return audit_inline(call, which, **ports_of(audit_inline)).model_dump(mode="json")
        turn = parsed(Turn, event)
        with invocation(f"audit-{which.value}", context, execution=execution_of(event)):
            bind(turn)
            return audit_website(turn, which, **ports_of(audit_website)).model_dump(mode="json")

    return answering_probes(f"audit-{which.value}", handler, audit_inline, audit_website)
