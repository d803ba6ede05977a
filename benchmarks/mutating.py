"""Mutants: a module's source with one small thing made wrong, by rules that leave nothing to chance.

Left alone are annotations, decorators, docstrings and other words, and type aliases: no mutant there says anything
about a test.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitAnd,
}
SWAPPED = {"min": "max", "max": "min", "any": "all", "all": "any"}
LEFT_ALONE = ("annotation", "returns", "decorator_list", "type_params", "bases", "keywords_of_class")

type Change = tuple[str, Callable[[], None], Callable[[], None]]


@dataclass(frozen=True)
class Mutant:
    """One change of one module: where, what, and the code that it makes. `name` is the same in every run."""

    module: str
    name: str
    function: str
    first_line: int
    last_line: int
    tree: ast.Module


def mutants_of(module: str, source: str) -> Iterator[Mutant]:
    """Yield every mutant of a module. Each `tree` is one object, changed: compile it before asking for the next."""
    tree = ast.parse(source)
    for node, statement, function in _places(tree):
        for place, (what, make, undo) in enumerate(_changes(node)):
            where = node.target if isinstance(node, ast.comprehension) else node
            line, begins, ends = (getattr(where, each, 0) for each in ("lineno", "col_offset", "end_col_offset"))
            name = f"{module}:{line}:{begins}-{ends} {what}" + (f" ({place})" if place else "")
            make()
            ast.fix_missing_locations(tree)
            first, last = _lines_of(statement)
            yield Mutant(module, name, function, first, last, tree)
            undo()


def _lines_of(statement: ast.stmt) -> tuple[int, int]:
    """Return the lines of a statement; of one with a body, those of its head."""
    body = getattr(statement, "body", None)
    last = body[0].lineno - 1 if body and not isinstance(body, ast.expr) else statement.end_lineno
    return statement.lineno, max(statement.lineno, last or statement.lineno)


def _places(tree: ast.Module) -> Iterator[tuple[ast.AST, ast.stmt, str]]:
    """Yield every node that may be changed, its statement, and the function that it stands in ("" for none)."""

    def walk(node: ast.AST, statement: ast.stmt, function: str) -> Iterator[tuple[ast.AST, ast.stmt, str]]:
        yield node, statement, function
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            function = f"{function}.{node.name}".lstrip(".") if isinstance(node, ast.FunctionDef) else function
        for field, value in ast.iter_fields(node):
            if field in LEFT_ALONE or (isinstance(node, ast.ClassDef) and field == "keywords"):
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and not _says_nothing(child):
                    yield from walk(child, child if isinstance(child, ast.stmt) else statement, function)

    for each in tree.body:
        if not _says_nothing(each):
            yield from walk(each, each, "")


def _says_nothing(node: ast.AST) -> bool:
    if isinstance(node, ast.Import | ast.ImportFrom | ast.TypeAlias | ast.JoinedStr):
        return True
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id == "__all__"
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _changes(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.ClassDef):
        return
    yield from _changes_of_constants(node) if isinstance(node, ast.Constant) else _changes_of_operators(node)
    match node:
        case ast.Call(func=ast.Name(id=called)) if called in SWAPPED:
            yield _set(f"{called} to {SWAPPED[called]}", node.func, "id", SWAPPED[called])
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant) or value.value is not None:
            yield _set("returns None", node, "value", ast.Constant(None))
    yield from _changes_of_conditions(node)
    yield from _changes_of_bodies(node)


def _changes_of_operators(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Compare(ops=ops):
            for place, op in enumerate(ops):
                for other in COMPARED[type(op)]:
                    yield _in_list(f"{_name(op)} to {other.__name__}", ops, place, other())
        case ast.BoolOp(op=op):
            yield _set(f"{_name(op)} swapped", node, "op", ast.Or() if isinstance(op, ast.And) else ast.And())
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield _set("Not dropped", node, "operand", ast.UnaryOp(ast.Not(), operand))
        case ast.UnaryOp(op=ast.USub()):
            yield _set("USub dropped", node, "op", ast.UAdd())
        case ast.BinOp(op=op) | ast.AugAssign(op=op) if type(op) in RECKONED:
            other = RECKONED[type(op)]
            yield _set(f"{_name(op)} to {other.__name__}", node, "op", other())


def _changes_of_constants(node: ast.Constant) -> Iterator[Change]:
    match node.value:
        case bool() as value:
            yield _set(f"{value} to {not value}", node, "value", not value)
        case int() as value:
            yield _set(f"{value} to {value + 1}", node, "value", value + 1)
            yield _set(f"{value} to {value - 1}", node, "value", value - 1)
        case float() as value:
            yield _set(f"{value} to {value * 2}", node, "value", value * 2)


def _changes_of_conditions(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.If | ast.IfExp):
        yield _set("condition to True", node, "test", ast.Constant(value=True))
        yield _set("condition to False", node, "test", ast.Constant(value=False))
    if isinstance(node, ast.comprehension):
        for place in range(len(node.ifs)):
            yield _in_list("filter dropped", node.ifs, place, ast.Constant(value=True))


def _changes_of_bodies(node: ast.AST) -> Iterator[Change]:
    for field in ("body", "orelse", "finalbody"):
        statements = getattr(node, field, None)
        if not isinstance(statements, list):
            continue
        for place, each in enumerate(statements):
            if isinstance(each, ast.Raise | ast.AugAssign) or _is_act(each):
                yield _in_list(f"line {each.lineno} dropped", statements, place, ast.copy_location(ast.Pass(), each))
            if isinstance(each, ast.Break | ast.Continue):
                other = ast.Continue() if isinstance(each, ast.Break) else ast.Break()
                yield _in_list(f"line {each.lineno} turned", statements, place, ast.copy_location(other, each))


def _is_act(statement: ast.stmt) -> bool:
    """Tell whether a statement does something beside naming a value: a call, or an assignment into something."""
    if isinstance(statement, ast.Assign):
        return isinstance(statement.targets[0], ast.Attribute | ast.Subscript)
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call | ast.Yield | ast.YieldFrom)


def _name(op: ast.AST) -> str:
    return type(op).__name__


def _set(what: str, node: ast.AST, field: str, value: object) -> Change:
    before = getattr(node, field)
    return what, lambda: setattr(node, field, value), lambda: setattr(node, field, before)


def _in_list[T](what: str, listed: list[T], place: int, value: T) -> Change:
    before = listed[place]
    return what, lambda: listed.__setitem__(place, value), lambda: listed.__setitem__(place, before)
