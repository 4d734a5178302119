"""What optimization brought over several sites, each beside its own holdout.

Sites differ in how many convert at all, so visitors of different sites are never thrown together: the ratio of rates is
Mantel and Haenszel's over sites, RR = R / S, with the variance of Greenland and Robins, Var(ln RR) = P / (R S), where a
site adds to R a n0 / N, to S c n1 / N, and to P ((a + c) n1 n0 - a c N) / N² (K. J. Rothman, S. Greenland, T. L. Lash:
Modern Epidemiology, 3rd edition, chapter 15; S. Greenland, J. M. Robins: Biometrics 41, 1985).
a of n1 visitors converted, c of n0 in the holdout; N = n0 + n1.
"""

import math
from collections.abc import Iterable

from code24.experiments.engine.lift import Lift
from code24.experiments.statistics.holdout import LEAST_CONVERSIONS
from code24.experiments.statistics.special.normal import norm_isf
from code24.reports.monthly.making.models import Strata
from code24.reports.monthly.models import LiftFigures
from code24.reports.monthly.wording import number, relative

_TAIL = 0.025


def lift_figures(lift: Lift) -> LiftFigures:
    """One site's lift as it is reported."""
    return LiftFigures(
        holdout_visitors=lift.holdout.visitors,
        holdout_converting=lift.holdout.converting,
        visitors=lift.others.visitors,
        converting=lift.others.converting,
        lift=_rounded(lift.lift),
        low=_rounded(lift.low),
        high=_rounded(lift.high),
        extra=_rounded(lift.extra, 1),
        sites=1 if lift.holdout.visitors else 0,
        sentence=lift.sentence,
    )


def stratum_of(lift: LiftFigures) -> Strata:
    """What a site adds to the sums; nothing where it holds nobody out, or nobody came."""
    held, others = lift.holdout_visitors, lift.visitors
    if not held or not others:
        return Strata()
    both, converted, expected = held + others, lift.converting, lift.holdout_converting
    return Strata(
        numerator=converted * held / both,
        denominator=expected * others / both,
        variance=((converted + expected) * others * held - converted * expected * both) / both**2,
        holdout_visitors=held,
        holdout_converting=expected,
        visitors=others,
        converting=converted,
        sites=1,
    )


def added_strata(several: Iterable[Strata]) -> Strata:
    """The sums of several sites or customers, in their order."""
    total = dict.fromkeys(Strata.model_fields, 0.0)
    for each in several:
        for name in total:
            total[name] += getattr(each, name)
    return Strata.model_validate(total)


def combined(strata: Strata) -> LiftFigures:
    """The lift over all sites, with its 95 % interval; without one where too few converted to say anything."""
    known = {
        "holdout_visitors": strata.holdout_visitors,
        "holdout_converting": strata.holdout_converting,
        "visitors": strata.visitors,
        "converting": strata.converting,
        "sites": strata.sites,
    }
    if min(strata.holdout_converting, strata.converting) < LEAST_CONVERSIONS:
        sentence = (
            f"Too few visitors converted to measure a lift: {number(strata.holdout_converting)} in the holdouts and "
            f"{number(strata.converting)} of the others; {LEAST_CONVERSIONS} of each are needed."
        )
        return LiftFigures(**known, sentence=sentence)
    ratio = strata.numerator / strata.denominator
    reach = norm_isf(_TAIL) * math.sqrt(max(0.0, strata.variance) / (strata.numerator * strata.denominator))
    low, high = (ratio * math.exp(sign * reach) - 1 for sign in (-1, 1))
    extra = strata.converting * (1 - 1 / ratio)
    sites = "one site" if strata.sites == 1 else f"{strata.sites:,} sites"
    sentence = (
        f"Over {sites} with a holdout, visitors of the optimized websites convert {relative(ratio - 1)} against the "
        f"holdouts ({relative(low)} to {relative(high)}, 95\N{NO-BREAK SPACE}% interval): "
        f"{'+' if extra > 0 else ''}{number(extra)} conversions."
    )
    return LiftFigures(
        **known, lift=_rounded(ratio - 1), low=_rounded(low), high=_rounded(high), extra=_rounded(extra, 1),
        sentence=sentence,
    )  # fmt: skip


def _rounded(value: float | None, digits: int = 6) -> float | None:
    """None also for ends that are infinite: there is no number to tell."""
    return None if value is None or not math.isfinite(value) else round(value, digits)
