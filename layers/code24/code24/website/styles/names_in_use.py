"""Which custom properties, animations and font families are in use."""

import re
from collections.abc import Iterable

from code24.website.styles.declarations import Declaration
from code24.website.styles.sheets import variables_in

_WORD = re.compile(r"-{0,2}[A-Za-z_][\w-]*")
_VARIABLE = re.compile(r"--[\w-]+")
_BLANK = re.compile(r"[\s\"']+")


class NamesInUse:
    """What the rules that stay, style attributes and scripts refer to."""

    def __init__(self, kept: Iterable[Declaration], spoken: Iterable[str], written: Iterable[str]) -> None:
        """`spoken` are words of scripts; `written` texts with styles: attributes, conditions."""
        values: dict[str, list[str]] = {}
        referred: set[str] = set()
        plain: list[str] = []
        for each in kept:
            if each.name.startswith("--"):
                values.setdefault(each.name, []).append(each.value)
            else:
                referred.update(variables_in(each.value))
            if each.name.startswith(("--", "animation", "-webkit-animation", "-moz-animation", "font", "list-style")):
                plain.append(each.value)
        spoken = set(spoken)
        for text in written:
            referred.update(_VARIABLE.findall(text))
            plain.append(text)
        referred.update(name for name in values if name in spoken)
        starts = tuple(word for word in spoken if word.startswith("--") and word.endswith("-"))
        if starts:
            referred.update(name for name in values if name.startswith(starts))
        waiting = list(referred)
        while waiting:
            for value in values.get(waiting.pop(), ()):
                more = set(variables_in(value)) - referred
                referred |= more
                waiting += more
        self.variables = frozenset(referred)
        """Custom properties that something asks for, also through others."""
        self._words = spoken.union(*(_WORD.findall(text) for text in plain))
        self._texts = _BLANK.sub(" ", "\n".join(plain)).lower()
        self._said = spoken

    def animation(self, name: str) -> bool:
        """Whether some rule, style or script names these keyframes."""
        return name.strip("\"' ") in self._words

    def family(self, name: str) -> bool:
        """Whether some rule, style or script asks for this font."""
        plain = _BLANK.sub(" ", name).strip().lower()
        return not plain or plain in self._texts or any(word.lower() == plain for word in self._said)
