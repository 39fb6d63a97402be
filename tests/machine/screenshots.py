"""The screenshots of the README: `make screenshots` builds the shipped content and takes them."""

from __future__ import annotations

import datetime
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from generator.pipeline import Options, build
from generator.theme import theme_root

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "screenshots"
PROJECT = "projects/2018/hongshan-work-safety/comprehensive-supervision/index.html"
SHOTS = {
    "home-desktop.png": ("index.html", 1280, 860, 1),
    "project-desktop.png": (PROJECT, 1280, 860, 1),
    "project-phone.png": (PROJECT, 375, 812, 2),
    "list-phone.png": ("projects/index.html", 375, 812, 2),
}
"""Name to page, width and height of the window, and pixels of the screen per pixel of the page."""
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


def take(site: Path, program: str) -> None:
    """Take every screenshot of the site in a folder."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        )
        for name, (page, width, height, scale) in SHOTS.items():
            window = browser.new_page(
                viewport={"width": width, "height": height}, device_scale_factor=scale
            )
            window.goto(f"file://{site}/{page}")
            window.screenshot(path=FOLDER / name)
            window.close()
        browser.close()


def main() -> None:
    """Build the site and take the screenshots; without a browser say what to install."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        sys.exit("No browser: install chromium and fonts-noto-cjk.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        options = Options(
            content=ROOT / "content",
            output=site,
            themes=(theme_root(),),
            today=datetime.datetime.now(tz=datetime.UTC).date(),
        )
        build(options)
        take(site, program)


if __name__ == "__main__":
    main()
