"""Who may import whom (DESIGN, section 3). Each rule is one row."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest

from tests.structure.sources import LAYER, ROOT, Source, entry_points, package

DOMAIN = {
    *("accounts", "ai", "analytics", "audit", "build", "experiments", "forms", "identifiers", "optimize", "sites"),
    *("costs", "health"),
    *("operations", "reports", "revenue", "website"),
}
MACHINERY = ("code24.adapters", "code24.runtime", "code24.http", "code24.routing")
CLIENTS = ("boto3", "botocore", "httpx", "httpcore", "requests", "urllib3")
FRAMEWORKS = ("fastapi", "starlette", "mangum", "aws_lambda_powertools")
EFFECTS = (
    *("os", "socket", "subprocess", "tempfile", "shutil", "random", "sqlite3", "smtplib"),
    *("urllib.request", "http.client", "http.server", "asyncio"),
)
IMPORTER = ROOT / "tests" / "structure" / "importing.py"
LAST = ("models", "types", "errors", "findings", "traffic")
"""Modules that say what things are; everybody may import them."""
TEMPLATE_OF_SITES = "code24.sites.site_function"
"""The site function's code, which publishing packs; it runs alone in the customer's function."""


def is_domain(source: Source) -> bool:
    return source.context in DOMAIN and source.module != TEMPLATE_OF_SITES


def says_what_things_are(source: Source) -> bool:
    return source.module.rpartition(".")[2] in LAST


def is_use_case(source: Source) -> bool:
    return is_domain(source) and bool(source.imported("code24.ports"))


def decides_only(source: Source) -> bool:
    return is_domain(source) and not is_use_case(source)


class Row(NamedTuple):
    """A rule by what it forbids."""

    why: str
    applies_to: Callable[[Source], bool]
    forbidden: tuple[str, ...]


FORBIDDEN = [
    Row("only adapters talk to AWS and to the web", lambda it: it.context != "adapters", CLIENTS),
    Row("the domain knows no machinery", is_domain, (*MACHINERY, *FRAMEWORKS)),
    Row("what decides has no effects of its own", is_domain, EFFECTS),
    Row("adapters serve ports and call nobody", lambda it: it.context == "adapters", ("code24.http", "code24.runtime")),
    Row("the API reaches adapters through the wiring", lambda it: it.context == "http", ("code24.adapters",)),
    Row("the shell knows no web", lambda it: it.context == "runtime", ("code24.http", "code24.routing", *CLIENTS)),
    Row("the dispatcher stays light", lambda it: it.context == "routing", ("pydantic", "boto3", *FRAMEWORKS)),
    Row("models import models, types and pydantic", says_what_things_are, ("code24.ports", *MACHINERY, *EFFECTS)),
]


@pytest.mark.parametrize("row", FORBIDDEN, ids=lambda row: row.why)
def test_nobody_imports_what_is_forbidden(row: Row) -> None:
    looked_at = [source for source in package() if row.applies_to(source)]
    found = {source.module: sorted(wrong) for source in looked_at if (wrong := source.imported(*row.forbidden))}

    assert looked_at
    assert not found, f"{row.why}: {json.dumps(found, indent=2)}"


def test_models_build_on_models_alone() -> None:
    for source in filter(says_what_things_are, package()):
        foreign = {name for name in source.imported("code24") if not set(name.split(".")) & set(LAST)}
        assert not foreign, f"{source.module} imports {foreign}"


def test_rules_import_no_use_case() -> None:
    use_cases = tuple(source.module for source in package() if is_use_case(source))
    assert "code24.build.content.worker" in use_cases
    for source in filter(decides_only, package()):
        assert not source.imported(*use_cases), f"{source.module} decides, but imports {source.imported(*use_cases)}"


def test_adapters_import_ports_and_models() -> None:
    permitted = {"adapters", "ports", *LAST}
    for source in package():
        if source.context == "adapters":
            foreign = {name for name in source.imported("code24") if not set(name.split(".")) & permitted}
            assert not foreign, f"{source.module} imports {foreign}"


def test_only_adapters_are_wired_by_name() -> None:
    """Elsewhere a dotted name in a string would hide an import from these rules."""
    for source in package():
        if source.context in {"runtime", "build"} or says_what_things_are(source):
            continue
        assert "resolve_name" not in {name.rpartition(".")[2] for name in source.imports}, source.module


@pytest.mark.parametrize("source", entry_points(), ids=lambda source: source.module)
def test_an_entry_point_imports_code24_and_no_other_function(source: Source) -> None:
    roots = {name.partition(".")[0] for name in source.imports}
    if source.module == "functions.web.site.app":
        assert roots <= sys.stdlib_module_names
    else:
        assert roots == {"code24"}
        assert len(source.path.read_text().splitlines()) <= 15, "an entry point says which use case it exposes"


@pytest.fixture(scope="module")
def importer() -> Iterator[subprocess.Popen[str]]:
    """The script that imports entry points, without any environment."""
    command = [sys.executable, str(IMPORTER), str(ROOT)]
    with subprocess.Popen(command, env={}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process


def modules_after_importing(folder: str) -> set[str]:
    """Top-level modules that a fresh process holds after importing an entry point, without any environment."""
    program = (
        "import sys; before = set(sys.modules); import app; print(*{m.partition('.')[0] for m in sys.modules} - before)"
    )
    path = f"import sys; sys.path[:0] = {[str(ROOT / 'functions' / folder), str(LAYER)]!r}; "
    done = subprocess.run([sys.executable, "-c", path + program], env={}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_importing_the_dispatcher_imports_nothing_heavy() -> None:
    heavy = {
        "pydantic",
        "fastapi",
        "starlette",
        "boto3",
        "httpx",
        "jinja2",
        "turbohtml",
        "aws_lambda_powertools",
        "PIL",
    }
    assert not modules_after_importing("web/dispatcher") & heavy


def test_importing_the_site_function_imports_the_standard_library_alone() -> None:
    assert modules_after_importing("web/site") <= {*sys.stdlib_module_names, "app"}


@pytest.mark.parametrize("source", entry_points(), ids=lambda source: source.module)
def test_importing_an_entry_point_reads_no_environment(source: Source, importer: subprocess.Popen[str]) -> None:
    folder = "/".join(source.module.split(".")[1:-1])
    assert importer.stdin
    assert importer.stdout
    print(folder, file=importer.stdin, flush=True)
    assert json.loads(importer.stdout.readline()) == {"file": str(source.path)}
