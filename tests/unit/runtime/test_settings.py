import pytest

from code24.runtime.settings import MissingSetting, Settings


def test_a_missing_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CODE24_SITES_TABLE", raising=False)
    with pytest.raises(MissingSetting, match="CODE24_SITES_TABLE"):
        _ = Settings().sites_table


def test_an_empty_variable_counts_as_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODE24_SITES_TABLE", "")
    with pytest.raises(MissingSetting, match="CODE24_SITES_TABLE"):
        _ = Settings().sites_table


def test_a_variable_is_read_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings()
    monkeypatch.setenv("CODE24_SITES_TABLE", "one")
    assert settings.sites_table == "one"
    monkeypatch.setenv("CODE24_SITES_TABLE", "two")
    assert settings.sites_table == "two"
