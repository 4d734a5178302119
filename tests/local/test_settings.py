from pathlib import Path

import pytest

from local.errors import LocalCloudError
from local.settings import ROOT, Settings


def test_defaults() -> None:
    settings = Settings.read({})

    assert (settings.port, settings.aws_port, settings.state) == (8024, 4566, ROOT / ".local")
    assert settings.sites_url == "http://*.localhost:8024"


def test_an_empty_state_folder_is_the_default_one_and_not_the_repository() -> None:
    assert Settings.read({"CODE24_STATE": ""}).state == ROOT / ".local"


def test_environment_moves_everything() -> None:
    settings = Settings.read({"CODE24_PORT": "18024", "CODE24_AWS_PORT": "14566", "CODE24_STATE": "/tmp/elsewhere"})

    assert settings.state == Path("/tmp/elsewhere")
    assert settings.sites_url == "http://*.localhost:18024"
    assert settings.aws_environment()["AWS_ENDPOINT_URL"] == "http://127.0.0.1:14566"


@pytest.mark.parametrize("text", ["", "0", "65536", "-1", "80a", " 80", "\uff18\uff10\uff12\uff14"])
def test_what_is_no_port_is_refused_by_name(text: str) -> None:
    with pytest.raises(LocalCloudError, match="CODE24_PORT is"):
        Settings.read({"CODE24_PORT": text})


def test_equal_ports_are_refused() -> None:
    with pytest.raises(LocalCloudError, match="are both 4566"):
        Settings.read({"CODE24_PORT": "4566"})


def test_processes_inherit_no_account_of_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "work")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "secret")
    monkeypatch.setenv("CODE24_DATA_BUCKET", "somewhere")

    environment = Settings.read({}).process_environment()

    assert not [name for name in environment if name.startswith("AWS_")]
    assert "CODE24_DATA_BUCKET" not in environment


def test_imports_are_led_to_this_machine_by_the_environment_alone() -> None:
    settings = Settings.read({"CODE24_LOOPBACK_PORTS": "8471, 8472", "CODE24_RESOLVE": "*=127.0.0.1:9 a=127.0.0.1:8"})

    assert (settings.loopback_ports, settings.resolve) == ("8471,8472", "*=127.0.0.1:9,a=127.0.0.1:8")
    with pytest.raises(LocalCloudError, match="CODE24_LOOPBACK_PORTS is '99999'"):
        Settings.read({"CODE24_LOOPBACK_PORTS": "80 99999"})
