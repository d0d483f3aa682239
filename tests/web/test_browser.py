"""The pages in a real browser: open, filter, open a dispute, review it, reload.

``CLAIMTRACK_REQUIRE_BROWSER=1`` makes a missing Chromium a failure instead of a skip;
``CLAIMTRACK_SCREENSHOTS=1`` writes the README's screenshots anew, from the sample articles.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.serving import Served, served

_ROOT = Path(__file__).parents[2]
SCREENSHOTS = Path(__file__).parent / "screenshots"
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--hide-scrollbars",
)  # fmt: skip


def program(*names: str) -> str:
    """Return the path of the first program that is installed; skip, or fail, without one."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        said = f"{names[0]} is not installed, so the pages can't be tried in a browser"
        if os.environ.get("CLAIMTRACK_REQUIRE_BROWSER"):
            pytest.fail(said)
        pytest.skip(said)
    return found


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    chromium, driver = program("chromium", "chromium-browser"), program("chromedriver")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*_FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    started = webdriver.Chrome(options=options, service=Service(driver))
    started.set_page_load_timeout(30)
    try:
        yield started
    finally:
        started.quit()


@pytest.fixture
def server(news: Path) -> Iterator[Served]:
    with served(news) as running:
        yield running


def screen(browser: Any, width: int, height: int, scheme: str = "light") -> None:
    """Give the browser a screen of so many pixels, and a light or a dark system."""
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})


def find(browser: Any, css: str) -> Any:
    return browser.find_element("css selector", css)


def texts(browser: Any, css: str) -> list[str]:
    return [element.text for element in browser.find_elements("css selector", css)]


def follow(browser: Any, element: Any, pattern: str) -> None:
    """Click, and wait for the page whose address the pattern finds: a click may return before."""
    from selenium.webdriver.support.expected_conditions import staleness_of, url_matches
    from selenium.webdriver.support.ui import WebDriverWait

    element.click()
    wait = WebDriverWait(browser, 30)
    wait.until(staleness_of(element), "the click led to no other page")
    wait.until(url_matches(pattern), f"no address with {pattern} was reached")
    wait.until(lambda page: page.execute_script("return document.readyState") == "complete")


def link(browser: Any, text: str) -> Any:
    return browser.find_element("link text", text)


def test_a_dispute_is_found_opened_reviewed_and_gone(browser: Any, server: Served) -> None:
    browser.get(server.login)
    assert browser.current_url == f"{server.url}news/-/claimtrack"
    follow(browser, link(browser, "Disputes"), "/-/disputes$")
    find(browser, "details.filters summary").click()
    find(browser, "#speaker").send_keys("mayor brandt")
    find(browser, "#kind").send_keys("agent")
    follow(browser, find(browser, "details.filters button"), r"[?&]speaker=mayor\+brandt\b")
    follow(browser, link(browser, "Who opened the gate?"), r"/-/disputes/\w+$")
    around = find(browser, ".claim details .words")
    assert not around.is_displayed()
    find(browser, ".claim details summary").click()
    assert around.is_displayed()
    find(browser, "#rejected").click()
    find(browser, "#note").send_keys("Two gates.")
    follow(browser, find(browser, "form.review button"), "#reviews$")
    browser.refresh()
    assert "rejected" in texts(browser, ".reviews li")[0]
    assert "Two gates." in texts(browser, ".reviews li")[0]
    follow(browser, link(browser, "Disputes"), "/-/disputes$")
    assert texts(browser, ".card") == []
    browser.get(f"{server.url}news/-/disputes?status=rejected")
    assert len(texts(browser, ".card")) == 1


def test_a_page_can_be_used_with_the_keyboard_alone(browser: Any, server: Served) -> None:
    from selenium.webdriver.common.keys import Keys

    browser.get(f"{server.url}news/-/disputes")
    active = browser.switch_to
    find(browser, "body").send_keys(Keys.TAB)
    skip = active.active_element
    assert skip.text == "Skip to the content"
    assert skip.rect["x"] >= 0
    skip.send_keys(Keys.ENTER)
    assert active.active_element.get_attribute("id") == "main"
    active.active_element.send_keys(Keys.TAB)
    focused = active.active_element
    assert focused.text == "Filters"
    assert focused.value_of_css_property("outline-style") == "solid"
    focused.send_keys(Keys.ENTER)
    assert find(browser, "#speaker").is_displayed()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_fit_a_phone_in_both_schemes(browser: Any, server: Served, scheme: str) -> None:
    screen(browser, 390, 800, scheme)
    browser.get(server.login if scheme == "light" else f"{server.url}news/-/claimtrack")
    question = f"{server.url}news/-/disputes"
    for page in (f"{server.url}news/-/claimtrack", question, f"{server.url}news/-/speakers"):
        browser.get(page)
        assert browser.execute_script("return document.documentElement.scrollWidth") <= 390
    follow(browser, link(browser, "Disputes"), "/-/disputes$")
    follow(browser, find(browser, ".card a"), r"/-/disputes/\w+$")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 390
    ground = find(browser, "body").value_of_css_property("background-color")
    assert ("255, 255, 255" in ground) == (scheme == "light")
    assert browser.get_log("browser") == []
    picture = browser.get_screenshot_as_png()
    assert picture.startswith(b"\x89PNG")


@pytest.mark.model
@pytest.mark.skipif(
    not os.environ.get("CLAIMTRACK_SCREENSHOTS"), reason="CLAIMTRACK_SCREENSHOTS is not set"
)
def test_the_screenshots_of_the_readme_are_made(browser: Any, tmp_path: Path) -> None:
    news = tmp_path / "news.db"
    command = [sys.executable, "-m", "claimtrack", "ingest", str(news), str(_ROOT / "seeds")]
    subprocess.run(command, check=True, capture_output=True)
    SCREENSHOTS.mkdir(exist_ok=True)
    with served(news) as running:
        browser.get(running.login)
        shots = (
            ("disputes.png", "disputes", (1000, 640, "light")),
            ("dispute.png", "", (1000, 830, "light")),
            ("phone-dark.png", "", (390, 800, "dark")),
        )
        for name, place, size in shots:
            screen(browser, *size)
            browser.get(f"{running.url}news/-/{place or 'disputes'}")
            if not place:
                follow(browser, find(browser, ".card a"), r"/-/disputes/\w+$")
            browser.save_screenshot(str(SCREENSHOTS / name))


def test_the_screenshots_are_small_and_shown_in_the_readme() -> None:
    readme = (_ROOT / "README.md").read_text(encoding="utf-8")
    pictures = sorted(SCREENSHOTS.glob("*.png"))
    assert len(pictures) == 3
    for picture in pictures:
        assert picture.stat().st_size < 150_000
        assert str(picture.relative_to(_ROOT)) in readme
