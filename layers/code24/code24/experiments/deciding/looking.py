"""One look at a running test: the same for all rules up to who is significant."""

from collections.abc import Sequence
from typing import NamedTuple

from code24.errors import CannotAnswer, InvalidRequest
from code24.experiments.deciding import hybrid, open_ended, planned, sentences
from code24.experiments.deciding.measuring import Measured, measured
from code24.experiments.deciding.rule import Arm, Compared, Decision, History, Rule, Verdict
from code24.experiments.models import Rule as RuleName


class _Moment(NamedTuple):
    """Where a test is at a look."""

    rule: Rule
    history: History
    """This look included, if it is a planned one."""
    visitors: int
    deciding: bool
    """False between planned looks."""
    final: bool

    @property
    def look(self) -> int | None:
        """Which planned look this is, from 1."""
        return len(self.history.taken) if self.deciding and self.rule.name is RuleName.PLANNED else None


def look(rule: Rule, history: History, control: Arm, treatments: Sequence[Arm], *, last: bool = False) -> Verdict:
    """Look at a test and decide by its rule. Pure: the same figures give the same verdict.

    Every arm is compared with the control, and Holm's adjustment keeps the rule's alpha over all of them. The test ends
    with a winner as soon as an arm is better (the one with the largest lift, of several), with a loser when every arm
    is worse, and at its end without either: *planned* and *hybrid* at the planned number of visitors, every rule when
    `last` says that it must end now, at a time that was fixed without regard to the figures.

    Args:
        rule: What the test was started with.
        history: Of the verdict before; `History()` at the first look.
        control: Everything so far, not only since the last look.
        treatments: The other arms in their order; arm 1 is the first.
        last: Whether there will be no further look.

    Raises:
        InvalidRequest: The arms are not those of the rule.

    """
    if len(treatments) != len(rule.weights) - 1:
        raise InvalidRequest(
            f"{len(treatments)} treatments, but {len(rule.weights) - 1} are planned", field="treatments"
        )
    moment = _moment(rule, history, control, treatments, last=last)
    found: dict[int, Measured] = {}
    reasons = []
    for each, treatment in enumerate(treatments, 1):
        try:
            found[each] = measured(control, treatment, rule.least_conversions)
        except CannotAnswer as refused:
            reasons.append(refused.detail)
    if len(found) < len(treatments):
        # A planned look is taken when all arms can be compared, so that none of alpha is spent on nothing.
        waiting = moment._replace(history=history, deciding=False)
        return _unanswered(waiting, reasons[0], _compared(waiting, list(found.items()), len(treatments)))
    compared = _compared(moment, list(found.items()), len(treatments))
    decision, number = _decided(moment, compared)
    shown, treatment = compared[number - 1], treatments[number - 1]
    return Verdict(
        decision=decision,
        sentence=sentences.of(
            decision, shown, (control, treatment), rule=rule, visitors=moment.visitors, look=moment.look
        ),
        history=moment.history,
        arm=number,
        p=shown.p,
        lift=shown.lift,
        interval=shown.interval,
        comparisons=compared,
        look=moment.look,
    )


def _moment(rule: Rule, history: History, control: Arm, treatments: Sequence[Arm], *, last: bool) -> _Moment:
    visitors = control.sample.units + sum(arm.sample.units for arm in treatments)
    full = visitors >= rule.planned
    match rule.name:
        case RuleName.PLANNED:
            deciding = planned.due(rule, history, visitors, last=last)
            taken = History((*history.taken, visitors)) if deciding else history
            return _Moment(rule, taken, visitors, deciding, last or (deciding and full))
        case RuleName.HYBRID:
            return _Moment(rule, history, visitors, True, last or full)
        case RuleName.OPEN_ENDED:
            return _Moment(rule, history, visitors, True, last)


def _unanswered(moment: _Moment, reason: str, compared: tuple[Compared, ...]) -> Verdict:
    decision = Decision.CANNOT_ANSWER if moment.final else Decision.CONTINUE
    sentence = sentences.unanswered(reason, moment.visitors, final=moment.final)
    return Verdict(decision, sentence, moment.history, comparisons=compared)


def _compared(moment: _Moment, arms: list[tuple[int, Measured]], count: int) -> tuple[Compared, ...]:
    rule, taken, final = moment.rule, moment.history.taken, moment.final
    if rule.name is RuleName.PLANNED and moment.deciding:
        p_values = planned.p_values(rule, taken, [measured for _, measured in arms], final=final)
        limits = [planned.critical(rule, taken, final=final, comparisons=count)] * len(arms)
    elif rule.name is RuleName.HYBRID:
        p_values = hybrid.p_values(rule, arms, final=final)
        limits = [hybrid.critical(rule, *each, final=final, comparisons=count) for each in arms]
    else:
        # Also what a planned test shows between its looks.
        p_values = open_ended.p_values(rule, arms)
        limits = [open_ended.critical(rule, *each, comparisons=count) for each in arms]
    return tuple(
        Compared(arm, each.lift, each.interval(limit), p, each.z, moment.deciding and p <= rule.alpha)
        for (arm, each), p, limit in zip(arms, p_values, limits, strict=True)
    )


def _decided(moment: _Moment, compared: Sequence[Compared]) -> tuple[Decision, int]:
    better = [each for each in compared if each.significant and each.z > 0.0]
    best = max(better or compared, key=lambda each: each.lift).arm
    if better:
        return Decision.WINNER, best
    if all(each.significant for each in compared):
        return Decision.LOSER, best
    return (Decision.NO_DIFFERENCE if moment.final else Decision.CONTINUE), best
