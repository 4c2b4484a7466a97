"""The command line as a user installs it."""

import re
import subprocess
import sys
import tomllib
import venv

import pytest
import rich
from cloud import ROOT
from connect_numbers.exits import Exit

PROJECT = tomllib.loads((ROOT / "cli/pyproject.toml").read_text())
LOCK = ROOT / "src/local/requirements/cli.txt"


def pins(lines):
    return dict(re.findall(r"^([\w-]+)==(\S+?)[\s;\\]*$", "\n".join(lines), re.M))


def test_the_package_pins_what_the_lock_has():
    locked = {name.lower(): version for name, version in pins(re.findall(r"^\S+==\S+", LOCK.read_text(), re.M)).items()}
    wanted = pins([*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"]])
    assert {"boto3", "pyyaml", "rich", "hatchling"} == {name.lower() for name in wanted}
    assert {name.lower(): version for name, version in wanted.items()}.items() <= locked.items()


def test_the_page_has_the_exit_codes():
    (table,) = re.findall(r"<!-- exit codes.*?-->\n(.*?)\n\n", (ROOT / "docs/numbers.md").read_text(), re.S)
    rows = [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]
    assert rows == [[str(code.value), code.meaning] for code in Exit]


@pytest.mark.slow
def test_it_is_installed_from_its_folder(tmp_path):
    venv.create(tmp_path / "own", with_pip=True)
    pip = [tmp_path / "own/bin/python", "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", LOCK], check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", ROOT / "cli"], check=True)
    numbers = [tmp_path / "own/bin/numbers"]
    done = subprocess.run([*numbers, "--help"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "inventory" in done.stdout and "exit codes:" in done.stdout
    done = subprocess.run([*numbers, "inventory"], cwd=tmp_path, env={}, capture_output=True, text=True)
    assert done.returncode == Exit.REFUSED and "name a Region by --region" in done.stderr


def test_the_tests_draw_with_the_version_that_ships():
    (version,) = re.findall(r"rich==(\S+)", " ".join(PROJECT["project"]["dependencies"]))
    installed = subprocess.run(
        [sys.executable, "-c", "import importlib.metadata as m; print(m.version('rich'))"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert rich and installed.stdout.strip() == version
