"""The house plan, held by the code itself: who may use whom, and who may do what."""

from __future__ import annotations

import ast
import re
from itertools import chain
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "generator"
FILES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
TREES = {name: ast.parse(path.read_text("utf-8")) for name, path in FILES.items()}

FLOORS = (
    {"__init__"},
    {"urls", "money", "i18n", "interrupt", "manifest"},
    {"aside", "problem"},
    {"model", "privacy"},
    {"read", "narrative", "schema"},
    {"load"},
    {"score"},
    {"tabulate", "progress", "facets"},
    {"check"},
    {"exports"},
    {"views", "search", "theme"},
    {"plan", "catalogue"},
    {"render"},
    {"write"},
    {"cache"},
    {"memory"},
    {"standing"},
    {"pipeline"},
    {"since"},
    {"checklist", "console", "serve", "explain", "usage", "importers", "release", "scaffold"},
    {"cli"},
    {"__main__"},
)
"""The floors of the plan from the ground up; a floor is split where one of it uses another."""

FLOOR = {module: number for number, modules in enumerate(FLOORS) for module in modules}


def module_of(name: str) -> str:
    """Return the dotted name of a file of the package, without the package's own."""
    return name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


MODULES = frozenset(module_of(name) for name in FILES)


def top_of(module: str) -> str:
    """Return the module or package of the first level that `module` belongs to."""
    return module.partition(".")[0]


def imports_of(name: str) -> Iterator[str]:
    """Yield every module of the package that a file imports, wherever in the file and why ever."""
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for imported in names:
            if imported.split(".")[0] == "generator":
                yield _known(imported.removeprefix("generator").removeprefix("."))


def _known(dotted: str) -> str:
    """Return the module that an imported name lies in; the package itself for its own names."""
    while dotted and dotted not in MODULES:
        dotted = dotted.rpartition(".")[0]
    return dotted or "__init__"


def functions(name: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method of a file."""
    for node in ast.walk(TREES[name]):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a function without decorators and docstring."""
    first = function.body[0]
    whole = (function.end_lineno or function.lineno) - function.lineno + 1
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return whole - ((first.end_lineno or 0) - first.lineno + 1) * is_docstring


def calls(name: str) -> Iterator[tuple[ast.Call, str]]:
    """Yield every call in a file with what is called, as written."""
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func)


@pytest.mark.parametrize("name", FILES)
def test_imports_point_strictly_downward(name: str) -> None:
    """A module uses only modules of lower floors, be it at run time or in annotations."""
    own = top_of(module_of(name))
    used = {top_of(module) for module in imports_of(name)} - {own}
    assert own in FLOOR, "say on which floor it stands"
    assert {module for module in used if FLOOR[module] >= FLOOR[own]} == set()


def test_modules_of_a_package_have_no_cycle() -> None:
    """Inside the whole package no module leads back to itself by imports."""
    graph = {module_of(name): set(imports_of(name)) - {module_of(name)} for name in FILES}
    finished: set[str] = set()

    def visit(module: str, above: tuple[str, ...]) -> None:
        assert module not in above, " → ".join((*above, module))
        if module not in finished:
            for used in sorted(graph[module]):
                visit(used, (*above, module))
            finished.add(module)

    for module in sorted(graph):
        visit(module, ())
    assert finished == set(graph)


DOORS = {"read", "load", "pipeline"}


@pytest.mark.parametrize("name", FILES)
def test_stages_are_entered_by_their_door(name: str) -> None:
    """Outsiders import what reading, loading and the pipeline offer, not their inner modules."""
    inner = {
        node.module
        for node in ast.walk(TREES[name])
        if isinstance(node, ast.ImportFrom)
        and node.module is not None
        and node.module.count(".") > 1
    }
    own = top_of(module_of(name))
    assert {module for module in inner if module.split(".")[1] in DOORS - {own}} == set()


PRINTS = {"print", "sys.stdout.write", "sys.stderr.write", "click.echo", "click.secho", "pprint"}


@pytest.mark.parametrize("name", sorted(FILES.keys() - {"console.py"}))
def test_only_the_console_prints(name: str) -> None:
    """No stage prints; the command line hands out help and reports, nothing more."""
    allowed = {"click.echo"} if name == "cli/__init__.py" else set()
    assert {called for _, called in calls(name)} & PRINTS <= allowed


