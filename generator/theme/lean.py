"""Templates compiled to leaner code than Jinja's own: the same pages in less than half the time.

Jinja's code must serve every environment. Ours escapes always, hides nothing from templates, passes
no context to functions and knows its language when a template is compiled. So texts are translated
once, attributes are read and components called outright, and what has nothing to escape is not
wrapped. What the quick ways cannot do goes Jinja's own way. A test holds both kinds of code against
each other on every page.
"""

from __future__ import annotations

from keyword import iskeyword
from typing import TYPE_CHECKING

import markupsafe
from jinja2 import Environment, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.parser import Parser
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from generator.i18n import SOURCE_LANGUAGE
from generator.theme.unfold import is_large, unfold

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import BaseLoader, BytecodeCache
    from jinja2.environment import TemplateModule

    from generator.i18n import Catalogue

TRANSLATE = "_"
"""The name of the translating function in templates."""
CHINESE = "cn"
"""The name of the filter that marks Chinese on pages of another language."""
BLOCKS = "self"
"""The name of a template's own blocks, which are no attributes to Python."""
NUMBERS = frozenset({int, float})
"""Types of values that have nothing to escape."""


def shown(value: object) -> str:
    """Return `value` as it stands in a page: markup as it is, anything else escaped."""
    if type(value) is Markup:
        return value
    return str(value) if type(value) in NUMBERS else str(escape(value))


escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", shown)
"""What `escape` does to a text before it makes markup of it: a third of the time of a search for
signs to escape. The library does not promise it; without it the same comes out more slowly."""


class Literal(dict[str, object]):
    """A mapping that a template writes down; its values are attributes, as Jinja has it."""

    def __getattr__(self, name: str) -> object:
        """Return a value. Raises `AttributeError` where there is none."""
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name=name, obj=self) from None


class Spoken(NodeTransformer):
    """Puts into a template, once, what depends on nothing but the language of the pages."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def visit_Filter(self, node: nodes.Filter) -> nodes.Node:  # noqa: N802  Jinja's name for it
        """Return what is marked as Chinese, without the mark where the whole page is."""
        self.generic_visit(node)
        plain = node.name == CHINESE and self.catalogue.language == SOURCE_LANGUAGE
        return node.node if plain and node.node is not None else node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802  Jinja's name for it
        """Return the translation of a constant text, or the call as it is."""
        self.generic_visit(node)
        if not isinstance(node.node, nodes.Name) or node.node.name != TRANSLATE or _extras(node):
            return node
        text = node.args[0] if len(node.args) == 1 else None
        if not isinstance(text, nodes.Const) or not isinstance(text.value, str):
            return node
        return nodes.Const(self.catalogue.translate(text.value), lineno=node.lineno)

    def visit_Output(self, node: nodes.Output) -> nodes.Node:  # noqa: N802  Jinja's name for it
        """Return what is output, with nothing where a choice leaves out what else to say."""
        self.generic_visit(node)
        for part in node.nodes:
            if isinstance(part, nodes.CondExpr) and part.expr2 is None:
                part.expr2 = nodes.Const("", lineno=part.lineno)
        return node


def _extras(call: nodes.Call) -> bool:
    return bool(call.kwargs or call.dyn_args or call.dyn_kwargs)


class LeanCode(CodeGenerator):
    """Writes the Python code of a template, as Jinja's own generator calls for it."""

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("(escaped(v) if type(v := ")

    def _output_child_post(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_post(node, frame, finalize)
        else:
            self.write(") is str else shown(v))")

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802  Jinja's name
        """Write the code of a template, with what escapes within easy reach."""
        self.writeline("shown, escaped = environment.shown, environment.escaped")
        super().visit_Template(node, frame)

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        """Write the opening of another template: once, however many pages use it."""
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        if node.with_context or not isinstance(name, str):
            super()._import_common(node, frame)
        else:
            self.write(f"environment.opened({name!r})")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  Jinja's name
        """Write the reading of an attribute; one that is missing is blamed on the template."""
        owner = node.node.name if isinstance(node.node, nodes.Name) else ""
        if iskeyword(node.attr) or owner == BLOCKS:
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:  # noqa: N802  Jinja's name
        """Write a mapping, to be read like a record."""
        self.write("environment.literal(")
        super().visit_Dict(node, frame)
        self.write(")")

    def visit_Call(  # noqa: N802  Jinja's name for it
        self,
        node: nodes.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: FBT001, FBT002  Jinja's signature
    ) -> None:
        """Write a call without a context, which none of our functions takes."""
        if forward_caller or node.dyn_args or node.dyn_kwargs or _keywords(node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for value in (*node.args, *node.kwargs):
            self.visit(value, frame)
            self.write(", ")
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Write a component as a plain function of its parameters."""
        names = [argument.name for argument in macro_ref.node.args]
        special = macro_ref.accesses_kwargs or macro_ref.accesses_varargs
        if special or macro_ref.accesses_caller or any(map(iskeyword, names)):
            super().macro_def(macro_ref, frame)
            return
        parameters = ", ".join(f"{name}=missing" for name in names)
        self.write(f"(lambda macro: lambda {parameters}: Markup(macro({', '.join(names)})))(macro)")


def _keywords(call: nodes.Call) -> bool:
    return any(iskeyword(argument.key) for argument in call.kwargs)


class LeanEnvironment(Environment):
    """A Jinja environment that compiles templates for one language.

    Where it unfolds, a fault in a small component is blamed on the line that uses the component;
    an environment that does not tells the line within it.
    """

    code_generator_class = LeanCode
    shown = staticmethod(shown)
    escaped = staticmethod(escaped)
    literal = Literal

    def __init__(
        self,
        catalogue: Catalogue,
        loader: BaseLoader,
        kept: BytecodeCache | None = None,
        *,
        unfolds: bool = True,
    ) -> None:
        super().__init__(
            loader=loader,
            bytecode_cache=kept,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.catalogue = catalogue
        self.unfolds = unfolds
        self.modules: dict[str, TemplateModule] = {}
        self.trees: dict[tuple[str, str], nodes.Template] = {}

    def opened(self, template: str) -> TemplateModule:
        """Return what a template offers to those that import from it.

        Raises `TemplateError` where there is none, or where it is broken.
        """
        if template not in self.modules:
            self.modules[template] = self.get_template(template).module
        return self.modules[template]

    def _read_small(self, template: str) -> nodes.Template | None:
        """Return the syntax tree of a template whose components may be written out elsewhere."""
        assert self.loader is not None  # noqa: S101  given when the environment is made
        source, filename, _ = self.loader.get_source(self, template)
        return None if is_large(source) else self._parse(source, template, filename)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Return the syntax tree in the language of the pages; one that has a name only once."""
        if name is not None and (name, source) in self.trees:
            return self.trees[name, source]
        tree: nodes.Template = Spoken(self.catalogue).visit(super()._parse(source, name, filename))
        if name is not None:
            self.trees[name, source] = tree
        return tree

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,  # noqa: FBT001, FBT002  Jinja's signature
    ) -> str:
        if self.unfolds:
            unfold(source, self._read_small, Parser(self, "").free_identifier)
        return super()._generate(source, name, filename, defer_init)
