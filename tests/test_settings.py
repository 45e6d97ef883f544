"""What a user may turn."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import UsageError
from onrecord.settings import Settings, load


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert load({}) == Settings()


def test_the_users_own_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_, **__: tmp_path)
    (tmp_path / "settings.toml").write_text("threshold = 0.5\n")
    assert load({}) == Settings(threshold=0.5)


def test_the_environment_wins_over_the_file_and_the_file_over_the_defaults(file: Path) -> None:
    file.write_text("largest_article = 10\nlargest_capture = 20\n")
    environ = {"ONRECORD_SETTINGS": str(file), "ONRECORD_LARGEST_ARTICLE": "30_000"}
    assert load(environ) == Settings(largest_article=30_000, largest_capture=20)


def test_an_empty_variable_does_not_count(file: Path) -> None:
    file.write_text("")
    assert load({"ONRECORD_SETTINGS": str(file), "ONRECORD_THRESHOLD": " "}) == Settings()


def test_a_whole_number_will_do_for_a_threshold(file: Path) -> None:
    file.write_text("threshold = 1")
    assert load({"ONRECORD_SETTINGS": str(file)}).threshold == 1.0


@pytest.mark.parametrize(
    ("toml", "wrong"),
    [
        ("largest_articel = 5", "`largest_articel` is no setting"),
        ('largest_article = "many"', "Expected `int`, got `str` - at `$.largest_article`"),
        ("largest_article = true", "Expected `int`, got `bool` - at `$.largest_article`"),
        ("largest_article = 0", "`largest_article` is to be 1 or more"),
        ("largest_capture = -1", "`largest_capture` is to be 1 or more"),
        ("threshold = 1.5", "`threshold` is to be from 0 to 1"),
        ("threshold = nan", "`threshold` is to be from 0 to 1"),
        ("threshold = ", "no valid TOML"),
        ("a = '\udcff'", "no valid TOML"),
    ],
)
def test_what_makes_no_sense_is_wrong_usage_and_names_the_file(file: Path, toml: str, wrong: str) -> None:
    file.write_bytes(toml.encode("utf-8", "surrogateescape"))
    with pytest.raises(UsageError) as caught:
        load({"ONRECORD_SETTINGS": str(file)})
    assert str(caught.value).startswith(f"{file}: {wrong}")
    assert caught.value.exit_status == 2


def test_the_remedy_lists_the_settings(file: Path) -> None:
    file.write_text("largest_articel = 5")
    with pytest.raises(UsageError) as caught:
        load({"ONRECORD_SETTINGS": str(file)})
    assert "largest_article, largest_capture, threshold" in caught.value.remedy


@pytest.mark.parametrize("value", ["many", "1.5", "'5'", "[5]"])
def test_a_variable_of_the_wrong_type_is_named(file: Path, value: str) -> None:
    file.write_text("")
    with pytest.raises(UsageError, match=r"^ONRECORD_LARGEST_ARTICLE: Expected `int`"):
        load({"ONRECORD_SETTINGS": str(file), "ONRECORD_LARGEST_ARTICLE": value})


def test_a_file_that_was_named_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        load({"ONRECORD_SETTINGS": str(tmp_path / "nowhere.toml")})


def test_a_folder_is_no_settings_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load({"ONRECORD_SETTINGS": str(tmp_path)})


def test_settings_cross_to_a_worker() -> None:
    assert pickle.loads(pickle.dumps(Settings(threshold=0.25))) == Settings(threshold=0.25)


@pytest.mark.parametrize(
    "wrong",
    [
        {"contact": "me\r\nX-Other: 1"},
        {"contact": "caf\u00e9"},
        {"largest_response": 0},
        {"longest_response": 0.0},
        {"pause": -1.0},
        {"pause": float("inf")},
        {"interval": 5.0},
    ],
)
def test_what_would_hurry_or_fool_a_host_makes_no_sense(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Settings(**wrong)


def test_hosts_of_ones_own_are_named_as_a_list(file: Path) -> None:
    file.write_text('local_hosts = ["10.0.0.0/8", "inside.example"]')
    assert load({"ONRECORD_SETTINGS": str(file)}).local_hosts == ("10.0.0.0/8", "inside.example")
    told = load({"ONRECORD_SETTINGS": str(file), "ONRECORD_LOCAL_HOSTS": '["127.0.0.1"]'})
    assert told.local_hosts == ("127.0.0.1",)
