"""Font Awesome's script where it has to stay, as scripts change icons: without the icons that nothing names."""

from functools import partial

from code24.optimize.fix import Outcome, Setting, site_fix
from code24.optimize.fixes.icons.font_awesome_script import MARKER, icon_script, without_icons
from code24.optimize.models import Change, Phase
from code24.website.scripting.scripts import SCRIPT_FILES, script_words
from code24.website.styles.usage import usage
from code24.website.website import Website

KIND = "icon-script-cut"
_PUT_TOGETHER = "fa-"
"""The beginning of the name of an icon whose end scripts add."""
_BY_CODE = frozenset({"searchPseudoElements", "data-search-pseudo-elements"})
"""What makes the script draw the characters that stylesheets name."""


@site_fix(
    KIND,
    Phase.ICONS,
    "The script that draws icons holds those that the website names",
    "icon-script",
    needs_finding=False,
)
def icon_script_cut(website: Website, setting: Setting) -> Outcome:
    """Leave icons out that no class and no script names; nothing where names are put together or scripts unknown."""
    paths = frozenset(
        file.path for file in website.files.values() if file.media_type in SCRIPT_FILES and MARKER in file.text
    )
    paths = frozenset(path for path in paths if setting.allows(KIND, path) and _is_whole(website, path))
    if not paths or usage(website).unknown_scripts:
        return Outcome()
    words = script_words(website, paths)
    attributes = {name for page in website.pages for element in page.elements for name in element.attrs}
    if _PUT_TOGETHER in words or _BY_CODE & (words | attributes):
        return Outcome()
    words |= {word for page in website.pages for element in page.elements for word in _classes(element.attr("class"))}
    names = frozenset(word.removeprefix(_PUT_TOGETHER) for word in words)
    files, changes = [], []
    for path in sorted(paths):
        before = website.files[path]
        after = website.remembered(
            ("cut icon script", before.sha256, names), partial(without_icons, before.text, names)
        )
        if after != before.text:
            files.append(before.with_content(after))
            size, rest = len(before.text), len(after)
            changes.append(Change(path=path, what=f"{size:,} → {rest:,} characters, without icons that nothing names."))
    return Outcome(tuple(files), (), tuple(changes))


def _is_whole(website: Website, path: str) -> bool:
    """Whether the script is of a make that is known; one that was cut down already has too few icons for that."""
    file = website.files[path]
    return website.remembered(("icon script", file.sha256), partial(icon_script, file.text)) is not None


def _classes(written: str | None) -> list[str]:
    return (written or "").split()


FIXES = (icon_script_cut,)
