"""What holds of every result, whatever a form prints."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.ledger import Outcome
from generator.model.project import ProjectFacts
from generator.model.scheme import Scheme
from generator.money import parse_amount, parse_rate
from generator.score import band_of_word, interval, score_project
from generator.score.compare import compare
from generator.score.grade import band_of_score

COMPARED = (
    ("88", "88.75", Outcome.CUT),
    ("89", "88.75", Outcome.AGREES),
    ("88.8", "88.75", Outcome.AGREES),
    ("88.7", "88.75", Outcome.CUT),
    ("88.75", "88.75", Outcome.AGREES),
    ("88.750", "88.75", Outcome.AGREES),
    ("88.6", "88.75", Outcome.DIFFERS),
    ("90", "88.75", Outcome.DIFFERS),
    ("9.43", "9.428571428571", Outcome.AGREES),
    ("9.42", "9.428571428571", Outcome.CUT),
    ("2.5", "2.45", Outcome.AGREES),
    ("0", "0.5", Outcome.CUT),
    ("0", "0", Outcome.AGREES),
    ("-1", "-1.5", Outcome.CUT),
    ("-2", "-1.5", Outcome.AGREES),
)


@pytest.mark.parametrize(("stated", "computed", "expected"), COMPARED)
def test_figures_are_compared_at_the_printed_precision(
    stated: str, computed: str, expected: Outcome
) -> None:
    """A figure agrees when rounding gives it, agrees when cut where only that does, or differs."""
    figure = parse_amount(stated)
    assert figure is not None
    assert compare(figure, Decimal(computed)) is expected


def scheme(**more: Any) -> Scheme:  # noqa: ANN401  keys of a scheme file
    """Return a scheme with the keys `more`."""
    given = {
        "办法名称": "示例办法",
        "适用地区": "示例",
        "适用年度": {"起": "2020"},
        "来源": [{"名称": "示例"}],
        "金额单位": "万元",
        "计分": "是",
        "总分": "100",
        "预算执行": {"计分": "是", "分值": "10"},
        **more,
    }
    return Scheme.model_validate(given, by_alias=True, by_name=False)


GRADED = scheme(
    等级=[
        {"等级": "优", "同义词": ["优秀", "A"], "下限": "90", "上限": "100", "含上限": "是"},
        {"等级": "良", "下限": "75", "上限": "90"},
        {"等级": "中", "下限": "60", "上限": "75", "含下限": "否"},
    ]
)


@pytest.mark.parametrize(
    ("score", "word"),
    [
        ("100", "优"),
        ("90", "优"),
        ("89.99", "良"),
        ("75", "良"),
        ("74.99", "中"),
        ("60.01", "中"),
        ("60", ""),
        ("100.01", ""),
        ("-1", ""),
    ],
)
def test_a_score_has_the_band_it_falls_in(score: str, word: str) -> None:
    """Bands take in the ends they say they take in; outside every band there is no grade."""
    band = band_of_score(GRADED, Decimal(score))
    assert (band.word if band else "") == word


@pytest.mark.parametrize(
    ("word", "meant"),
    [("优", "优"), ("优秀", "优"), ("A", "优"), ("良", "良"), ("良好", ""), ("", "")],
)
def test_a_word_names_its_band_or_none(word: str, meant: str) -> None:
    """A grade word is the scheme's own or a listed synonym; nothing else is recognised."""
    band = band_of_word(GRADED, word)
    assert (band.word if band else "") == meant


def test_bands_read_as_intervals() -> None:
    """Square and round brackets say which ends belong to a band."""
    assert [interval(b) for b in GRADED.bands] == ["[90, 100]", "[75, 90)", "(60, 75)"]


FIGURES = st.from_regex(r"[0-9]{1,9}(\.[0-9]{1,4})?", fullmatch=True)
PRINTED = st.one_of(st.none(), st.just(""), FIGURES)
RATES = st.one_of(st.none(), FIGURES.map(lambda figure: f"{figure}%"))


def mapping(**values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Return mappings in which a value that is nothing is absent."""
    whole = st.fixed_dictionaries(values)
    return whole.map(lambda found: {k: v for k, v in found.items() if v is not None})


ROWS = st.lists(
    mapping(
        一级指标=st.sampled_from([None, "产出", "效益"]),
        分值=PRINTED,
        得分=PRINTED,
        复核得分=PRINTED,
    ),
    max_size=12,
)
LABELS = st.lists(
    mapping(名称=st.sampled_from(["产出", "效益", "执法"]), 分值=PRINTED, 得分=PRINTED), max_size=4
)
FUNDS = mapping(
    单位=st.sampled_from(["元", "万元"]),
    年初预算数=PRINTED,
    全年预算数=PRINTED,
    全年执行数=PRINTED,
    已全部支出=st.sampled_from([None, "是", "否"]),
    到位数=PRINTED,
    到位率=RATES,
    年末结转=PRINTED,
    上缴=PRINTED,
)
EVALUATIONS = mapping(
    预算执行率=RATES,
    执行率分值=PRINTED,
    执行率得分=PRINTED,
    一级指标=LABELS,
    指标=ROWS,
    总分=mapping(分值=PRINTED, 得分=PRINTED, 复核得分=PRINTED),
    绩效等级=st.sampled_from([None, "优", "优秀", "甲等"]),
)
SCHEMES = (
    GRADED,
    scheme(),
    scheme(预算执行={"计分": "是", "分值": "10", "封顶": "是", "分母": "年初预算数"}),
    scheme(计分="否", 预算执行={"计分": "否"}),
    scheme(舍入={"方式": "截位", "位数": "1"}),
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(FUNDS, EVALUATIONS, st.sampled_from(SCHEMES))
def test_whatever_is_printed_has_a_whole_ledger(
    funds: dict[str, Any], evaluation: dict[str, Any], under: Scheme
) -> None:
    """Every line names its figure once and is either computed with its formula or says why not."""
    given = {"项目名称": "示例", "资金": funds, "自评": evaluation}
    facts = ProjectFacts.model_validate(given, by_alias=True, by_name=False)
    result = score_project(facts, under)
    anchors = [line.anchor for line in result.ledger]
    assert len(anchors) == len(set(anchors))
    for line in result.ledger:
        computable = line.outcome is not Outcome.NOT_COMPUTABLE
        assert bool(line.computed) == bool(line.formula.text) == computable
        assert computable or line.notes
        assert (line.outcome is Outcome.NOT_STATED) == (computable and not line.stated)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(FUNDS, EVALUATIONS, st.sampled_from(SCHEMES))
def test_stated_figures_are_never_changed(
    funds: dict[str, Any], evaluation: dict[str, Any], under: Scheme
) -> None:
    """Printed execution, total and grade are published as they are, whatever comes out."""
    given = {"项目名称": "示例", "资金": funds, "自评": evaluation}
    facts = ProjectFacts.model_validate(given, by_alias=True, by_name=False)
    result = score_project(facts, under)
    lines = {line.anchor: line.stated for line in result.ledger}
    printed = parse_rate(evaluation.get("预算执行率") or "")
    assert lines["execution-rate"] == (printed.text if printed else "")
    total = parse_amount(evaluation["总分"].get("得分") or "")
    assert result.score_stated == (total is not None)
    assert total is None or result.score == total.value
    assert lines.get("score-total", "") in {total.text if total else "", ""}
    assert lines.get("grade", "") in {evaluation.get("绩效等级", ""), ""}
    executed = parse_amount(funds.get("全年执行数") or "")
    assert result.executed_stated == (executed is not None)
