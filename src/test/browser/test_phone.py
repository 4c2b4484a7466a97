"""The page on a phone: nothing that matters is cut, and every main action is within reach."""

import pytest
from page import AXE, Page
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from simulated import Simulated, number
from stories import exhaust

PHONES = [(390, 844), (360, 740)]
VIEWS = ["numbers", "calls", "trouble", "knobs", "clients"]
LARGEST_HEADER = 0.2
# WCAG 2.2, 2.5.8: targets that are not in a sentence. Of a radio button, the target is its label.
SMALL_TARGETS = """
const targets = 'button, select, summary, input:not([type=radio]):not(.offscreen), nav a, .presets label, [data-at]';
return [...document.querySelectorAll(targets)].filter(each => each.checkVisibility()).filter(each => {
  const box = each.getBoundingClientRect();
  return box.width < 24 || box.height < 24;
}).map(each => each.outerHTML);
"""
# The cells whose text is wider than they are, or that reach out of their row or the screen.
CUT = """
return [...document.querySelectorAll(arguments[0])].filter(cell => {
  const box = cell.getBoundingClientRect();
  const row = cell.closest('[role=row]').getBoundingClientRect();
  return !cell.checkVisibility() || cell.scrollWidth > cell.clientWidth || box.left < row.left || box.right > row.right
    || box.top < row.top || box.bottom > row.bottom || row.right > innerWidth;
}).map(cell => cell.textContent);
"""
ASIDE = "return document.scrollingElement.scrollWidth - innerWidth"


@pytest.fixture(params=PHONES, ids=lambda size: f"{size[0]}x{size[1]}")
def phone(page: Page, request: pytest.FixtureRequest) -> Page:
    page.look(width=request.param[0], height=request.param[1])
    return page


def full(simulated: Simulated) -> None:
    """A full instance, a budget used up, numbers that cool down, throttled calls and trouble that waits."""
    exhaust(simulated)
    simulated.control("POST", "trouble", fault="THROTTLE")
    simulated.call("POST", "/phone-number/list")
    simulated.control("POST", "trouble", fault="NOT_FOUND_BEFORE", times=3)


def shown(page: Page, view: str) -> None:
    page.open(view)
    page.until(lambda: len(page.texts("main [role=row], main tr, .knob, .code")) > 1)


@pytest.mark.parametrize("view", VIEWS)
def test_it_scrolls_down_only_and_its_header_leaves_the_screen_to_the_content(
    phone: Page, simulated: Simulated, view: str
) -> None:
    full(simulated)
    shown(phone, view)
    assert phone.script(ASIDE) <= 0
    nav = "return document.querySelector('nav').getBoundingClientRect().bottom / innerHeight"
    assert phone.script(nav) <= LARGEST_HEADER
    assert phone.script("const nav = document.querySelector('nav'); return nav.scrollWidth - nav.clientWidth") <= 0
    assert phone.script(SMALL_TARGETS) == []


@pytest.mark.skipif(not AXE.exists(), reason="no axe: make javascript installs it where Node is there")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(page: Page, simulated: Simulated, view: str, dark: bool) -> None:
    full(simulated)
    for width, height in PHONES:
        page.look(dark, width, height)
        shown(page, view)
        assert page.violations() == []
        page.click("Clock")
        assert page.violations() == []
        if view in ("numbers", "calls"):
            page.script("document.querySelector('main .rows [role=row]').click()")
            page.find("dialog[open] #detail-title")
            assert page.violations() == []


def test_a_number_is_whole_with_its_status_and_its_time(phone: Page, simulated: Simulated) -> None:
    full(simulated)
    shown(phone, "numbers")
    phone.sees(number(108), "FAILED", "2026-01-01 00:00", within=".numbers .rows")
    assert phone.script(CUT, ".numbers .rows .number, .numbers .rows .row > .claimed") == []
    assert phone.script(CUT, ".cooling .rows .number, .cooling .rows .returns") == []
    phone.sees("30 June 2026, in 180 days", within=".cooling .rows")


