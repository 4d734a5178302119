"""Which statements of a market research may stand."""

import re

from code24.ai.given import given_in
from code24.build.market_research.models import MarketResearch, Source, Statement
from code24.build.models import Brief, Offer

_WORD = re.compile(r"[^\W_]+")
_ENDING = 2
"""Letters in which a word may differ from the owner's: who says "ich repariere Räder" offers "Räder reparieren"."""
_SHORTEST = 4


def grounded(market: MarketResearch, brief: Brief) -> MarketResearch:
    """The research with only what the brief supports said to come from it.

    Offers are those that the brief lists; where it lists none, those of which it says every word and the price.
    Competitors are those that the owner named; the business type is as the owner wrote it. A statement that claims the
    brief as its source and is not found there counts as the playbook's.
    """
    said = _Said(f"{brief.name}\n{brief.business_type}\n{brief.description}")
    given = given_in(brief).offers
    offered = given or tuple(offer for offer in market.offered if said.supports(offer))
    names = {offer.name.casefold() for offer in offered}

    def honest(statement: Statement) -> Statement:
        if statement.source is Source.BRIEF and not said.holds(statement.text.rstrip(".")):
            return statement.model_copy(update={"source": Source.PLAYBOOK})
        return statement

    return market.model_copy(
        update={
            "business_type": brief.business_type,
            "audience": tuple(map(honest, market.audience)),
            "needs": tuple(map(honest, market.needs)),
            "offers": tuple(
                offer
                for offer in market.offers
                if offer.text.casefold() in names or (not given and honest(offer).source is Source.BRIEF)
            ),
            "offered": offered,
            "competitors": brief.competitors,
        }
    )


class _Said:
    """What the brief says, ready to be searched."""

    def __init__(self, text: str) -> None:
        self.squeezed = _squeezed(text)
        self.words = frozenset(_WORD.findall(text.casefold()))
        self.stems = frozenset(stem for word in self.words for stem in _stems(word))

    def holds(self, text: str) -> bool:
        """Whether the text stands there word for word, whatever its case and spacing."""
        return _squeezed(text) in self.squeezed

    def supports(self, offer: Offer) -> bool:
        """Whether each word of the offer stands there, and its price exactly."""
        texts = (offer.name, offer.text or "", offer.group or "", *offer.includes)
        words = {word for text in texts for word in _WORD.findall(text.casefold())}
        return all(map(self._has, words)) and (offer.price is None or self.holds(offer.price))

    def _has(self, word: str) -> bool:
        """Whether a word stands there, in another inflection, or as the two parts of a German verb."""
        if word in self.words or not self.stems.isdisjoint(_stems(word)):
            return True
        parts = ((word[:at], word[at:]) for at in range(2, len(word) - _SHORTEST + 1))
        return any(first in self.words and not self.stems.isdisjoint(_stems(second)) for first, second in parts)


def _stems(word: str) -> set[str]:
    """The word without up to two letters of its end; nothing of a short one."""
    return {word[: len(word) - less] for less in range(_ENDING + 1) if len(word) - less >= _SHORTEST}


def _squeezed(text: str) -> str:
    return "".join(text.casefold().split())
