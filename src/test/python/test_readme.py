"""The commands of our pages, as a reader would paste them."""

import os
import re
import shutil
import subprocess
import textwrap

import pytest
from cloud import ROOT
from connect_local.commands import local as kept
from terraform import found_provider, settings

pytestmark = pytest.mark.slow


def blocks(page, mark):
    """The shell blocks of a page that follow an HTML comment beginning with ``mark``, as one script."""
    text = (ROOT / page).read_text()
    found = re.findall(rf"^ *<!-- {mark}[^>]*-->\n *```sh\n(.*?)^ *```", text, re.DOTALL | re.MULTILINE)
    assert found, f"{page} has no block marked {mark}"
    # `aws cloudformation deploy` names its change set by the second, and ministack, other than CloudFormation, keeps
    # the executed one: no reader pastes two blocks in one second.
    return "sleep 1\n".join(map(textwrap.dedent, found))


def run(script, folder, **environment):
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "MAKE", "MFLAGS"))}
    path = os.pathsep.join((f"{ROOT}/.tools/aws/bin", f"{ROOT}/.tools/cli/bin", os.environ["PATH"]))
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env={**clean, "PATH": path, "AWS_CONFIG_FILE": os.devnull, **environment},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def own_local_stack():
    """Lets the test start make local, and ends it."""
    if kept.STATE.exists():
        pytest.fail("make local is running here: end it with make local-stop, and run this test again")
    yield
    subprocess.run(["make", "-s", "local-stop"], cwd=ROOT, check=True)


def test_the_tour(own_local_stack):
    said = run(blocks("README.md", "tour"), ROOT)
    assert "CLAIMED" in said and "London" in said
    assert re.search(r"\+1\d{10}", said.split("Successfully")[1])
    assert not kept.STATE.exists()


def test_from_clone_to_cfn_submit(own_local_stack):
    said = run(blocks("README.md", "submit"), ROOT)
    assert re.search(r"Contract tests v2: \d+ passed, 0 failed", said)
    assert "Set default version to" in said and "Successfully created/updated stack - hotline" in said


@pytest.fixture
def terraform(tmp_path):
    """The variables by which terraform init finds the provider without a network; the folders are removed again."""
    provider = found_provider()
    folders = [ROOT / ".local" / name for name in ("terraform", "terraform-stack", "terraform-resource")]
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    yield settings(provider, tmp_path / "terraform.rc", needs_init=True)
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def test_the_tour_with_terraform(own_local_stack, terraform):
    """In the page's order, beside what the tour has deployed by then."""
    said = run(blocks("README.md", "(?:tour|terraform)"), ROOT, **terraform)
    assert "1 added, 0 changed, 0 destroyed" in said and re.search(r"address = \"\+49\d+\"", said)


def test_the_page_about_terraform(own_local_stack, terraform):
    said = run(blocks("docs/terraform.md", "page"), ROOT, **terraform)
    assert re.findall(r"Resources: (\d+ added.*?)\.", said) == [
        *("1 added, 0 changed, 0 destroyed", "0 added, 1 changed, 0 destroyed"),
        *("1 added, 0 changed, 0 destroyed", "0 added, 1 changed, 0 destroyed"),
    ]
    assert said.count("Destroy complete! Resources: 1 destroyed") == 2 and '"Evenings"' in said
    assert not kept.STATE.exists()


def test_the_page_about_existing_numbers(own_local_stack):
    adopted = ROOT / ".local/adopted"
    shutil.rmtree(adopted, ignore_errors=True)
    try:
        said = run(blocks("docs/existing-numbers.md", "page"), ROOT)
    finally:
        shutil.rmtree(adopted, ignore_errors=True)
    assert "3 to import." in said and said.count('Description: "Claimed by hand"') == 3
    assert len(re.findall(r"\|  Number1\d{10} +\|  IN_SYNC +\|", said)) == 3
    *_, before = re.findall(r'"PhoneNumberArn": "(.*)"', said)
    assert re.findall(r'"PhysicalResourceId": "(.*)"', said) == [before]
    assert re.findall(r'"ResourceType": "(.*)"', said) == ["Example::Connect::PhoneNumber"]
    assert not kept.STATE.exists()


def test_the_page_about_the_command_line(own_local_stack):
    written = [ROOT / ".local" / name for name in ("numbers.csv", "numbers.html", "hotline.yml", "renamed.yml")]
    for path in written:
        path.unlink(missing_ok=True)
    try:
        said = run(blocks("docs/numbers.md", "page"), ROOT)
        assert len(written[0].read_text().splitlines()) == 2 and "<table>" in written[1].read_text()
    finally:
        for path in written:
            path.unlink(missing_ok=True)
    assert "1 phone number: us-east-1 1." in said and "To do: bind a flow" in said
    assert "the logical id changed: compare hotline.Renamed" in said and "STOP: phone numbers would be released" in said
    assert "Fits: nothing is released." in said and '"act": "claim"' in said
    assert "hotline: UPDATE_COMPLETE" in said and '"connect:DescribePhoneNumber"' in said
    assert not kept.STATE.exists()


def test_the_page_about_the_probe(own_local_stack):
    written = [ROOT / ".local" / name for name in ("probe.jsonl", "probe-report.jsonl")]
    for path in written:
        path.unlink(missing_ok=True)
    try:
        said = run(blocks("docs/probe.md", "page"), ROOT)
        report = written[1].read_text()
    finally:
        for path in written:
            path.unlink(missing_ok=True)
    assert '{"verdict": {"knob": "claim-seconds", "value": "' in report and "NUMBER-1" in report
    assert re.search(r"make local QUOTA=5 .*TRAIL_LAG_SECONDS=off", said) and '"connect:ReleasePhoneNumber"' in said
    assert not kept.STATE.exists()
