"""The only module that prints: problems, summaries and progress, for people or for programs."""

from __future__ import annotations

import json
import sys
import unicodedata
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from generator.i18n import N_, Catalogue, Message, message
from generator.model.ledger import OUTCOME_WORDS
from generator.problem import SEVERITY_WORDS, Kind, Severity
from generator.progress import STANDING_WORDS, Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from generator.pipeline import Progress, Report
    from generator.problem import Location, Problem
    from generator.progress import YearProgress
    from generator.since import Difference

SHOWN = 3
"""How many places of a rule are shown before the rest is counted."""
REPORT_VERSION = 1
"""Version of the JSON report; raised when a field changes its meaning."""

COLOURS = {Severity.ERROR: "31", Severity.EXPLAIN: "33", Severity.ADVICE: "36"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Console:
    """Where and how to speak."""

    catalogue: Catalogue
    quiet: bool = False
    colour: bool = False
    everywhere: bool = False
    """Whether to show every place of a rule."""
    folder: str = ""
    """The folder that holds the content folder, seen from where the reader stands."""

    def say(self, said: Message | str) -> str:
        """Return `said` in the reader's language."""
        return self.catalogue.say(said)

    def line(self, text: str = "") -> None:
        """Print one line, unless quiet."""
        if not self.quiet:
            print(text)

    def complain(self, said: Message) -> None:
        """Print one line to standard error, always."""
        print(self.say(said), file=sys.stderr)

    def place(self, at: Location) -> str:
        """Return a location as an editor opens it from where the reader stands."""
        return f"{self.folder}{at}"

    def paint(self, text: str, colour: str) -> str:
        """Return `text` in a terminal colour, where colour is wanted."""
        return f"\x1b[{colour}m{text}\x1b[0m" if self.colour else text


def show_problems(console: Console, problems: Sequence[Problem]) -> None:
    """Print problems grouped by rule, worst first, each with its place underlined."""
    ordered = sorted(problems, key=lambda p: (list(Severity).index(p.kind.severity), p.kind.code))
    for kind, group in groupby(ordered, key=lambda problem: problem.kind):
        for text in _group(console, kind, list(group)):
            console.line(text)


def _group(console: Console, kind: Kind, problems: Sequence[Problem]) -> Iterator[str]:
    word = console.say(SEVERITY_WORDS[kind.severity])
    places = console.catalogue.count("{n} 处", "{n} 处", len(problems))
    yield console.paint(f"{word} {kind.code} {kind.slug} ({places})", COLOURS[kind.severity])
    shown = problems if console.everywhere else problems[:SHOWN]
    hints = [console.say(problem.hint) for problem in shown]
    for number, problem in enumerate(shown):
        yield f"  {console.place(problem.at)}  {console.say(problem.message)}"
        yield from _underlined(problem.at)
        if number + 1 == len(shown) or hints[number + 1] != hints[number]:
            yield f"    → {hints[number]}"
    if len(problems) > len(shown):
        rest = len(problems) - len(shown)
        more = console.catalogue.count(
            "另有 {n} 处，用 --all 全部列出", "另有 {n} 处，用 --all 全部列出", rest
        )
        yield f"    {more}"
    yield ""


def _underlined(place: Location) -> Iterator[str]:
    """Yield the line of a place with a mark under it; wide characters take two columns."""
    if not place.excerpt.strip():
        return
    text = place.excerpt.replace("\t", " ")
    before, marked = text[: place.column - 1], text[place.column - 1 :][: place.width]
    yield f"    {place.line:>4} | {text}"
    yield f"         | {' ' * columns(before)}{'^' * max(1, columns(marked))}"


def columns(text: str) -> int:
    """Return how many terminal columns `text` takes."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def show_summary(console: Console, report: Report, *, built: str = "", seconds: float) -> None:
    """Print what was done, what came out, and where to look."""
    for text in _summary(console, report, built, seconds):
        console.line(text)


def _summary(console: Console, report: Report, built: str, seconds: float) -> Iterator[str]:
    say = console.say
    if report.blocked and not report.draft:
        yield console.paint(say(BLOCKED if built else FOUND_ERRORS), "31")
    elif report.draft:
        yield say(DRAFT_WITH_ERRORS if report.blocked else DRAFT)
    if built and not report.published and (report.draft or not report.blocked):
        yield say(UNCHANGED)
    if built and (report.draft or not report.blocked):
        yield say(
            message(
                PAGES,
                pages=str(report.pages),
                rendered=str(report.rendered),
                kept=str(report.kept),
                removed=str(report.removed),
            )
        )
    if report.projects:
        yield say(message(PROJECTS, projects=str(report.projects), withheld=_withheld(say, report)))
        yield say(message(LEDGER, outcomes=_outcomes(say, report)))
    yield say(message(PROBLEMS, problems=_severities(say, report.problems)))
    if report.accepted:
        yield say(message(ACCEPTED, count=str(len(report.accepted))))
    yield from map(say, _on_the_cache(report))
    yield say(message(TIME, seconds=f"{seconds:.1f}"))
    if built and (report.draft or not report.blocked):
        yield say(message(LOOK, place=built))
    if report.problems:
        yield say(EXPLAIN)


def _on_the_cache(report: Report) -> Iterator[Message]:
    """Yield what a build has to say of the cache it found and of the one it leaves."""
    if report.loss is not None:
        yield message(FORGOTTEN, why=message(report.loss.value))
    if not report.remembered:
        yield message(NOT_REMEMBERED)


BLOCKED = N_("有错误，没有发布；上一次的网站没有改动")
DRAFT = N_("草稿已生成，没有错误；正式发布请用 selfeval build")
DRAFT_WITH_ERRORS = N_("草稿已生成；有错误的内容在草稿中就地标出，改正前不能发布")
FOUND_ERRORS = N_("有错误，改正后才能发布")
UNCHANGED = N_("内容没有变化，一页也没有重新生成")
PAGES = N_("页面：共 {pages} 页，重新生成 {rendered}，沿用 {kept}；删除文件 {removed}")
PROJECTS = N_("项目：{projects} 个{withheld}")
WITHHELD = N_("；另有 {count} 个不予公开，没有进入网站")
LEDGER = N_("核对表：{outcomes}")
PROBLEMS = N_("检查结果：{problems}")
ACCEPTED = N_("例外接受：{count}")
FORGOTTEN = N_("没有用上次的缓存（{why}），全部重新生成")
NOT_REMEMBERED = N_("缓存没有写成，网站已经发布；下一次会全部重新生成")
TIME = N_("用时：{seconds} 秒")
LOOK = N_("打开查看：{place}")
EXPLAIN = N_("用 selfeval explain 代码 查看每条规则的说明")
NONE = N_("无")
NOT_CHECKED = N_("没有检查的：")


def _withheld(say: Callable[[Message | str], str], report: Report) -> str:
    return say(message(WITHHELD, count=str(report.withheld))) if report.withheld else ""


def _outcomes(say: Callable[[Message | str], str], report: Report) -> str:
    return "  ".join(f"{say(OUTCOME_WORDS[o])} {count}" for o, count in report.outcomes)


def _severities(say: Callable[[Message | str], str], problems: Sequence[Problem]) -> str:
    counts = [(s, sum(1 for p in problems if p.kind.severity is s)) for s in Severity]
    return "  ".join(f"{say(SEVERITY_WORDS[severity])} {count}" for severity, count in counts)


def show_not_checked(console: Console, texts: Iterable[str]) -> None:
    """Print what this version leaves to people."""
    console.line(console.say(NOT_CHECKED))
    for text in texts:
        console.line(f"  - {console.say(text)}")


def show_kind(console: Console, kind: Kind) -> None:
    """Print everything about one kind of problem."""
    say = console.say
    console.line(f"{kind.code} {kind.slug} ({say(SEVERITY_WORDS[kind.severity])})")
    for heading, text in (
        (N_("内容"), say(kind.message)),
        (N_("为什么"), say(kind.why)),
        (N_("怎样改"), say(kind.hint)),
        (N_("不对的例子"), kind.bad),
        (N_("对的例子"), kind.good),
    ):
        console.line(f"{say(heading)}：")
        for part in text.split("\n"):
            console.line(f"    {part}")


def show_kinds(console: Console, kinds: Iterable[Kind]) -> None:
    """Print the list of all kinds, a line each."""
    for kind in kinds:
        word = console.say(SEVERITY_WORDS[kind.severity])
        console.line(f"{kind.code}  {kind.slug:<28} {word}  {console.say(kind.why)}")


def show_progress(console: Console, years: Sequence[YearProgress]) -> None:
    """Print how every list of what must be published stands, and what wants attention."""
    if not years:
        console.line(console.say(NO_LIST))
    for year in years:
        told = message(
            YEAR_PROGRESS,
            year=year.year,
            count=str(len(year.duties)),
            published=str(year.published),
        )
        console.line(console.say(told))
        for standing, word in STANDING_WORDS.items():
            if year.count(standing):
                console.line(f"  {console.say(word)} {year.count(standing)}")
        for duty in year.duties:
            if duty.standing in WANTED:
                due = duty.due.isoformat() if duty.due else "-"
                word = console.say(STANDING_WORDS[duty.standing])
                console.line(f"  {due}  {duty.unit}  {duty.name}  {word}")


NO_LIST = N_("没有应公开清单（expected/<年度>.yaml），不能说明哪些应公开而未公开")
YEAR_PROGRESS = N_("{year} 年度：应公开 {count}，已公开 {published}")
WANTED = frozenset({Standing.MISSING, Standing.DUE, Standing.UNPUBLISHED})
"""What a unit still has to do something about."""


def show_difference(console: Console, difference: Difference) -> None:
    """Print what is new and what is gone since an earlier run."""
    console.line(
        console.say(
            message(NEW_AND_GONE, new=str(len(difference.new)), gone=str(len(difference.gone)))
        )
    )
    for found in sorted(difference.new):
        console.line(f"  + {found.code} {console.folder}{found.path}  {found.message}")
    for found in difference.gone:
        console.line(f"  - {found.code} {console.folder}{found.path}  {found.message}")


NEW_AND_GONE = N_("与上次相比：新出现 {new}，已消失 {gone}")


def report_json(console: Console, report: Report, difference: Difference | None = None) -> str:
    """Return a report for programs; documented in docs/reference/report.md."""
    content = {
        "report": REPORT_VERSION,
        "blocked": report.blocked,
        "published": report.published,
        "draft": report.draft,
        "projects": report.projects,
        "withheld": report.withheld,
        "pages": {"total": report.pages, "rendered": report.rendered, "kept": report.kept},
        "removed": report.removed,
        "ledger": {outcome.value: count for outcome, count in report.outcomes},
        "problems": [_problem_json(console, problem) for problem in report.problems],
        "accepted": [_problem_json(console, problem) for problem in report.accepted],
        "not_checked": [console.say(text) for text in report.not_checked],
    }
    if difference is not None:
        content["since"] = {
            "new": [asdict(found) for found in sorted(difference.new)],
            "gone": [asdict(found) for found in difference.gone],
        }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _problem_json(console: Console, problem: Problem) -> dict[str, object]:
    return {
        "code": problem.kind.code,
        "slug": problem.kind.slug,
        "family": problem.kind.family.value,
        "severity": problem.kind.severity.value,
        "path": problem.at.path,
        "line": problem.at.line,
        "column": problem.at.column,
        "field": problem.at.field,
        "message": console.say(problem.message),
        "hint": console.say(problem.hint),
    }


def progress_line(console: Console) -> Callable[[Progress], None]:
    """Return what shows progress: a bar on a terminal, nothing elsewhere."""
    if console.quiet or not sys.stderr.isatty():
        return lambda _: None

    def show(progress: Progress) -> None:
        end = "\n" if progress.done == progress.of else ""
        print(f"\r{progress.done}/{progress.of}", end=end, file=sys.stderr, flush=True)

    return show
