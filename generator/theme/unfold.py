"""Small components written out where they are called: a call costs more than what most of them do.

A component is written out where it only says its parameters and chooses among texts by them, and
where it is called with plain values. Every value is read once, in the order of the call, as it
would be for the call. Whatever does more is called, as Jinja has it.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from jinja2 import TemplateError, nodes
from jinja2.visitor import NodeTransformer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

STATEMENTS = (nodes.Output, nodes.If)
EXPRESSIONS = (
    nodes.TemplateData,
    nodes.Const,
    nodes.Name,
    nodes.Getattr,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.Not,
    nodes.And,
    nodes.Or,
)
"""What a component may consist of; nothing among it calls, loops or keeps anything."""


LARGE = re.compile(r"\{%[-+]?\s*(?:for|set|call|from|import|include|filter|with)\b")
"""A statement that no small component has."""


def is_large(source: str) -> bool:
    """Whether the components of a template do too much to be written out; tells without parsing."""
    return LARGE.search(source) is not None


class Unfolded(NodeTransformer):
    """Writes small components of other templates out where a template outputs them."""

    def __init__(
        self, macros: Mapping[str, nodes.Macro], name: Callable[[], nodes.InternalName]
    ) -> None:
        self.macros = macros
        self.name = name

    def generic_visit(self, node: nodes.Node, *args: object, **kwargs: object) -> nodes.Node:
        """Look through statements only: nothing is output within an expression."""
        if isinstance(node, nodes.Expr):
            return node
        found: nodes.Node = super().generic_visit(node, *args, **kwargs)
        return found

    def visit_ScopedEvalContextModifier(self, node: nodes.Node) -> nodes.Node:  # noqa: N802  Jinja's name
        """Leave alone what is escaped in another way than components are."""
        return node

    def visit_Output(self, node: nodes.Output) -> nodes.Node | list[nodes.Node]:  # noqa: N802  Jinja's name
        """Return what is output with the calls of small components written out."""
        found: list[nodes.Node] = []
        for part in node.nodes:
            for said in self._written_out(part) or [_output([part])]:
                _say(said, found)
        return found or node

    def _written_out(self, call: nodes.Expr) -> list[nodes.Node] | None:
        """Return the statements that do what a call does; None where it is to be called."""
        if not isinstance(call, nodes.Call) or not isinstance(call.node, nodes.Name):
            return None
        macro = self.macros.get(call.node.name)
        values = _values(macro, call) if macro else None
        if macro is None or values is None:
            return None
        names = {name: self.name() for name in values}
        read: list[nodes.Node] = [
            nodes.Assign(names[name], value, lineno=call.lineno, environment=call.environment)
            for name, value in values.items()
        ]
        body = [_put(part, names, call.lineno) for part in macro.body]
        return read + body


def _output(parts: list[nodes.Expr]) -> nodes.Output:
    return nodes.Output(parts, lineno=parts[0].lineno, environment=parts[0].environment)


def _say(said: nodes.Node, found: list[nodes.Node]) -> None:
    """Put a statement behind others; what is output next to it is output in one with it.

    So text on either side of a choice goes into each of its branches.
    """
    last = found[-1] if found else None
    if isinstance(said, nodes.Output) and isinstance(last, nodes.Output):
        last.nodes += said.nodes
    elif isinstance(said, nodes.Output) and _branches(last) and all(map(_is_text, said.nodes)):
        for branch in _branches(last):
            _say(_output(said.nodes[:]), branch)
    else:
        text = _take_text(found) if _branches(said) else []
        for branch in _branches(said) if text else ():
            begun: list[nodes.Node] = [_output(text[:])]
            for node in branch:
                _say(node, begun)
            branch[:] = begun
        found.append(said)


def _branches(choice: nodes.Node | None) -> list[list[nodes.Node]]:
    """Return the branches of a choice one of which is taken in any case."""
    if not isinstance(choice, nodes.If) or not choice.else_:
        return []
    return [choice.body, *(other.body for other in choice.elif_), choice.else_]


def _is_text(part: nodes.Expr) -> bool:
    return isinstance(part, (nodes.TemplateData, nodes.Const))


def _take_text(found: list[nodes.Node]) -> list[nodes.Expr]:
    """Take the text away that is output last; values may have been read since."""
    place = len(found) - 1
    while place >= 0 and isinstance(found[place], nodes.Assign):
        place -= 1
    last = found[place] if place >= 0 else None
    text: list[nodes.Expr] = []
    while isinstance(last, nodes.Output) and last.nodes and _is_text(last.nodes[-1]):
        text.insert(0, last.nodes.pop())
    if isinstance(last, nodes.Output) and not last.nodes:
        del found[place]
    return text


def _put(part: nodes.Node, names: Mapping[str, nodes.InternalName], line: int) -> nodes.Node:
    """Return a copy of a part of a component with the names of values for its parameters."""
    if isinstance(part, nodes.Name):
        return names[part.name]

    def copied(value: object) -> object:
        if isinstance(value, list):
            return [copied(one) for one in value]
        return _put(value, names, line) if isinstance(value, nodes.Node) else value

    fields = [copied(value) for _, value in part.iter_fields()]
    return type(part)(*fields, lineno=line, environment=part.environment)


def _values(macro: nodes.Macro, call: nodes.Call) -> dict[str, nodes.Expr] | None:
    """Return the value of every parameter, those of the call first; None where a call may fail."""
    names = [argument.name for argument in macro.args]
    given = {k.key: k.value for k in call.kwargs}
    if call.dyn_args or call.dyn_kwargs or len(call.args) > len(names):
        return None
    positional = dict(zip(names, call.args, strict=False))
    rest = dict(zip(reversed(names), reversed(macro.defaults), strict=False))
    values: dict[str, nodes.Expr] = {**positional, **given}
    if given.keys() & positional.keys() or not values.keys() <= set(names):
        return None
    values |= {name: rest[name] for name in names if name not in values and name in rest}
    complete = len(values) == len(names)
    return values if complete and all(map(_is_plain, values.values())) else None


def _is_plain(value: nodes.Expr) -> bool:
    while isinstance(value, nodes.Getattr):
        value = value.node
    return isinstance(value, (nodes.Name, nodes.Const))


def unfold(
    tree: nodes.Template,
    read: Callable[[str], nodes.Template | None],
    name: Callable[[], nodes.InternalName],
) -> None:
    """Write small components out in `tree`.

    `read` gives the tree of another template, or None where `is_large` holds of its source; `name`
    a name that no template can use.
    """
    macros = _small_macros(tree, read)
    if not macros:
        return
    unfolded = Unfolded(macros, name)
    for part in tuple(_blocks(tree)) if _extends(tree) else (tree,):
        unfolded.generic_visit(part)


def _extends(tree: nodes.Template) -> bool:
    """Whether nothing outside of blocks and components may be output."""
    outside = (part for part in tree.body if not isinstance(part, (nodes.Block, nodes.Macro)))
    return any(isinstance(n, nodes.Extends) or n.find(nodes.Extends) for n in outside)


def _blocks(tree: nodes.Template) -> Iterator[nodes.Node]:
    return (part for part in tree.body if isinstance(part, (nodes.Block, nodes.Macro)))


def _small_macros(
    tree: nodes.Template, read: Callable[[str], nodes.Template | None]
) -> dict[str, nodes.Macro]:
    """Return the components that `tree` may write out, by the names that it calls them by."""
    found: dict[str, nodes.Macro] = {}
    for node in tree.body:
        if not isinstance(node, nodes.FromImport) or not isinstance(node.template, nodes.Const):
            continue
        pairs = [name if isinstance(name, tuple) else (name, name) for name in node.names]
        for name, alias in pairs if not node.with_context else ():
            macro = _macro(node.template.value, name, read)
            if macro is not None and _is_small(macro):
                found[alias] = macro
    taken = Counter(_names_taken(tree)) if found else Counter()
    return {alias: macro for alias, macro in found.items() if taken[alias] == 1}


def _names_taken(part: nodes.Node) -> Iterator[str]:
    """Yield every name that a part of a template gives to something, as often as it does.

    Expressions give no names, but for those that stand for what is named.
    """
    if isinstance(part, nodes.FromImport):
        yield from (name[1] if isinstance(name, tuple) else name for name in part.names)
    elif isinstance(part, nodes.Import):
        yield part.target
    elif isinstance(part, nodes.Macro) or (isinstance(part, nodes.Name) and part.ctx != "load"):
        yield part.name
    for child in part.iter_child_nodes():
        if not isinstance(child, nodes.Expr) or isinstance(child, (nodes.Name, nodes.Tuple)):
            yield from _names_taken(child)


def _macro(
    template: str, name: str, read: Callable[[str], nodes.Template | None]
) -> nodes.Macro | None:
    """Return a component; None where there is none, or several, or the template is at fault."""
    try:
        tree = read(template)
    except (TemplateError, OSError):
        return None
    macros = [m for m in tree.body if isinstance(m, nodes.Macro) and m.name == name] if tree else []
    return macros[0] if len(macros) == 1 else None


def _is_small(macro: nodes.Macro) -> bool:
    names = {argument.name for argument in macro.args}
    return all(map(_is_plain, macro.defaults)) and all(_says(part, names) for part in macro.body)


def _says(part: nodes.Node, names: set[str]) -> bool:
    """Whether a part of a component only says `names` or texts."""
    if isinstance(part, nodes.Name):
        return part.name in names
    if not isinstance(part, (*STATEMENTS, *EXPRESSIONS)):
        return False
    return all(_says(child, names) for child in part.iter_child_nodes())
