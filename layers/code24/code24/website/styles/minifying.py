"""Stylesheets without what only people read."""

from turbohtml.clean import minify_css

from code24.website.styles.pruning import licenses

_ROUNDS = 4
"""What one round merges lets the next one merge more."""


def minified(css: str) -> str:
    """The shortest text with the same meaning; licenses stay, and the text as it is where nothing is won."""
    made = css
    for _ in range(_ROUNDS):
        again = minify_css(made)
        if len(again) >= len(made):
            break
        made = again
    kept = licenses(css)
    if kept and kept.splitlines()[0] not in made:
        made = kept + made
    return made if len(made) < len(css) else css
