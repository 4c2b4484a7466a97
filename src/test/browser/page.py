"""The simulator's page in Chromium, as a reader uses it."""

import shutil
from collections.abc import Callable
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait
from simulated import ROOT, Simulated

CHROMIUM = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
DRIVER = shutil.which("chromedriver")
AXE = ROOT / ".tools/javascript/node_modules/axe-core/axe.min.js"
PATIENCE = 60


def chromium() -> webdriver.Chrome:
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    # The continuous integration is root, whom Chromium's sandbox does not let start.
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=Service(str(DRIVER)))


class Page:
    """One view of it; every wait is for something that the page will show."""

    def __init__(self, driver: webdriver.Chrome, simulated: Simulated) -> None:
        self.driver = driver
        self._simulated = simulated

    def look(self, dark: bool = False, width: int = 1280, height: int = 900) -> None:
        """As on such a screen, with the system's setting light or dark."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
        screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)

    def open(self, view: str = "numbers") -> None:
        self.driver.get("about:blank")
        self.driver.get(f"{self._simulated.url}/#{view}")
        self.until(lambda: self.text("#live") == "Live" and self.text("#now") != "")

    def until(self, true: Callable[[], Any]) -> Any:
        def tried(_: object) -> Any:
            return true()

        wait = WebDriverWait(self.driver, PATIENCE, ignored_exceptions=(Exception,))
        return wait.until(tried, "not shown: " + self.text("body")[:3000])

    def sees(self, *texts: str, within: str = "body") -> None:
        self.until(lambda: all(text in self.text(within) for text in texts))

    def text(self, selector: str) -> str:
        """What is shown of it, and nothing where it is not there."""
        found = self.driver.find_elements(By.CSS_SELECTOR, selector)
        return str(found[0].text) if found else ""

    def texts(self, selector: str) -> list[str]:
        return [str(each.text) for each in self.driver.find_elements(By.CSS_SELECTOR, selector)]

    def find(self, selector: str) -> WebElement:
        return self.until(lambda: self.driver.find_element(By.CSS_SELECTOR, selector))

    def click(self, words: str) -> None:
        """The button, link or label with these words, or with this name for a screen reader."""
        kinds = "self::button or self::a or self::label or self::summary"
        path = f'.//*[{kinds}][contains(., "{words}") or @aria-label="{words}"]'

        def clicked() -> bool:
            dialogs = self.driver.find_elements(By.CSS_SELECTOR, "dialog[open]")
            within = dialogs[0] if dialogs else self.driver.find_element(By.TAG_NAME, "body")
            within.find_element(By.XPATH, path).click()
            return True

        self.until(clicked)

    def open_row(self, words: str) -> None:
        def opened() -> bool:
            rows = self.driver.find_elements(By.CSS_SELECTOR, "main .rows [role=row]")
            next(row for row in rows if words in row.text).click()
            return True

        self.until(opened)
        self.find("dialog[open]")

    def press(self, *keys: str) -> None:
        ActionChains(self.driver).send_keys(*keys).perform()

    def script(self, text: str, *arguments: object) -> Any:
        return self.driver.execute_script(text, *arguments)

    def clipboard(self) -> str:
        origin = self._simulated.url
        permissions = {"origin": origin, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
        self.driver.execute_cdp_cmd("Browser.grantPermissions", permissions)
        read = "navigator.clipboard.readText().then(arguments[0], error => arguments[0]('' + error))"
        return str(self.driver.execute_async_script(read))

    def violations(self) -> list[str]:
        """What axe finds to hinder readers."""
        self.script(AXE.read_text())
        run = (
            "axe.run(document, {rules: {'target-size': {enabled: true}}})"
            ".then(found => arguments[0](found.violations.flatMap(each =>"
            " each.nodes.map(node => `${each.id}: ${node.target} ${node.failureSummary}`))))"
        )
        return list(self.driver.execute_async_script(run))

    def complaints(self) -> list[str]:
        """What the browser's console says of the page; nothing that it was refused to load either."""
        return [entry["message"] for entry in self.driver.get_log("browser")]