TOUCHES = {
    "open", "read_bytes", "read_text", "write_bytes", "write_text", "mkdir", "unlink", "rmdir",
    "rmtree", "rename", "iterdir", "rglob", "glob", "walk", "scandir", "listdir", "stat", "fstat",
    "exists", "is_file", "is_dir", "is_symlink", "link", "copy2", "copytree", "touch", "symlink_to",
    "makedirs", "remove", "resolve", "samefile",
}  # fmt: skip
MAY_TOUCH = {
    "read": "it reads the content",
    "theme": "it reads templates, styles and catalogues",
    "write": "it writes the site",
    "cache": "it keeps what the last build knew, and digests the program itself",
    "standing": "it looks at the stamps of what went in and what came out",
    "serve": "it makes the folder to preview",
    "importers": "they read office files",
    "scaffold": "it writes new content",
    "release": "it packs the site",
}
RESOLVES = {
    ("cli/asked.py", "resolve"): "folders are made absolute where they are given",
    ("exports/workbook.py", "open"): "parts of an archive in memory are opened to be written",
    (
        "exports/revise.py",
        "open",
    ): "parts of archives in memory are opened",
}
FUNCTIONS = {
    ("pipeline/project.py", "read_bytes"),
    ("pipeline/declare.py", "read_bytes"),
    ("pipeline/index.py", "read_bytes"),
    ("pipeline/tables.py", "read_bytes"),
    ("pipeline/amend.py", "read_bytes"),
    ("load/attachments.py", "read_bytes"),
    ("cli/__init__.py", "read_bytes"),
}
"""Not a method: the reader's own function, called."""


@pytest.mark.parametrize("name", FILES)
def test_files_are_touched_in_few_places(name: str) -> None:
    """Only the modules that say so read, write or ask for files."""
    if top_of(module_of(name)) in MAY_TOUCH:
        assert MAY_TOUCH[top_of(module_of(name))]
        return
    inside = {node.name for node in functions(name)}
    touched = {called.rpartition(".")[2] for _, called in calls(name)} & TOUCHES - inside
    excused = {what for file, what in (*RESOLVES, *FUNCTIONS) if file == name}
    assert touched - excused == set()


@pytest.mark.parametrize("name", [name for name in FILES if top_of(module_of(name)) != "cli"])
def test_surroundings_are_parameters(name: str) -> None:
    """Clock and environment are asked only where commands begin; a time elapsed is no clock."""
    clocks = {"now", "today", "utcnow", "time", "time_ns", "getenv", "chdir", "getcwd", "cwd"}
    asked = {called for _, called in calls(name) if called.rpartition(".")[2] in clocks}
    attributes = {
        ast.unparse(node) for node in ast.walk(TREES[name]) if isinstance(node, ast.Attribute)
    }
    assert asked == set()
    assert "os.environ" not in attributes


