"""Commands end with the code they promise and say what happened, in the reader's language."""

from __future__ import annotations

import datetime
import json
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import html5lib
import pytest

from generator import __version__, pipeline
from generator.cli import main
from generator.explain import all_kinds
from generator.schema import json_schemas
from generator.theme import theme_root as shipped_theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.pipeline import Options, Report

FIXTURES = Path(__file__).parents[1] / "fixtures"
COMMANDS = ("build", "check", "status", "serve", "explain", "schema")
CJK = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
WATER = "projects/2021/south-bureau/water/project.yaml"


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a working folder with a content folder, and the small theme in use."""
    shutil.copytree(FIXTURES / "town/content", tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("generator.cli.asked.theme_root", lambda: FIXTURES / "theme")
    for name in ("SELFEVAL_LANGUAGE", "SELFEVAL_DEBUG", "SOURCE_DATE_EPOCH", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def spoil(town: Path) -> None:
    """Make an error in the content."""
    path = town / "content" / WATER
    path.write_text(path.read_text("utf-8").replace('"26.33"', "26.33万"), "utf-8")


def told(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """Return what was printed, with the seconds of a run left out."""
    out, err = capsys.readouterr()
    return re.sub(r"用时：[0-9.]+ 秒", "用时：… 秒", out), err


OVER_BUDGET = f"""\
须说明 E101 over-budget (1 处)
  content/{WATER}:7:10  支出超过预算 0.18 万元，没有说明
       7 |   全年执行数: "26.33"
         |               ^^^^^^^
    → 在“情况说明”中写明超支的原因和资金来源

"""
COUNTS = """\
项目：4 个；另有 1 个不予公开，没有进入网站
核对表：相符 13  截位相符 0  不符 0  无法核算 0  原件未列 3
检查结果：错误 0  须说明 1  提醒 0
用时：… 秒
"""
NOT_A_NUMBER = f"""\
错误 F106 not-an-amount (1 处)
  content/{WATER}:7:10  “26.33万”不是数
       7 |   全年执行数: 26.33万
         |               ^^^^^^^
    → 照原件写半角数字，如 12、6.89 或 211,820.00；单位写在“单位”里

有错误，没有发布；上一次的网站没有改动
检查结果：错误 1  须说明 0  提醒 0
用时：… 秒
用 selfeval explain 代码 查看每条规则的说明
"""


def test_build_publishes_and_says_so(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A first build makes every page and says where to look."""
    assert main(["build"]) == 0
    assert told(capsys) == (
        OVER_BUDGET
        + "页面：共 34 页，重新生成 34，沿用 0；删除文件 0\n"
        + COUNTS
        + "打开查看：build/index.html\n用 selfeval explain 代码 查看每条规则的说明\n",
        "",
    )
    assert (town / "build/index.html").is_file()


