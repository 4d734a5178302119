"""What a sentence is about, as a neutral card title: the title says no more than the sentence does."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from code24.ai.data import load

_EARLY = 0.6
"""How far into a sentence its title may stand, of its length."""
TOPICS = tuple(load("", "topics"))
"""Every topic, those that decide first in front."""


@cache
def _patterns(language: str) -> Mapping[str, re.Pattern[str]]:
    words = {topic: [*lists.get("any", ()), *lists.get(language, ())] for topic, lists in load("", "topics").items()}
    return {topic: re.compile("|".join(patterns), re.IGNORECASE) for topic, patterns in words.items() if patterns}


@lru_cache(maxsize=512)
def topic_of(sentence: str, tag: str) -> str | None:
    """The topic of a sentence in the language of the tag, if it plainly has one."""
    patterns = _patterns(tag.partition("-")[0].lower())
    return next((topic for topic, words in patterns.items() if words.search(sentence)), None)


def heading_topic(sentence: str, tag: str) -> str | None:
    """The topic that may be the sentence's title: one that it begins with, not one that it comes to in the end."""
    if topic_of(sentence, tag) is None:
        return None
    patterns = _patterns(tag.partition("-")[0].lower())
    found = ((topic, words.search(sentence)) for topic, words in patterns.items())
    return next((topic for topic, word in found if word and word.start() < _EARLY * len(sentence)), None)
