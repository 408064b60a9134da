"""The command that serves the site: what it refuses, each in a sentence and with exit code 2."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from xunzheng.site.__main__ import main


@pytest.fixture(autouse=True)
def apart(monkeypatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("XUNZHENG_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("XUNZHENG_LOCAL_FILE", "")
    return tmp_path


def test_a_file_that_is_not_there(capsys):
    assert main(["nowhere.txt"]) == 2
    assert "没有这个文件：nowhere.txt" in capsys.readouterr().err


def test_a_wrong_setting(capsys, monkeypatch):
    monkeypatch.setenv("XUNZHENG_HTTPS", "maybe")
    assert main([]) == 2
    assert "设置 XUNZHENG_HTTPS 不对" in capsys.readouterr().err


def test_a_data_directory_that_cannot_be_made(capsys, monkeypatch, apart):
    (apart / "file").write_text("x")
    monkeypatch.setenv("XUNZHENG_DATA_DIR", str(apart / "file" / "var"))
    assert main([]) == 2
    assert "XUNZHENG_DATA_DIR" in capsys.readouterr().err


def test_a_port_that_is_taken(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["--port", str(port)]) == 2
    assert f"不能在 127.0.0.1:{port} 上监听" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["99999", "-1"])
def test_a_port_that_is_none(capsys, port):
    assert main(["--port", port]) == 2
    assert "请换一个端口" in capsys.readouterr().err
