"""What a command writes: piece by piece to a pipe, whole or not at all to a file."""

import os
import sys

import pytest

from pollsvc.cli.files import write_whole


def test_what_is_printed_comes_out_piece_by_piece(monkeypatch):
    end, begin = os.pipe()
    os.set_blocking(end, False)
    read = []

    def pieces():
        for piece in ("header\r\n", "row é\r\n"):
            yield piece
            read.append(os.read(end, 100).decode())

    with os.fdopen(end), os.fdopen(begin, "w") as out:
        monkeypatch.setattr(sys, "stdout", out)
        write_whole(pieces(), None)
    assert read == ["header\r\n", "row é\r\n"]


def test_a_file_has_its_name_only_when_it_is_whole(tmp_path):
    path = tmp_path / "a.csv"

    def pieces():
        yield "one,"
        assert not path.exists()
        yield "two"

    write_whole(pieces(), path)
    assert path.read_text() == "one,two"
    assert [*tmp_path.iterdir()] == [path]


def test_of_a_file_that_fails_halfway_nothing_is_left(tmp_path):
    def pieces():
        yield "one,"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        write_whole(pieces(), tmp_path / "a.csv")
    assert [*tmp_path.iterdir()] == []
