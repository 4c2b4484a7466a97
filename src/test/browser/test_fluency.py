"""100,000 numbers and 100,000 calls stay fluent, as the browser itself measures it."""

import http.client
import statistics
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from page import Page
from selenium import webdriver
from simulated import SIGNATURE, Simulated, simulator

MANY = 100_000
CALLERS = 4
# One frame, of 60 a second. A page is fluent that costs no more than one above what a bare list takes at the same time.
FRAME_MILLISECONDS = 17
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

BARE = """
document.body.innerHTML = '<div id="bare" style="height: 600px; overflow: auto"><div style="height: 4000000px"></div></div>';
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


def bare(page: Page) -> float:
    """The floor: the frames of a list without rows, on a page without anything else."""
    page.driver.get("about:blank")
    page.script(BARE)
    return slow(frames(page, "#bare"))


def assert_fluent(page: Page, view: str, opened: Callable[[], None], selector: str | None) -> None:
    """Both in turns, and the best of each: other programs of the machine take frames of either."""
    floors, times = [], []
    for _ in range(ATTEMPTS):
        floors.append(bare(page))
        page.open(view)
        opened()
        times.append(slow(frames(page, selector)))
        if min(times) <= min(floors) + FRAME_MILLISECONDS:
            break
    print(f"{view}: 19 of 20 frames within {min(times):.0f} ms, of a bare list within {min(floors):.0f} ms")
    assert min(times) <= min(floors) + FRAME_MILLISECONDS


@pytest.mark.parametrize(("view", "counter"), [("numbers", "#count-numbers"), ("calls", "#count-calls")])
def test_a_hundred_thousand_rows_are_scrolled_fluently(
    driver: webdriver.Chrome, full: Simulated, view: str, counter: str
) -> None:
    page = Page(driver, full)
    page.look()

    def opened() -> None:
        page.until(lambda: page.text(counter) == "100,000" and page.texts(f".list.{view} .rows [role=row]"))

    began = time.monotonic()
    page.open(view)
    opened()
    assert time.monotonic() - began <= MOST_SECONDS
    assert_fluent(page, view, opened, f".list.{view}")
    page.script("arguments[0].scrollTop = arguments[0].scrollHeight / 2", page.find(f".list.{view}"))
    page.until(lambda: "…" not in page.text(f".list.{view} .rows"))
    assert page.script("return document.querySelectorAll('main .rows [role=row]').length") <= MOST_ROWS
    assert page.script("return document.querySelector(arguments[0]).scrollTop", f".list.{view}") > 1_000_000


def test_the_page_stays_fluent_while_calls_pour_in(driver: webdriver.Chrome, full: Simulated) -> None:
    page = Page(driver, full)
    page.look()
    enough = threading.Event()

    def pour() -> None:
        while not enough.is_set():
            call_often(full, 1000)

    caller = threading.Thread(target=pour)
    caller.start()
    try:
        assert_fluent(page, "calls", lambda: page.until(lambda: page.texts(".calls .rows [role=row]")), None)
    finally:
        enough.set()
        caller.join()
    page.sees(str(full.control("GET", "view/account")["calls"] - 1), within=".calls")


def test_a_number_among_a_hundred_thousand_is_found(driver: webdriver.Chrome, full: Simulated) -> None:
    page = Page(driver, full)
    page.open()
    page.until(lambda: page.text("#count-numbers") == "100,000")
    page.press("/", "+12062071234")
    page.until(lambda: len(page.texts(".numbers .rows [role=row]")) == 1)
    assert "+12062071234" in page.text(".numbers .rows")