def module_level_names(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """Yield every name that a module binds to a value at its top level."""
    for node in tree.body:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                names = target.elts if isinstance(target, ast.Tuple) else [target]
                yield from ((ast.unparse(found), node.value) for found in names)
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            yield ast.unparse(node.target), node.value


CONTAINERS = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
MAKERS = {"list", "dict", "set", "defaultdict", "deque", "Counter", "OrderedDict", "bytearray"}
CHANGES = {
    "append", "add", "update", "setdefault", "pop", "popitem", "clear", "extend", "insert",
    "remove", "discard", "sort", "reverse", "__setitem__",
}  # fmt: skip
CONSTANT = re.compile(r"_?[A-Z][A-Z0-9_]*|__all__")
MUTABLE = {
    found
    for tree in TREES.values()
    for found, value in module_level_names(tree)
    if isinstance(value, CONTAINERS)
    or (isinstance(value, ast.Call) and ast.unparse(value.func).rpartition(".")[2] in MAKERS)
}
"""Names at module level that hold a list, dict or set: tables, which nobody may change."""


def changed_names(tree: ast.Module) -> Iterator[str]:
    """Yield the last part of every name whose value is changed in place somewhere in a file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            targets = [node.func.value] if node.func.attr in CHANGES else []
        elif isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
            targets = [node.value]
        elif isinstance(node, ast.AugAssign):
            targets = [node.target]
        else:
            continue
        yield from (ast.unparse(target).rpartition(".")[2] for target in targets)


@pytest.mark.parametrize("name", FILES)
def test_nothing_at_module_level_changes(name: str) -> None:
    """What a module binds to a container is a constant table, and no line changes one."""
    tree = TREES[name]
    own = {found for found, _ in module_level_names(tree)} & MUTABLE
    assert {found for found in own if not CONSTANT.fullmatch(found)} == set()
    assert MUTABLE & set(changed_names(tree)) == set()


@pytest.mark.parametrize("name", FILES)
def test_there_is_no_hidden_state(name: str) -> None:
    """No function reaches for a global to bind it, or remembers its answers for the process."""
    nodes = list(ast.walk(TREES[name]))
    assert [node for node in nodes if isinstance(node, ast.Global)] == []
    decorators = {
        ast.unparse(decorator).partition("(")[0].rpartition(".")[2]
        for function in functions(name)
        for decorator in function.decorator_list
    }
    assert decorators & {"cache", "lru_cache"} == set()


@pytest.mark.parametrize("name", FILES)
def test_records_are_frozen(name: str) -> None:
    """Every public dataclass is frozen; only what works inside one pass may change."""
    open_records = {
        node.name
        for node in ast.walk(TREES[name])
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
        for decorator in node.decorator_list
        if ast.unparse(decorator).startswith("dataclass")
        and "frozen=True" not in ast.unparse(decorator)
    }
    assert open_records == set()


@pytest.mark.parametrize("name", FILES)
def test_functions_and_files_are_short(name: str) -> None:
    """No function has more than 50 lines, and no file more than 400."""
    assert {f.name: length(f) for f in functions(name) if length(f) > 50} == {}
    assert len(FILES[name].read_text("utf-8").splitlines()) <= 400


def test_functions_are_short_as_a_rule() -> None:
    """Half of all functions have at most 10 lines, nine of ten at most 30."""
    lengths = sorted(length(f) for f in chain.from_iterable(map(functions, FILES)))
    assert median(lengths) <= 10
    assert lengths[len(lengths) * 9 // 10] <= 30


SILENCED = re.compile(r"#\s*(?:noqa\b|type:\s*ignore\b)")
REASONED = re.compile(
    r"#\s*(?:noqa: [A-Z]+[0-9]+(?:, ?[A-Z]+[0-9]+)*  |type: ignore\[[a-z-]+(?:, ?[a-z-]+)*\]  # )"
    r"\S+ \S+"
)


@pytest.mark.parametrize("name", FILES)
def test_silenced_checks_say_why(name: str) -> None:
    """Every silenced check names its rule and gives a reason of some words."""
    lines = FILES[name].read_text("utf-8").splitlines()
    silenced = [line for line in lines if SILENCED.search(line)]
    assert [line.strip() for line in silenced if not REASONED.search(line)] == []


@pytest.mark.parametrize("name", FILES)
def test_every_file_says_what_it_is_for(name: str) -> None:
    """A module, and every public class and function, begins with a sentence."""
    assert ast.get_docstring(TREES[name])
    public = [
        node
        for node in TREES[name].body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_")
    ]
    assert [node.name for node in public if not ast.get_docstring(node)] == []


def test_markup_is_made_in_few_places() -> None:
    """Text becomes HTML where narratives are parsed and where content is marked as Chinese."""
    calling = (name for name in FILES for _, called in calls(name) if called == "Markup")
    assert {top_of(module_of(name)) for name in calling} <= {"narrative", "theme", "views"}


TEMPLATES = sorted((ROOT / "theme").rglob("*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT / "theme")))
def test_templates_never_switch_escaping_off(path: Path) -> None:
    """No template declares text to be safe, and none turns autoescape off."""
    text = path.read_text("utf-8")
    assert re.findall(r"\|\s*safe\b|\bautoescape\b|\|\s*forceescape\b|Markup\(", text) == []
