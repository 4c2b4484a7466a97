"""Makes the pictures of the page in docs/images/, light and dark: make screenshots."""

import sys

from page import CHROMIUM, DRIVER, Page, chromium
from simulated import ROOT, Simulated, number, simulator

IMAGES = ROOT / "docs/images"
DAY = 86400


def story(simulated: Simulated) -> None:
    """An account in which five numbers answer calls, a sixth has failed, and the budget is used up."""
    for digits in range(100, 103):
        identifier = simulated.claim(digits)
        simulated.control("POST", "stack", phoneNumber=identifier, stack="trial")
    simulated.advance(9 * DAY)
    for digits in (100, 101):
        simulated.release(simulated.held(digits))
    simulated.advance(60 * DAY)
    flow = {"InstanceId": simulated.instance.split("/")[-1], "ContactFlowId": simulated.ready["flowArn"].split("/")[-1]}
    for digits in range(103, 108):
        identifier = simulated.claim(digits, Tags={"team": "front-desk"})
        simulated.control("POST", "stack", phoneNumber=identifier, stack="hotline")
        simulated.call("PUT", f"/phone-number/{identifier}/contact-flow", **flow)
    simulated.claim(108, simulated.other)
    simulated.call("POST", "/phone-number/claim", PhoneNumber=number(100), TargetArn=simulated.other)
    simulated.control("POST", "trouble", fault="TOO_MANY_REQUESTS")
    simulated.call("POST", "/phone-number/list", agent="aws-cli/2.31.0")


def main() -> int:
    if CHROMIUM is None or DRIVER is None:
        print("screenshots: no Chromium, or no chromedriver: make doctor tells", file=sys.stderr)
        return 1
    IMAGES.mkdir(exist_ok=True)
    driver = chromium()
    try:
        with simulator("--manual-clock", "RATE=off") as simulated:
            story(simulated)
            page = Page(driver, simulated)
            for view, height in {"numbers": 1120, "calls": 700}.items():
                for dark in (False, True):
                    page.look(dark, height=height)
                    page.open(view)
                    page.until(lambda: page.texts("main .rows [role=row]"))
                    path = IMAGES / f"simulator-{view}-{'dark' if dark else 'light'}.png"
                    driver.save_screenshot(str(path))
                    print(f"screenshots: {path.relative_to(ROOT)}, {path.stat().st_size // 1024} kB")
    finally:
        driver.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
