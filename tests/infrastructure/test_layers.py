"""The layers: what is in them, and that it is what the lock file says."""

import tomllib
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.template import ROOT, resources, template

LOCK: dict[str, Any] = tomllib.loads((ROOT / "uv.lock").read_text())
PACKAGES = {package["name"]: package for package in LOCK["package"]}
IN_THE_RUNTIME = {"boto3", "botocore", "s3transfer"}
ON_LAMBDA = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "python_full_version": "3.13.0",
             "python_version": "3.13", "platform_python_implementation": "CPython", "implementation_name": "cpython",
             "platform_machine": "aarch64", "extra": ""}  # fmt: skip


def requirements(layer: str = "dependencies") -> dict[str, tuple[str, set[str]]]:
    """Version and hashes by name, from the file that `sam build` installs."""
    found: dict[str, tuple[str, set[str]]] = {}
    lines = (ROOT / "layers" / layer / "requirements.txt").read_text().replace("\\\n", " ").splitlines()
    for line in [line for line in lines if line.strip() and not line.startswith("#")]:
        requirement, *hashes = line.split("--hash=")
        parsed = Requirement(requirement.strip())
        if parsed.marker is None or parsed.marker.evaluate(ON_LAMBDA):
            [version] = [each.version for each in parsed.specifier]
            found[canonicalize_name(parsed.name)] = (version, {each.strip() for each in hashes})
    return found


def locked(name: str, extras: tuple[str, ...] = (), seen: set[str] | None = None) -> Iterator[str]:
    """The names of all packages that one needs on Lambda, itself first."""
    seen = set() if seen is None else seen
    package = PACKAGES[name]
    dependencies = package.get("dependencies", []) + [
        each for extra in extras for each in package.get("optional-dependencies", {}).get(extra, [])
    ]
    yield name
    for each in dependencies:
        if each["name"] in seen or ("marker" in each and not Marker(each["marker"]).evaluate(ON_LAMBDA)):
            continue
        seen.add(each["name"])
        yield from locked(each["name"], tuple(each.get("extra", ())), seen)


def test_the_requirements_are_those_of_the_lock_file() -> None:
    assert set(requirements()) == set(locked("code24")) - {"code24"}, "run: make requirements"


def test_what_sets_pdfs_is_what_its_group_locks() -> None:
    group = PACKAGES["code24"]["dev-dependencies"]["typesetting"]
    expected = {name for each in group for name in locked(each["name"])}
    assert set(requirements("typesetting")) == expected, "run: make requirements"
    assert not expected & set(requirements()), "a package lies in one layer"


EVERY = sorted((layer, name) for layer in ("dependencies", "typesetting") for name in requirements(layer))


@pytest.mark.parametrize(("layer", "name"), EVERY)
def test_a_requirement_has_the_locked_version_and_hashes(layer: str, name: str) -> None:
    package = PACKAGES[name]
    files = [*package["wheels"], *([package["sdist"]] if "sdist" in package else [])]
    assert requirements(layer)[name] == (package["version"], {each["hash"] for each in files})


@pytest.mark.parametrize(("layer", "name"), EVERY)
def test_a_requirement_comes_as_a_wheel_for_both_architectures(layer: str, name: str) -> None:
    assert name in requirements(layer)
    wheels = [wheel["url"].rsplit("/", 1)[-1] for wheel in PACKAGES[name]["wheels"]]
    for machine in ("aarch64", "x86_64"):
        assert any(
            wheel.endswith("-none-any.whl") or ("manylinux" in wheel and machine in wheel and _for_this_python(wheel))
            for wheel in wheels
        )


def _for_this_python(wheel: str) -> bool:
    python, abi = wheel.split("-")[-3:-1]
    return "cp313" in python or (abi == "abi3" and python.startswith("cp3"))


def test_what_lambda_has_already_is_not_shipped() -> None:
    assert not {name for _, name in EVERY} & IN_THE_RUNTIME


MOST_BYTES = 250 * 2**20
"""Of a function and its layers, unzipped (Lambda quotas, "Deployment package size")."""


def test_all_layers_together_fit_into_a_function() -> None:
    """Measured on what is installed here, which is what `sam build` installs: packages without their bytecode."""
    packages = sum(_installed(name) for _, name in EVERY)
    ours = sum(path.stat().st_size for path in (ROOT / "layers" / "code24").rglob("*") if _shipped(path))
    assert 80 * 2**20 < packages + ours < MOST_BYTES * 0.8, f"{packages / 2**20:.0f} + {ours / 2**20:.0f} MiB"


def _installed(name: str) -> int:
    files = [Path(str(file.locate())) for file in distribution(name).files or ()]
    return sum(file.stat().st_size for file in files if file.is_file() and _shipped(file))


def _shipped(path: Path) -> bool:
    return path.is_file() and path.suffix != ".pyc"


@pytest.mark.parametrize(
    ("layer", "folder"),
    [("DependenciesLayer", "dependencies"), ("TypesettingLayer", "typesetting"), ("Code24Layer", "code24")],
)
def test_a_layer_is_built_for_what_the_functions_run_on(layer: str, folder: str) -> None:
    metadata = template()["Resources"][layer]["Metadata"]
    assert metadata == {"BuildMethod": "python3.13", "BuildArchitecture": {"Ref": "Architecture"}}
    properties = resources("AWS::Serverless::LayerVersion")[layer]
    assert properties["ContentUri"] == f"layers/{folder}"
    assert properties["CompatibleRuntimes"] == [template()["Globals"]["Function"]["Runtime"]]
    assert properties["CompatibleArchitectures"] == template()["Globals"]["Function"]["Architectures"]


def test_pdfs_are_set_by_functions_that_have_the_layer_and_those_only() -> None:
    with_it = {
        name
        for name, properties in resources("AWS::Serverless::Function").items()
        if {"Ref": "TypesettingLayer"} in properties.get("Layers", [])
    }
    assert with_it == {"CronEndOfMonthFunction"}


def test_the_handler_that_publishing_zips_is_the_function_s_own() -> None:
    linked = ROOT / "layers" / "code24" / "code24" / "sites" / "site_function.py"
    assert linked.resolve() == (ROOT / "functions" / "web" / "site" / "app.py").resolve()
