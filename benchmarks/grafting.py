"""Puts a mutated module's code into the module that is loaded, so that nothing has to be imported anew.

Functions get the mutant's code and plain defaults; plain values of a module or class are replaced, wherever they were
imported to. What cannot be replaced in place is left to a fresh process (`benchmarks.mutants`).
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from types import CodeType, FunctionType, ModuleType

PLAIN = (int, float, str, bytes, tuple, frozenset, list, dict, set, type(None))


def graft(module: ModuleType, code: CodeType) -> bool:
    """Run a mutated module beside the loaded one, and take over what differs; False where nothing did."""
    made = {name: value for name, value in vars(module).items() if name.startswith("__")}
    exec(code, made)  # noqa: S102 - our own source with one change
    return _all_of(_replaced(module, name, value, module.__name__) for name, value in made.items())


def _all_of(replaced: Iterable[bool]) -> bool:
    """Replace everything, and tell whether anything was different: `any` would stop at the first."""
    return sum(replaced) > 0


def _replaced(owner: ModuleType | type, name: str, value: object, home: str) -> bool:
    if name.startswith("__") and not isinstance(value, FunctionType):
        return False
    before = vars(owner).get(name)
    if isinstance(value, type) and isinstance(before, type):
        if value.__module__ != home or value is before:
            return False
        return _all_of(_replaced(before, each, inside, home) for each, inside in list(vars(value).items()))
    pairs = list(zip(functions(before), functions(value), strict=False))
    if pairs:
        return _all_of(_recoded(old, new) for old, new in pairs)
    if type(value) is not type(before) or not isinstance(value, PLAIN) or repr(value) == repr(before):
        return False
    if isinstance(owner, type):
        setattr(owner, name, value)
    else:
        _spread(name, before, value)
    return True


def functions(value: object) -> Iterator[FunctionType]:
    """Yield the functions inside a method, a property, or a function that was wrapped."""
    match value:
        case FunctionType():
            yield value
            yield from functions(getattr(value, "__wrapped__", None))
        case staticmethod() | classmethod():
            yield from functions(value.__func__)
        case property():
            yield from functions(value.fget)
        case cached_property():
            yield from functions(value.func)


def _recoded(old: FunctionType, new: FunctionType) -> bool:
    if old is new or old.__module__ != new.__module__:
        return False
    found = old.__code__ != new.__code__
    if found:
        old.__code__ = new.__code__
    if _are_plain(new) and repr((old.__defaults__, old.__kwdefaults__)) != repr((new.__defaults__, new.__kwdefaults__)):
        old.__defaults__, old.__kwdefaults__, found = new.__defaults__, new.__kwdefaults__, True
    return found


def _are_plain(function: FunctionType) -> bool:
    defaults: Mapping[str, object] = function.__kwdefaults__ or {}
    return all(isinstance(each, PLAIN) for each in (*(function.__defaults__ or ()), *defaults.values()))


def _spread(name: str, before: object, value: object) -> None:
    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "").startswith("groundswell") and vars(module).get(name) is before:
            setattr(module, name, value)
