"""One simulator and one browser for all tests; each begins with a new world. Skipped where there is no Chromium."""

from collections.abc import Iterator

import page as pages
import pytest
import simulated as simulators
from selenium import webdriver

MISSING = pages.CHROMIUM is None or pages.DRIVER is None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if MISSING:
        for item in items:
            item.add_marker(pytest.mark.skip(reason="no Chromium, or no chromedriver: make doctor tells"))


@pytest.fixture(scope="session")
def shared() -> Iterator[simulators.Simulated]:
    with simulators.simulator("--manual-clock", "RATE=off") as simulated:
        yield simulated


@pytest.fixture(scope="session")
def driver() -> Iterator[webdriver.Chrome]:
    driver = pages.chromium()
    yield driver
    driver.quit()


@pytest.fixture
def simulated(shared: simulators.Simulated) -> simulators.Simulated:
    shared.control("POST", "reset")
    return shared


@pytest.fixture
def page(driver: webdriver.Chrome, simulated: simulators.Simulated) -> Iterator[pages.Page]:
    page = pages.Page(driver, simulated)
    driver.get("about:blank")
    page.complaints()  # what an earlier test's page said when its simulator ended
    page.look()
    yield page
    assert not page.complaints()
