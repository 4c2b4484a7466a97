"""One local stack for all tests that can do with its settings, emptied for each of them."""

from collections.abc import Iterator

import pytest
from cloud import Cloud
from connect import Connect
from connect_local import stack
from connect_local.json_types import Properties


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--generate-docs", action="store_true", help="write the generated pages instead of comparing them")
    parser.addoption("--differential-seed", type=int, default=12, help="draws the requests of test_differential.py")


@pytest.fixture(scope="session")
def local() -> Iterator[stack.LocalStack]:
    with stack.running(CLOCK="moved", QUOTA="100", COOLDOWN_DAYS="off", WINDOW_DAYS="off") as local:
        yield local


@pytest.fixture
def connect(local: stack.LocalStack) -> Connect:
    connect = Connect(local.simulator)
    connect("POST", "reset")
    return connect


@pytest.fixture
def cloud(local: stack.LocalStack, connect: Connect) -> Cloud:
    cloud = Cloud(local.environment)
    cloud.reset()
    return cloud


@pytest.fixture
def offered(cloud: Cloud, connect: Connect) -> list[str]:
    """Numbers that can be claimed by name."""
    offer = cloud.connect(
        *("search-available-phone-numbers", "--target-arn", connect.instance),
        *("--phone-number-country-code", "US", "--phone-number-type", "TOLL_FREE", "--max-items", "10"),
    )
    return [number["PhoneNumber"] for number in offer["AvailableNumbersList"]]


@pytest.fixture
def searched(connect: Connect) -> Properties:
    return {"TargetArn": connect.instance, "Type": "DID", "CountryCode": "US", "Description": "a"}


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> None:
    """The variables of a developer's shell: those with which make test tells the makes below it of itself are gone."""
    for name in ("MAKEFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "MFLAGS", "ONLY"):
        monkeypatch.delenv(name, raising=False)
