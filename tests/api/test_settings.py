import pytest
from pydantic import ValidationError

from api.settings import Settings


def test_the_store_is_a_file_in_this_folder_unless_said_otherwise(monkeypatch):
    monkeypatch.delenv("GUANXI_STORE", raising=False)

    assert Settings().store == "sqlite:guanxi.db"


def test_the_environment_chooses_the_store(monkeypatch):
    monkeypatch.setenv("GUANXI_STORE", "sqlite:press.db")

    assert Settings().store == "sqlite:press.db"


def test_an_empty_variable_counts_as_none(monkeypatch):
    monkeypatch.setenv("GUANXI_STORE", "")

    assert Settings().store == "sqlite:guanxi.db"


def test_several_names_stand_between_commas(monkeypatch):
    monkeypatch.setenv("GUANXI_HOSTS", "a.example, b.example,")

    assert Settings().hosts == ("a.example", "b.example")
    assert Settings(hosts=("c.example",)).hosts == ("c.example",)


def test_settings_do_not_change():
    with pytest.raises(ValidationError):
        Settings().store = "memory:"
