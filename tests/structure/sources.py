"""The project's own source files, and what they import."""

import ast
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
LAYER = ROOT / "layers" / "code24"


@dataclass(frozen=True)
class Source:
    """One Python file."""

    path: Path
    module: str
    """Dotted name; for an entry point the folder's (`functions.build.brand.app`)."""
    imports: frozenset[str]
    """Everything imported at run time, dotted, including the names that are taken from a module."""

    @property
    def context(self) -> str:
        """The package below `code24` (`build`, `adapters` …), or the module's own name there."""
        return (*self.module.split("."), "")[1]

    def imported(self, *packages: str) -> set[str]:
        """The imports that are one of these packages or lie in one."""
        return {name for name in self.imports if any(name == each or name.startswith(f"{each}.") for each in packages)}


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that git knows or would take, relative to the root; those that were just deleted are left out."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return tuple(sorted(Path(name) for name in set(listed.split("\0")) if name and (ROOT / name).is_file()))


@cache
def python_files() -> tuple[Path, ...]:
    """Every Python file, relative to the root."""
    return tuple(path for path in tracked() if path.suffix == ".py")


@cache
def package() -> tuple[Source, ...]:
    """The modules of `code24`."""
    return tuple(
        _source(ROOT / path, ".".join((ROOT / path).relative_to(LAYER).with_suffix("").parts).removesuffix(".__init__"))
        for path in python_files()
        if (ROOT / path).is_relative_to(LAYER)
    )


@cache
def entry_points() -> tuple[Source, ...]:
    """The files in `functions/`."""
    paths = [path for path in python_files() if path.parts[0] == "functions"]
    return tuple(_source(ROOT / path, ".".join(path.with_suffix("").parts)) for path in paths)


def _source(path: Path, module: str) -> Source:
    return Source(path, module, frozenset(_imports(ast.parse(path.read_text()), module)))


def _imports(tree: ast.Module, module: str) -> set[str]:
    only_for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in only_for_types:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively on line {node.lineno}; write the whole name"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found
