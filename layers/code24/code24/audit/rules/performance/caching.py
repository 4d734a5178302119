"""What browsers may keep, and what is published for nothing."""

from collections.abc import Iterator

from code24.audit.models import Category, Severity
from code24.audit.rule import Defect, Look, site_rule
from code24.optimize.fixes.assets.leaving import unreached
from code24.optimize.fixes.assets.naming import nameable
from code24.website.loading.caching import is_kept_for_good
from code24.website.website import Website


@site_rule(
    "uses-long-cache-ttl",
    Category.PERFORMANCE,
    Severity.MODERATE,
    "Browsers keep what does not change",
    ("Lighthouse", "cache-insight"),
    fix="hashed-names",
)
def uses_long_cache_ttl(website: Website) -> Iterator[Look]:
    """Styles, scripts, fonts and pictures that pages and stylesheets load."""
    for path in nameable(website):
        file = website.files[path]
        what = "Browsers ask for it again on every visit: its name does not say which content it has."
        yield None if is_kept_for_good(file) else Defect(what, path=path)


@site_rule(
    "unreached-files",
    Category.PERFORMANCE,
    Severity.MINOR,
    "Nothing is published that nothing asks for",
    ("Code24", "unreached-files"),
    fix="left-files",
)
def unreached_files(website: Website) -> Iterator[Look]:
    """Fonts, stylesheets and files of other hosts that are kept here."""
    gone = set(unreached(website))
    for file in website.files.values():
        if file.media_type == "text/css" or "font" in file.media_type:
            yield (
                Defect(f"No page, stylesheet or script mentions it ({len(file.content):,} bytes).", path=file.path)
                if file.path in gone
                else None
            )


RULES = (uses_long_cache_ttl, unreached_files)
