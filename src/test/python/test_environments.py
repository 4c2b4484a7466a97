"""How the environments of make tools are made."""

import queue
import re
import sys
import threading

import pytest
from cloud import ROOT

sys.path.append(str(ROOT / "src/local"))
import environments  # noqa: E402

REQUIREMENTS = ROOT / "src/local/requirements"
LOCKS = sorted(REQUIREMENTS.glob("*.in"))


@pytest.mark.parametrize("source", LOCKS, ids=lambda path: path.stem)
def test_every_version_is_locked_by_hash_and_no_host_is_named(source):
    text = source.with_suffix(".txt").read_text()
    pins = re.findall(r"^([\w-]+)==\S+.*\\\n    --hash=sha256:", text, re.MULTILINE)
    assert pins and len(pins) == len(re.findall(r"^[^\s#]", text, re.MULTILINE))
    wanted = re.findall(r"^[\w-]+", source.read_text(), re.MULTILINE)
    assert {name.lower() for name in wanted} <= set(pins)
    assert "://" not in text + source.read_text()


def test_uv_looks_where_pip_does():
    listed = """\
:env:.index-url='http://from-the-environment/simple'
global.index-url='http://from-the-file/simple'
global.extra-index-url='\\nhttp://one/simple\\nhttp://two/simple'
global.cert='/certificates.crt'
install.find-links='/wheels'
list.format='columns'
"""
    assert environments.as_uv_wants(listed) == {
        "UV_DEFAULT_INDEX": "http://from-the-environment/simple",
        "UV_INDEX": "http://one/simple http://two/simple",
        "SSL_CERT_FILE": "/certificates.crt",
        "UV_FIND_LINKS": "/wheels",
    }


def test_an_environment_is_remade_when_its_requirements_change(tmp_path, monkeypatch):
    monkeypatch.setattr(environments, "TOOLS", tmp_path / "tools")
    monkeypatch.setattr(environments, "REQUIREMENTS", tmp_path)
    python = tmp_path / "tools/aws/bin/python"
    python.parent.mkdir(parents=True)
    python.touch()
    (tmp_path / "aws.txt").write_text("one==1")
    assert not environments.is_current("aws")
    (tmp_path / "tools/aws/.installed").write_text("one==1")
    assert environments.is_current("aws")
    (tmp_path / "aws.txt").write_text("one==2")
    assert not environments.is_current("aws")


def test_an_environment_whose_python_is_gone_is_remade(tmp_path, monkeypatch):
    monkeypatch.setattr(environments, "TOOLS", tmp_path / "tools")
    monkeypatch.setattr(environments, "REQUIREMENTS", tmp_path)
    python = tmp_path / "tools/aws/bin/python"
    python.parent.mkdir(parents=True)
    (tmp_path / "aws.txt").write_text("one==1")
    (tmp_path / "tools/aws/.installed").write_text("one==1")
    python.symlink_to(tmp_path / "python-of-an-earlier-time")
    assert not environments.is_current("aws")
    (tmp_path / "python-of-an-earlier-time").touch()
    assert environments.is_current("aws")


def test_a_second_make_says_that_it_waits_for_the_first(tmp_path, monkeypatch):
    monkeypatch.setattr(environments, "TOOLS", tmp_path)
    said = queue.SimpleQueue()
    monkeypatch.setattr(environments, "say", said.put)
    second = threading.Thread(target=environments.main, args=(["make"],))
    with environments.alone():
        second.start()
        assert said.get(timeout=30) == "waiting for another make, which makes them just now"
        assert second.is_alive()
    second.join(30)
    assert not second.is_alive()
