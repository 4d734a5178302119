"""The order of cascade layers (CSS Cascade 5, section 6.4.3)."""

from collections.abc import Iterable

from code24.website.styles.page_styles import Applied
from code24.website.styles.scanning import split_list
from code24.website.styles.sheets import AtRule, Condition, Group, Node

UNLAYERED = (float("inf"),)


class Layers:
    """Ranks of layers: a later rank wins; rules in no layer have the last."""

    def __init__(self, applied: Iterable[Applied]) -> None:
        self._places: dict[tuple[str, ...], int] = {}
        for each in applied:
            around = _named(each.conditions)
            if around:
                self._note(around)
            self._walk(each.sheet.nodes, around)

    def rank(self, conditions: tuple[Condition, ...]) -> tuple[float, ...]:
        """The rank of a rule under these conditions."""
        if not conditions:
            return UNLAYERED
        names = _named(conditions)
        places = [float(self._places.get(names[: end + 1], 0)) for end in range(len(names))]
        return (*places, *UNLAYERED)

    def _walk(self, nodes: tuple[Node, ...], around: tuple[str, ...]) -> None:
        for node in nodes:
            if isinstance(node, Group):
                inner = around + _named((node.condition,))
                self._note(inner)
                self._walk(node.children, inner)
            elif isinstance(node, AtRule) and node.name == "layer":
                for name in split_list(node.prelude):
                    self._note((*around, *name.split(".")))

    def _note(self, names: tuple[str, ...]) -> None:
        for end in range(1, len(names) + 1):
            self._places.setdefault(names[:end], len(self._places))


def _named(conditions: tuple[Condition, ...]) -> tuple[str, ...]:
    """The names of the layers among conditions; anonymous ones are taken as one of a name that nothing else has."""
    return tuple(part for each in conditions if each.name == "layer" for part in (each.text or "*").split("."))
