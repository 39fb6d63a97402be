"""However a build is ended, the last good site stands, and the next build gives what it should."""

from __future__ import annotations

import os
import signal
import time
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.trials.conftest import PATIENCE, ROUNDS, check_gone, is_whole

if TYPE_CHECKING:
    import subprocess

    from tests.trials.conftest import Village

pytestmark = pytest.mark.trial

SAID = "已中断；没有留下写了一半的网站"
SEED = 20261121
STAGE = ".site.staging"
NEIGHBOURS = [
    ".site.lock",
    STAGE,
    f"{STAGE}/index.html",
    f"{STAGE}/data",
    f"{STAGE}/manifest.json",
    ".site.next",
    ".site.cache/memory.partial",
]
"""What appears beside the site in the course of a build, in order."""


def duration(village: Village) -> float:
    """Return how many seconds a whole build takes that nobody ends."""
    started = time.monotonic()
    with village.start() as process:
        assert process.wait() == 0
    return time.monotonic() - started


def kill(process: subprocess.Popen[str]) -> None:
    """Kill the program itself; its workers have to notice."""
    process.kill()
    process.wait(PATIENCE)
    check_gone(process.pid)


def test_kill_at_any_moment_leaves_a_whole_site(village: Village) -> None:
    """Killed anywhere from its first breath to its last, a build leaves the old site or the new."""
    hand, longest = Random(SEED), duration(village)  # noqa: S311  a seed that can be repeated
    good = village.town.files()
    for number in range(ROUNDS):
        village.edit(number)
        wanted = village.wanted()
        with village.start() as process:
            time.sleep(hand.uniform(0, longest * 1.1))
            kill(process)
        assert is_whole(village.town.output), number
        assert village.town.files() in (good, wanted), number
        village.check_healed(wanted)
        good = wanted


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_kill_at_the_turn_of_a_step_leaves_a_whole_site(village: Village, name: str) -> None:
    """Killed while a step begins, above all at the exchange and at the cache, likewise."""
    hand, good = Random(SEED), village.town.files()  # noqa: S311  as above
    for number in range(ROUNDS // 6):
        village.edit(number)
        wanted = village.wanted()
        with village.start() as process:
            village.appears(name, process)
            time.sleep(hand.choice((0, 0, 0.001, 0.003, 0.01)))
            kill(process)
        assert is_whole(village.town.output), number
        assert village.town.files() in (good, wanted), number
        village.check_healed(wanted)
        good = wanted


ENDS = {
    "Ctrl-C": (os.killpg, signal.SIGINT, {130, -signal.SIGINT}),
    "SIGTERM": (os.kill, signal.SIGTERM, {143}),
    "SIGTERM to all": (os.killpg, signal.SIGTERM, {143}),
}
"""How a build is ended, and with which codes it ends then.

Under `python -m`, Python itself dies of a Ctrl-C that met a text in `exec` (such as a dataclass in
the making), also where it was caught and said; a shell calls both 130.
"""


@pytest.mark.parametrize("how", ENDS)
def test_interruption_ends_a_build_in_order(village: Village, how: str) -> None:
    """One line, the right code, no trace, no stage, no worker; and the site is whole."""
    hand, longest = Random(SEED), duration(village)  # noqa: S311  as above
    (send, stop, codes), good, ended = ENDS[how], village.town.files(), 0
    for number in range(ROUNDS):
        village.edit(number)
        wanted = village.wanted()
        with village.start() as process:
            village.appears(hand.choice(NEIGHBOURS[:4]), process)
            time.sleep(hand.uniform(0, longest / 3))
            send(process.pid, stop)
            out, err = process.communicate(timeout=PATIENCE)
        check_gone(process.pid)
        ended += bool(err)
        if err:
            assert (process.returncode in codes, out, err.strip()) == (True, "", SAID), number
        else:  # it had finished; Python itself may still have been met while leaving
            assert (process.returncode in (0, -stop), out) == (True, ""), number
            assert village.town.files() == wanted
        assert set(village.town.names()) == {".site.cache", "content", "site"}, number
        assert is_whole(village.town.output), number
        assert village.town.files() in (good, wanted), number
        village.check_healed(wanted)
        good = wanted
    assert ended > ROUNDS // 4
