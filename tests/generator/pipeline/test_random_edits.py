"""However content, theme and site are edited, the next build gives what a cold one gives."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.generator.pipeline.conftest import THEME
from tests.generator.pipeline.edits import STEP, Step, work_through


@settings(
    max_examples=7,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.generate],
)
@given(st.lists(STEP, min_size=12, max_size=20))
def test_any_edits_in_any_order_never_drift(steps: list[Step]) -> None:
    """After each of many edits the site, the draft and the findings are those of a cold build."""
    work_through(steps, THEME)
