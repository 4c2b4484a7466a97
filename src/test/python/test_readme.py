"""The commands of our pages, as a reader would paste them."""

import os
import re
import subprocess

import pytest
from cloud import ROOT, Cloud
from connect_local import local as kept
from connect_local import stack

pytestmark = pytest.mark.slow


def blocks(page, mark):
    """The shell blocks of a page that follow an HTML comment beginning with ``mark``, as one script."""
    text = (ROOT / page).read_text()
    found = re.findall(rf"<!-- {mark}[^>]*-->\n```sh\n(.*?)```", text, re.DOTALL)
    assert found, f"{page} has no block marked {mark}"
    return "".join(found)


def run(script, folder, **environment):
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "MAKE", "MFLAGS"))}
    path = f"{ROOT}/.tools/aws/bin{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env={**clean, "PATH": path, "AWS_CONFIG_FILE": os.devnull, **environment},
        capture_output=True,
        text=True,
        timeout=400,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_tour():
    if kept.STATE.exists():
        pytest.fail("make local is running here: end it with make local-stop, and run this test again")
    try:
        said = run(blocks("README.md", "tour"), ROOT)
    finally:
        subprocess.run(["make", "-s", "local-stop"], cwd=ROOT, check=True)
    assert "CLAIMED" in said
    assert re.search(r"\+1\d{10}", said.split("Successfully")[1])
    assert not kept.STATE.exists()


def test_the_import_of_an_existing_number(tmp_path):
    with stack.running(CLOCK="moved") as local:
        cloud = Cloud(local.environment)
        instance = local.simulator["instanceArn"]
        search = (
            "--phone-number-country-code",
            "US",
            "--phone-number-type",
            "DID",
            "--target-arn",
            instance,
            "--max-items",
            "1",
        )
        number = cloud.connect("search-available-phone-numbers", *search)["AvailableNumbersList"][0]["PhoneNumber"]
        arn = cloud.connect("claim-phone-number", "--target-arn", instance, "--phone-number", number)["PhoneNumberArn"]

        run(
            blocks("docs/existing-numbers.md", "import"),
            tmp_path,
            **local.environment,
            NUMBER=number,
            NUMBER_ARN=arn,
        )

        assert cloud.physical_id("front-desk", "FrontDesk") == arn
        held = cloud.connect("list-phone-numbers-v2")["ListPhoneNumbersSummaryList"]
        assert [item["PhoneNumberArn"] for item in held] == [arn]
