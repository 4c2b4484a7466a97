"""100,000 numbers and 100,000 calls stay fluent, as the browser itself measures it."""

import http.client
import statistics
import threading
import time
from collections.abc import Iterator

import pytest
from page import Page
from selenium import webdriver
from simulated import SIGNATURE, Simulated, simulator

MANY = 100_000
CALLERS = 4
# Of 60 frames a second, one takes 17 ms; two are still fluent.
FLUENT_MILLISECONDS = 34
# Until a view of so many rows is there. One that draws them all takes more than a minute.
MOST_SECONDS = 30
ATTEMPTS = 6
# The rows in sight, and those just beside them.
MOST_ROWS = 70

SCROLL = """
const [list, frames, done] = arguments;
const times = [];
let last = performance.now();
let left = frames;
function frame(now) {
  times.push(now - last);
  last = now;
  if (list) list.scrollTop = (list.scrollTop + 1000) % list.scrollHeight;
  if (--left) requestAnimationFrame(frame);
  else done(times.slice(1));
}
requestAnimationFrame(frame);
"""


@pytest.fixture(scope="module")
def full() -> Iterator[Simulated]:
    with simulator("--manual-clock", "RATE=off", "QUOTA=off", "CLAIM_SECONDS=off") as simulated:
        begin = simulated.control("GET", "state")["journal"]
        simulated.control("POST", "state", journal=[begin[0], *map(claim, [simulated] * MANY, range(MANY))])
        call_often(simulated, MANY)
        yield simulated


def claim(simulated: Simulated, place: int) -> dict[str, str]:
    """A claim as a journal has it, of one of so many numbers."""
    number = f"+1206{200 + place // 10_000:03}{place % 10_000:04}"
    return {
        "at": "2026-01-01T00:00:00Z",
        "call": "POST /phone-number/claim",
        "query": "",
        "region": "us-east-1",
        "body": f'{{"TargetArn": "{simulated.instance}", "PhoneNumber": "{number}"}}',
    }


def call_often(simulated: Simulated, times: int) -> None:
    """Makes so many calls over a few connections that stay open."""

    def work() -> None:
        connection = http.client.HTTPConnection(simulated.url.removeprefix("http://"))
        for _ in range(times // CALLERS):
            connection.request("GET", "/instance", headers={"Authorization": SIGNATURE, "User-Agent": "many"})
            connection.getresponse().read()
        connection.close()

    callers = [threading.Thread(target=work) for _ in range(CALLERS)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()


def frames(page: Page, selector: str | None, many: int = 120) -> list[float]:
    """How long so many frames took, in milliseconds, while the list was scrolled by a screen and a half each."""
    element = page.find(selector) if selector else None
    return [float(each) for each in page.driver.execute_async_script(SCROLL, element, many)]


def slow(times: list[float]) -> float:
    """What all but one in twenty keep within."""
    return statistics.quantiles(times, n=20)[-1]


def best(page: Page, selector: str | None) -> float:
    """The same of the best of some attempts: other programs of the machine take frames too."""
    least = float("inf")
    for _ in range(ATTEMPTS):
        least = min(least, slow(frames(page, selector)))
        if least <= FLUENT_MILLISECONDS:
            break
    return least


@pytest.mark.parametrize(("view", "counter"), [("numbers", "#count-numbers"), ("calls", "#count-calls")])
def test_a_hundred_thousand_rows_are_scrolled_fluently(
    driver: webdriver.Chrome, full: Simulated, view: str, counter: str
) -> None:
    page = Page(driver, full)
    page.look()
    began = time.monotonic()
    page.open(view)
    page.until(lambda: page.text(counter) == "100,000" and page.texts(f".list.{view} .rows [role=row]"))
    assert time.monotonic() - began <= MOST_SECONDS
    least = best(page, f".list.{view}")
    page.script("arguments[0].scrollTop = arguments[0].scrollHeight / 2", page.find(f".list.{view}"))
    page.until(lambda: "…" not in page.text(f".list.{view} .rows"))
    print(f"{view}: 19 of 20 frames within {least:.0f} ms")
    assert least <= FLUENT_MILLISECONDS
    assert page.script("return document.querySelectorAll('main .rows [role=row]').length") <= MOST_ROWS
    assert page.script("return document.querySelector(arguments[0]).scrollTop", f".list.{view}") > 1_000_000


def test_the_page_stays_fluent_while_calls_pour_in(driver: webdriver.Chrome, full: Simulated) -> None:
    page = Page(driver, full)
    page.look()
    page.open("calls")
    page.until(lambda: page.texts(".calls .rows [role=row]"))
    caller = threading.Thread(target=call_often, args=(full, 8000))
    caller.start()
    least = best(page, None)
    caller.join()
    print(f"under calls: 19 of 20 frames within {least:.0f} ms")
    assert least <= FLUENT_MILLISECONDS
    page.sees("107999", within=".calls")


def test_a_number_among_a_hundred_thousand_is_found(driver: webdriver.Chrome, full: Simulated) -> None:
    page = Page(driver, full)
    page.open()
    page.until(lambda: page.text("#count-numbers") == "100,000")
    page.press("/", "+12062071234")
    page.until(lambda: len(page.texts(".numbers .rows [role=row]")) == 1)
    assert "+12062071234" in page.text(".numbers .rows")