def test_second_build_says_that_nothing_changed(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A build of unchanged content renders nothing and says so."""
    assert town.is_dir()
    assert main(["build", "--quiet"]) == 0
    assert main(["build"]) == 0
    assert told(capsys) == (
        OVER_BUDGET
        + "内容没有变化，一页也没有重新生成\n"
        + "页面：共 34 页，重新生成 0，沿用 34；删除文件 0\n"
        + COUNTS
        + "打开查看：build/index.html\n用 selfeval explain 代码 查看每条规则的说明\n",
        "",
    )


def test_error_in_the_content_ends_with_1(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A build that content blocks ends with 1, names the place, and publishes nothing."""
    spoil(town)
    assert main(["build"]) == 1
    assert told(capsys) == (NOT_A_NUMBER, "")
    assert not (town / "build").exists()


def test_quiet_build_says_nothing_unless_blocked(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Quiet is silent about success and speaks of what blocks."""
    assert main(["build", "--quiet"]) == 0
    assert told(capsys) == ("", "")
    spoil(town)
    assert main(["build", "--quiet"]) == 1
    assert told(capsys) == (NOT_A_NUMBER, "")


def test_build_reports_to_programs(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The JSON report stands alone on standard output, with or without errors."""
    assert main(["build", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["blocked"], report["published"], report["projects"]) == (False, True, 4)
    assert report["pages"] == {"total": 34, "rendered": 34, "kept": 0}
    spoil(town)
    assert main(["build", "--json", "--quiet"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["blocked"], report["published"]) == (True, False)
    assert [problem["code"] for problem in report["problems"]] == ["F106"]


def test_check_writes_nothing(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A check says what it found and what it did not check, and leaves no file."""
    assert main(["check"]) == 0
    out, err = told(capsys)
    assert out.startswith(OVER_BUDGET + "没有检查的：\n  - ")
    assert out.endswith("\n" + COUNTS + "用 selfeval explain 代码 查看每条规则的说明\n")
    assert err == ""
    assert not (town / "build").exists()


def test_strict_check_fails_on_what_is_unexplained(town: Path) -> None:
    """What wants an explanation fails the sign-off until it is explained."""
    assert main(["check", "--strict"]) == 1
    path = town / "content" / WATER
    explained = "情况说明:\n  - {事项: over-budget, 说明: 超出部分由上年结转支付}\n"
    path.write_text(path.read_text("utf-8") + explained, "utf-8")
    assert main(["check", "--strict"]) == 0


def test_check_with_an_error_ends_with_1(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A check that finds an error ends with 1, in text and for programs."""
    spoil(town)
    assert main(["check"]) == 1
    capsys.readouterr()
    assert main(["check", "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert [problem["code"] for problem in report["problems"]] == ["F106"]
    assert len(report["not_checked"]) > 0


def test_output_may_be_the_working_folder(
    town: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty working folder may itself become the site."""
    (town / "www").mkdir()
    monkeypatch.chdir(town / "www")
    code = main(["build", "--quiet", "--content", "../content", "--output", "."])
    assert (code, capsys.readouterr().err) == (0, "")
    assert (town / "www/index.html").is_file()


def test_places_are_said_from_where_the_reader_stands(
    town: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A path in a report can be opened from the working folder."""
    spoil(town)
    (town / "desk").mkdir()
    monkeypatch.chdir(town / "desk")
    assert main(["check", "--content", "../content"]) == 1
    assert f"  ../content/{WATER}:7:10  “26.33万”不是数\n" in capsys.readouterr().out


USAGE = {
    "unknown command": (
        ["chekc"],
        "没有命令“chekc”，是不是“check”；用 selfeval --help 查看全部命令",
    ),
    "strange command": (["zzz"], "没有命令“zzz”；用 selfeval --help 查看全部命令"),
    "unknown option": (
        ["build", "--contnet", "x"],
        "没有选项“--contnet”，是不是“--content”；在命令后加 --help 查看全部选项",
    ),
    "strange option": (["check", "--zzz"], "没有选项“--zzz”；在命令后加 --help 查看全部选项"),
    "option before the command": (
        ["--zzz", "build"],
        "没有选项“--zzz”；在命令后加 --help 查看全部选项",
    ),
    "no number": (["build", "--jobs", "viele"], "“--jobs”的值不能用；在命令后加 --help 查看用法"),
    "negative number": (
        ["build", "--jobs", "-1"],
        "“--jobs”的值不能用；在命令后加 --help 查看用法",
    ),
    "cluster without a port": (
        ["build", "--cluster", "node"],
        "集群地址“node”写法有误；写成 主机:端口，如 10.0.0.5:8786",
    ),
    "cluster without an address": (
        ["build", "--cluster", ""],
        "集群地址“”写法有误；写成 主机:端口，如 10.0.0.5:8786",
    ),
    "cluster of another kind": (
        ["build", "--cluster", "http://node:80"],
        "集群地址“http://node:80”写法有误；写成 主机:端口，如 10.0.0.5:8786",
    ),
    "cluster at a port that cannot be": (
        ["build", "--cluster", "node:65536"],
        "集群地址“node:65536”写法有误；写成 主机:端口，如 10.0.0.5:8786",
    ),
    "cluster and processes": (
        ["build", "--cluster", "node:8786", "--jobs", "2"],
        "--jobs 和 --cluster 不能一起用；有几个进程由集群的工作节点决定",
    ),
    "port out of range": (
        ["serve", "--port", "70000"],
        "“--port”的值不能用；在命令后加 --help 查看用法",
    ),
    "unknown form": (
        ["check", "--format", "xml"],
        "“--format”的值不能用；在命令后加 --help 查看用法",
    ),
    "unknown language": (
        ["build", "--language", "fr"],
        "“--language”的值不能用；在命令后加 --help 查看用法",
    ),
    "option without its value": (["build", "--output"], "命令写法有误；在命令后加 --help 查看用法"),
    "one argument too many": (["build", "content"], "命令写法有误；在命令后加 --help 查看用法"),
    "unknown rule": (["explain", "zzz"], "没有规则“zzz”；用 selfeval explain 列出全部规则"),
    "nearly a rule": (
        ["explain", "over-budgt"],
        (
            "没有规则“over-budgt”，相近的有 over-budget、full-marks-over-budget、"
            "cost-target-is-budget；用 selfeval explain 列出全部规则"
        ),
    ),
    "unknown schema": (
        ["schema", "projects"],
        "没有“projects”的 JSON Schema；可用的：" + "、".join(json_schemas()),
    ),
    "output around the content": (
        ["build", "--output", "."],
        "输出目录 . 与内容目录或主题目录重叠；请换一个目录",
    ),
    "output with other things in it": (
        ["build", "--output", "desk"],
        "输出目录 desk 里有不是本程序生成的内容，不会覆盖；请换一个目录，或先清空它",
    ),
    "theme that is not there": (
        ["build", "--theme", "nowhere"],
        "找不到主题目录 nowhere；检查 --theme 的写法",
    ),
}


@pytest.mark.parametrize("case", USAGE)
def test_wrong_usage_ends_with_2(town: Path, capsys: pytest.CaptureFixture[str], case: str) -> None:
    """A command that cannot be carried out says why in one line of ours, and does nothing."""
    (town / "desk").mkdir()
    (town / "desk/thesis.docx").write_bytes(b"years of work")
    arguments, expected = USAGE[case]
    assert main(arguments) == 2
    assert tuple(capsys.readouterr()) == ("", f"{expected}\n")
    assert sorted(path.name for path in town.iterdir()) == ["content", "desk"]
    assert [path.name for path in (town / "desk").iterdir()] == ["thesis.docx"]


def test_cluster_without_its_extra_is_refused(
    town: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the extra is not installed, one line says how to install it, and nothing is built."""
    monkeypatch.setattr("generator.cli.asked.find_spec", lambda _: None)
    assert main(["build", "--cluster", "node:8786"]) == 2
    said = "--cluster 要用到没有安装的组件；先运行 pip install 'selfeval[cluster]'\n"
    assert tuple(capsys.readouterr()) == ("", said)
    assert not (town / "build").exists()


@pytest.mark.parametrize("address", ["10.0.0.5:8786", "tcp://node.gov:1", "tls://[fe80::1]:65535"])
def test_address_of_a_cluster_reaches_the_pipeline(
    town: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """An address is handed over as it was given."""
    assert town.is_dir()
    seen: list[Options] = []

    def look(options: Options) -> Report:
        seen.append(options)
        return pipeline.Report(problems=())

    monkeypatch.setattr("generator.cli.asked.find_spec", bool)
    monkeypatch.setattr(pipeline, "build", look)
    assert main(["build", "--cluster", address]) == 0
    assert [options.cluster for options in seen] == [address]


def stop(error: BaseException) -> Callable[[Options], Report]:
    """Return a stage that stops with `error`."""

    def fail(_: Options) -> Report:
        raise error

    return fail


@pytest.mark.parametrize("command", ["build", "check"])
def test_unforeseen_error_ends_with_3(
    town: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    """What nobody foresaw is said to be our fault, without any traceback."""
    assert town.is_dir()
    monkeypatch.setattr(pipeline, command, stop(RuntimeError("secret detail")))
    assert main([command]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        "程序内部出错（RuntimeError）；已发布的网站没有改动。"
        "设 SELFEVAL_DEBUG=1 再运行一次，把全文报告给开发者\n"
    )


def test_developers_see_the_whole_error(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With SELFEVAL_DEBUG the error itself comes out."""
    assert town.is_dir()
    monkeypatch.setenv("SELFEVAL_DEBUG", "1")
    monkeypatch.setattr(pipeline, "build", stop(RuntimeError("detail")))
    with pytest.raises(RuntimeError, match="detail"):
        main(["build"])


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()], ids=["Ctrl-C", "abort"])
def test_interruption_ends_with_130(
    town: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
) -> None:
    """An interrupted command ends as shells expect, with one line and without a word of blame."""
    assert town.is_dir()
    monkeypatch.setattr(pipeline, "build", stop(error))
    assert main(["build"]) == 130
    said = ("", "已中断；没有留下写了一半的网站")
    assert tuple(line.strip() for line in capsys.readouterr()) == said


def test_termination_ends_with_143(
    town: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the system ends is put in order like what a person interrupts, under its own code."""
    assert town.is_dir()
    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(pipeline, "build", lambda _: signal.raise_signal(signal.SIGTERM))
    assert main(["build"]) == 143
    said = ("", "已中断；没有留下写了一半的网站")
    assert tuple(line.strip() for line in capsys.readouterr()) == said
    assert signal.getsignal(signal.SIGTERM) is before


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """The version is told in a form that scripts read."""
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"selfeval {__version__}\n"


def test_module_is_the_command() -> None:
    """`python -m generator` is the same program and ends with the same codes."""
    runs = [
        subprocess.run(  # noqa: S603  this very program
            [sys.executable, "-m", "generator", argument],
            cwd=FIXTURES.parents[1],
            capture_output=True,
            text=True,
            check=False,
        )
        for argument in ("--version", "--zzz")
    ]
    assert [run.returncode for run in runs] == [0, 2]
    assert runs[0].stdout == f"selfeval {__version__}\n"


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what a machine may say about the language."""
    monkeypatch.delenv("SELFEVAL_LANGUAGE", raising=False)


HELP = """\
用法： selfeval 命令 [选项]

检查、核算并公开项目支出绩效自评

  build    生成网站
  check    检查内容，不写任何文件
  status   公开进度：应公开的与已公开的对照
  serve    预览，内容改动后自动刷新
  explain  解释一条规则，不写代码则列出全部
  schema   输出内容文件的 JSON Schema，供编辑器提示和检查
"""


@pytest.mark.usefixtures("plain")
@pytest.mark.parametrize("arguments", [["--help"], ["-h"]])
def test_help_lists_every_command(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    """The help page names every command with what it does."""
    assert main(arguments) == 0
    assert capsys.readouterr().out == HELP


@pytest.mark.usefixtures("plain")
def test_no_command_shows_the_help_and_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    """Asking for nothing is answered with the help, as wrong usage."""
    assert main([]) == 2
    assert capsys.readouterr().out == HELP


def test_english_help_lists_every_command(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The English help page names the same commands, and no Chinese is left in it."""
    monkeypatch.setenv("SELFEVAL_LANGUAGE", "en")
    assert main(["--help"]) == 0
    page = capsys.readouterr().out
    assert tuple(re.findall(r"(?m)^  ([a-z]+) +\S", page)) == COMMANDS
    assert CJK.findall(page) == []


OPTIONS: dict[str, list[str]] = {
    "build": [
        "--content", "--output", "--theme", "--jobs", "--cluster", "--language", "--full",
        "--draft", "--quiet", "--json", "--all",
    ],
    "check": [
        "--content", "--theme", "--jobs", "--language", "--strict", "--format", "--since",
        "--all",
    ],
    "status": ["--content", "--theme", "--jobs", "--language"],
    "serve": ["--content", "--theme", "--jobs", "--language", "--output", "--port", "--all"],
    "explain": ["--language"],
    "schema": ["--output", "--language"],
}  # fmt: skip


@pytest.mark.usefixtures("plain")
@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_lists_its_options(
    capsys: pytest.CaptureFixture[str], command: str, language: str
) -> None:
    """Each command explains every option of its own in the language asked for."""
    assert main([command, "--language", language, "--help"]) == 0
    page = capsys.readouterr().out
    explained = re.findall(r"(?m)^  (--[a-z]+) +(\S.*)$", page)
    assert [name for name, _ in explained] == OPTIONS[command]
    if language == "en":
        assert CJK.findall(page) == []
        assert page.startswith(f"Usage: selfeval {command}")
    else:
        assert all(CJK.search(text) for _, text in explained)
        assert page.startswith(f"用法： selfeval {command}")


@pytest.mark.usefixtures("plain")
@pytest.mark.parametrize("arguments", [["--language=en"], ["--language", "en"]])
def test_errors_are_said_in_the_language_asked_for(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    """The language option holds for complaints too, in both of its forms."""
    assert main(["explain", "zzz", *arguments]) == 2
    complaint = capsys.readouterr().err
    assert "zzz" in complaint
    assert CJK.findall(complaint) == []


def test_list_of_rules_names_each_kind(capsys: pytest.CaptureFixture[str]) -> None:
    """`explain` without a code lists every rule a line each."""
    assert main(["explain"]) == 0
    codes = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert codes == [kind.code for kind in all_kinds()]


@pytest.mark.parametrize("name", ["E101", "e101", "over-budget", "Over-Budget"])
def test_rule_is_explained_by_code_or_name(capsys: pytest.CaptureFixture[str], name: str) -> None:
    """A rule is found by its code or name, in whatever case it is typed."""
    assert main(["explain", name]) == 0
    assert capsys.readouterr().out.startswith("E101 over-budget (须说明)\n")


def test_schema_is_printed_or_written(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One schema is printed as it is; all of them go into a folder."""
    assert main(["schema", "unit"]) == 0
    assert capsys.readouterr().out == json_schemas()["unit"]
    assert main(["schema", "--output", "schema"]) == 0
    written = {path.stem: path.read_text("utf-8") for path in (town / "schema").iterdir()}
    assert written == json_schemas()


@pytest.mark.parametrize(
    ("epoch", "expected"),
    [
        ("0", datetime.date(1970, 1, 1)),
        ("1767225599", datetime.date(2025, 12, 31)),
        ("1767225600", datetime.date(2026, 1, 1)),
    ],
)
def test_day_of_the_build_can_be_given(
    town: Path, monkeypatch: pytest.MonkeyPatch, epoch: str, expected: datetime.date
) -> None:
    """SOURCE_DATE_EPOCH decides which exceptions have expired."""
    assert town.is_dir()
    seen: list[Options] = []

    def look(options: Options) -> Report:
        seen.append(options)
        return pipeline.Report(problems=())

    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    monkeypatch.setattr(pipeline, "check", look)
    assert main(["check"]) == 0
    assert seen[0].today == expected


def test_options_reach_the_pipeline(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked for on the command line is what the pipeline is given."""
    seen: list[Options] = []

    def look(options: Options) -> Report:
        seen.append(options)
        return pipeline.Report(problems=())

    monkeypatch.setattr(pipeline, "build", look)
    (town / "own").mkdir()
    given: list[Any] = ["--theme", "own", "--jobs", "3", "--language", "en", "--full"]
    assert main(["build", "--content", "content", "--output", "www", *given]) == 0
    (options,) = seen
    assert options.content == town / "content"
    assert options.output.resolve() == town / "www"
    assert [theme.resolve() for theme in options.themes] == [town / "own", FIXTURES / "theme"]
    assert (options.jobs, options.language, options.full, options.preview) == (3, "en", True, False)


def test_difference_from_an_earlier_run_is_told(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is new and what is gone since an earlier report is listed; moved lines are neither."""
    main(["check", "--format", "json"])
    earlier = town / "earlier.json"
    earlier.write_text(capsys.readouterr().out, "utf-8")
    water = town / "content" / WATER
    water.write_text("# 注\n" + water.read_text("utf-8"), "utf-8")
    main(["check", "--since", str(earlier)])
    assert told(capsys)[0].splitlines()[-1] == "与上次相比：新出现 0，已消失 0"
    water.write_text(water.read_text("utf-8").replace('"26.33"', '"26.43"'), "utf-8")
    main(["check", "--since", str(earlier)])
    assert told(capsys)[0].splitlines()[-4:] == [
        "与上次相比：新出现 2，已消失 1",
        f"  + A101 content/{WATER}  预算执行率印为 100.69%，按印出的数算得 101.07%",
        f"  + E101 content/{WATER}  支出超过预算 0.28 万元，没有说明",
        f"  - E101 content/{WATER}  支出超过预算 0.18 万元，没有说明",
    ]
    main(["check", "--since", str(earlier), "--format", "json"])
    since = json.loads(capsys.readouterr().out)["since"]
    codes = {name: [found["code"] for found in since[name]] for name in since}
    assert codes == {"new": ["A101", "E101"], "gone": ["E101"]}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "找不到上次的报告 earlier.json；检查 --since 的写法\n"),
        ("[]", "earlier.json 不是 selfeval check --format json 写出的报告\n"),
        ("预算", "earlier.json 不是 selfeval check --format json 写出的报告\n"),
    ],
)
def test_earlier_report_that_is_none_is_refused(
    town: Path, capsys: pytest.CaptureFixture[str], text: str | None, said: str
) -> None:
    """A missing or foreign file is said before anything is checked."""
    if text is not None:
        (town / "earlier.json").write_text(text, "utf-8")
    assert main(["check", "--since", "earlier.json"]) == 2
    assert told(capsys) == ("", said)


def test_status_tells_what_is_missing(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every list is told with its counts and with what a unit still has to do."""
    assert main(["status"]) == 0
    assert told(capsys)[0].startswith("没有应公开清单（expected/<年度>.yaml）")
    (town / "content/expected").mkdir()
    (town / "content/expected/2020.yaml").write_text(
        "清单:\n"
        "  - {单位: north-bureau, 项目名称: 桥梁检测, 应公开日期: 2021-08-01}\n"
        "  - {单位: north-bureau, 项目: roads, 项目名称: 道路}\n",
        "utf-8",
    )
    assert main(["status"]) == 0
    assert told(capsys)[0].splitlines() == [
        "2020 年度：应公开 2，已公开 1",
        "  逾期未公开 1",
        "  已公开，是否按期不详 1",
        "  2021-08-01  north-bureau  桥梁检测  逾期未公开",
    ]


def test_sheet_to_sign_has_every_finding(
    town: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sheet is one HTML file with each finding, its place and fix, and room to sign."""
    monkeypatch.setattr("generator.cli.asked.theme_root", shipped_theme)
    spoil(town)
    assert main(["check", "--format", "html"]) == 1
    sheet = capsys.readouterr().out
    html5lib.HTMLParser(strict=True).parse(sheet)
    assert sheet.count('<td class="tick">') == 1
    for part in ("F106", f'href="content/{WATER}"', "“26.33万”不是数", "二、须说明", "校核人："):
        assert part in sheet
