"""The two layers: what is in them, and that it is what the lock file says."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.template import ROOT, resources, template

REQUIREMENTS = ROOT / "layers" / "dependencies" / "requirements.txt"
LOCK: dict[str, Any] = tomllib.loads((ROOT / "uv.lock").read_text())
PACKAGES = {package["name"]: package for package in LOCK["package"]}
IN_THE_RUNTIME = {"boto3", "botocore", "s3transfer"}
ON_LAMBDA = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "python_full_version": "3.13.0",
             "python_version": "3.13", "platform_python_implementation": "CPython", "implementation_name": "cpython",
             "platform_machine": "aarch64", "extra": ""}  # fmt: skip


def requirements() -> dict[str, tuple[str, set[str]]]:
    """Version and hashes by name, from the file that `sam build` installs."""
    found: dict[str, tuple[str, set[str]]] = {}
    lines = REQUIREMENTS.read_text().replace("\\\n", " ").splitlines()
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


@pytest.mark.parametrize("name", sorted(requirements()))
def test_a_requirement_has_the_locked_version_and_hashes(name: str) -> None:
    package = PACKAGES[name]
    files = [*package["wheels"], *([package["sdist"]] if "sdist" in package else [])]
    assert requirements()[name] == (package["version"], {each["hash"] for each in files})


@pytest.mark.parametrize("name", sorted(requirements()))
def test_a_requirement_comes_as_a_wheel_for_both_architectures(name: str) -> None:
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
    assert not set(requirements()) & IN_THE_RUNTIME


@pytest.mark.parametrize(("layer", "folder"), [("DependenciesLayer", "dependencies"), ("Code24Layer", "code24")])
def test_a_layer_is_built_for_what_the_functions_run_on(layer: str, folder: str) -> None:
    metadata = template()["Resources"][layer]["Metadata"]
    assert metadata == {"BuildMethod": "python3.13", "BuildArchitecture": {"Ref": "Architecture"}}
    properties = resources("AWS::Serverless::LayerVersion")[layer]
    assert properties["ContentUri"] == f"layers/{folder}"
    assert properties["CompatibleRuntimes"] == [template()["Globals"]["Function"]["Runtime"]]
    assert properties["CompatibleArchitectures"] == template()["Globals"]["Function"]["Architectures"]


def test_the_handler_that_publishing_zips_is_the_function_s_own() -> None:
    linked = ROOT / "layers" / "code24" / "code24" / "sites" / "site_function.py"
    assert linked.resolve() == (ROOT / "functions" / "web" / "site" / "app.py").resolve()
