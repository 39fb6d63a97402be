"""What several tests share: the shipped content, built once a run in each language."""

from __future__ import annotations

import datetime
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.pipeline import Options, build
from generator.theme import theme_root

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
TODAY = datetime.date(2026, 1, 1)


def pytest_configure() -> None:
    """Let programs that tests start hear Ctrl-C, also where a shell began us deaf to it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def make_options() -> Callable[..., Options]:
    """Return what makes the options of a build of the shipped content."""

    def make(output: Path, **changes: object) -> Options:
        given: dict[str, object] = {
            "content": ROOT / "content",
            "output": output,
            "themes": (theme_root(),),
            "today": TODAY,
            **changes,
        }
        return Options(**given)  # type: ignore[arg-type]  # the tests name the fields

    return make


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, make_options: Callable[..., Options]) -> Path:
    """Return the folder of the shipped content, built in Chinese."""
    output = tmp_path_factory.mktemp("chinese") / "site"
    report = build(make_options(output))
    assert report.published
    return output


@pytest.fixture(scope="session")
def english_site(
    tmp_path_factory: pytest.TempPathFactory, make_options: Callable[..., Options]
) -> Path:
    """Return the folder of the shipped content, built in English."""
    output = tmp_path_factory.mktemp("english") / "site"
    report = build(make_options(output, language="en"))
    assert report.published
    return output
