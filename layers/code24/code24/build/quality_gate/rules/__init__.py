"""Every rule of the quality gate, in the order in which findings are reported."""

from code24.build.quality_gate.rule import Rule
from code24.build.quality_gate.rules import (
    accessibility,
    content_model,
    headings,
    images,
    isolation,
    links,
    markup,
    metadata,
    palette,
    search_engines,
    structured_data,
    words,
)

RULES: tuple[Rule, ...] = (
    *markup.RULES,
    *content_model.RULES,
    *links.RULES,
    *metadata.RULES,
    *headings.RULES,
    *images.RULES,
    *accessibility.RULES,
    *palette.RULES,
    *isolation.RULES,
    *structured_data.RULES,
    *words.RULES,
    *search_engines.RULES,
)