def test_a_call_keeps_its_time_and_its_answer(phone: Page, simulated: Simulated) -> None:
    full(simulated)
    shown(phone, "calls")
    phone.sees("01-01 00:00:24", "ClaimPhoneNumber", "429 throttled", within=".calls .rows")
    assert phone.script(CUT, ".calls .rows .at, .calls .rows .outcome") == []


def test_rows_follow_when_the_screen_is_turned(page: Page, simulated: Simulated) -> None:
    full(simulated)
    shown(page, "numbers")
    page.look(width=390, height=844)
    page.until(lambda: page.script(CUT, ".numbers .rows .number") == [])
    heights = "return [...document.querySelectorAll('.numbers .rows [role=row]')].map(row => row.offsetHeight)"
    page.until(lambda: set(page.script(heights)) == {56})
    page.look()
    page.until(lambda: set(page.script(heights)) == {34})


def test_the_budgets_picture_can_be_read(phone: Page, simulated: Simulated) -> None:
    full(simulated)
    shown(phone, "numbers")
    picture = phone.find(".budget svg")
    assert picture.size["height"] >= 120
    texts = picture.find_elements(By.TAG_NAME, "text")
    assert {"frees on 30 June 2026", "today", "allowed: 10"} <= {each.text for each in texts}
    boxes = phone.script(
        "return [...document.querySelectorAll('.budget svg text')].map(each => each.getBoundingClientRect())"
    )
    for box in boxes:
        assert box["height"] >= 11
        assert box["left"] >= 0 and box["right"] <= phone.script("return innerWidth")
        for other in boxes:
            apart = box["right"] <= other["left"] or other["right"] <= box["left"]
            assert box == other or apart or box["bottom"] <= other["top"] + 3 or other["bottom"] <= box["top"] + 3


def test_a_dialog_fits(phone: Page, simulated: Simulated) -> None:
    full(simulated)
    for view in ("numbers", "calls"):
        shown(phone, view)
        phone.script("document.querySelector('main .rows [role=row]').click()")
        dialog = phone.find("dialog[open]")
        assert dialog.rect["x"] >= 0 and dialog.rect["width"] <= phone.script("return innerWidth")
        assert phone.script("return arguments[0].scrollWidth - arguments[0].clientWidth", dialog) <= 0
        assert phone.script(SMALL_TARGETS) == []
        phone.click("Close")


def test_every_main_action_is_within_reach(phone: Page, simulated: Simulated) -> None:
    simulated.claim(100)
    phone.open()
    assert not phone.find("#clock-day").is_displayed(), "folded until it is asked for"
    phone.click("Clock")
    assert phone.script(ASIDE) <= 0 and phone.script(SMALL_TARGETS) == []
    phone.click("+1 day")
    phone.sees("2026-01-02 00:00:03", within=".clock")
    phone.click("Keys")
    phone.sees("Stop the clock, or let it run", within="#help")
    phone.click("Close")
    phone.click("Clock")
    phone.until(lambda: not phone.find("#clock-day").is_displayed())
    phone.click("Copy ARN: the ARN of Instance simulated-other")
    phone.sees("Copied the ARN", within=".toast")
    phone.open_row(number(100))
    phone.sees("Its life", within="dialog[open]")
    phone.click("Close")
    phone.click("Calls")
    phone.open_row("ClaimPhoneNumber")
    phone.click("Copy as aws command")
    phone.until(lambda: "claim-phone-number" in phone.clipboard())
    phone.press(Keys.ESCAPE)
    phone.click("Trouble")
    phone.click("The next call is denied")
    phone.click("Script it")
    phone.sees("ACCESS_DENIED", "waiting", within="main table")
    phone.click("Knobs")
    phone.sees("quota-counts", within="main")
    phone.click("Clients")
    phone.click("Copy: the snippet for boto3")
    phone.until(lambda: "boto3.client(" in phone.clipboard())
