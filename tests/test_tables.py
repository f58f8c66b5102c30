"""The lists of words are read as TOML says, line by line."""

import tomllib
from pathlib import Path

import pytest

from legation.errors import TableError
from legation.gazetteer.reading import DATA, read_lists


def test_lists_are_what_toml_says() -> None:
    table = DATA / "en" / "words.toml"
    assert read_lists(table) == tomllib.loads(table.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "line", ["[verbs", "hold = hold", 'hold = ["hold",', "hold", '[verbs] hold = ["hold"]']
)
def test_a_line_that_is_no_list_is_named(tmp_path: Path, line: str) -> None:
    table = tmp_path / "words.toml"
    table.write_text(f'[verbs]\nhold = ["hold"]\n{line}\n', encoding="utf-8")
    with pytest.raises(TableError, match=r"words\.toml:3: "):
        read_lists(table)


def test_a_list_before_any_section_is_named(tmp_path: Path) -> None:
    table = tmp_path / "words.toml"
    table.write_text('hold = ["hold"]\n', encoding="utf-8")
    with pytest.raises(TableError, match=r"words\.toml:1: "):
        read_lists(table)
