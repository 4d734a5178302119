"""Scores of categories: published formulas where there are any, else one of our own that is named."""

from collections.abc import Collection, Sequence

from code24.audit.models import Category, RuleResult, Score
from code24.audit.rules import all_rules
from code24.audit.scoring import lighthouse
from code24.audit.scoring.estimate import FORMULA as ESTIMATED
from code24.audit.scoring.estimate import estimated
from code24.website.security.observatory import Answer, score
from code24.website.website import Website

OBSERVATORY = "Mozilla HTTP Observatory modifiers"
SHARE = "Share of rules that each page passes, weighted by severity"


def scores(website: Website, results: Sequence[RuleResult], categories: Collection[Category]) -> tuple[Score, ...]:
    """One score a category. `results` may hold more than the categories' rules (see `counted`)."""
    return tuple(_score(website, results, category) for category in Category if category in categories)


def counted(categories: Collection[Category]) -> frozenset[str]:
    """Rules that scores of some categories need, whichever category they are of."""
    return frozenset(name for category in categories for name in lighthouse.WEIGHTS.get(category, ()))


def _score(website: Website, results: Sequence[RuleResult], category: Category) -> Score:
    match category:
        case Category.ACCESSIBILITY | Category.SEO:
            value = lighthouse.site_score(website, results, lighthouse.WEIGHTS[category])
            return Score(category=category, value=round(value, 1), formula=lighthouse.FORMULA, estimate=True)
        case Category.SECURITY:
            return Score(category=category, value=round(_security(website), 1), formula=OBSERVATORY)
        case Category.PERFORMANCE:
            points = [estimated(page, website) for page in website.pages]
            value = sum(points) / len(points) if points else 100.0
            return Score(category=category, value=round(value, 1), formula=ESTIMATED, estimate=True)
        case _:
            value = _share(website, results, category)
            return Score(category=category, value=round(value, 1), formula=SHARE)


def _security(website: Website) -> float:
    """The mean of the pages' points, each at most 100."""
    points = [min(100, score(Answer(website.files[page.path].headers, page))) for page in website.pages]
    return sum(points) / len(points) if points else 100.0


def _share(website: Website, results: Sequence[RuleResult], category: Category) -> float:
    """`100 * sum(w * pages that pass / pages) / sum(w)` over all rules of a category; w is `Severity.weight`.

    What a rule does not apply to passes it, so that the score falls only where something got worse. A rule about the
    website as a whole is passed by all pages or by none.
    """
    rules = {rule.id: rule for rule in all_rules() if rule.category is category}
    found = {result.rule: result for result in results}
    won = weight = 0.0
    for identifier, rule in rules.items():
        failing = found[identifier].pages if identifier in found else ()
        whole = any(path not in website.page_at for path in failing)
        share = 1.0 if whole else len(failing) / max(1, len(website.pages))
        weight += rule.severity.weight
        won += rule.severity.weight * (1 - share)
    return 100 * won / weight if weight else 100.0
