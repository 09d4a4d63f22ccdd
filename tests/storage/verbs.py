"""Every public verb of storage/, found by itself, and arguments to call it with."""

from __future__ import annotations

import inspect
import itertools
import pkgutil
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import storage
from storage import clusters
from storage.database import Reading, Transaction
from tests.storage.filled import Filled
from tests.storage.given import BY_TYPE, by_name

Arguments = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Verb:
    """`home` is the module it is offered by; a verb of a book is made in another one."""

    home: str
    run: Callable[..., Awaitable[Any]]
    parameters: Sequence[inspect.Parameter]

    @property
    def name(self) -> str:
        return f"{self.home.removeprefix('storage.')}.{self.run.__name__}"

    @property
    def scoped(self) -> bool:
        return any(parameter.name == "scope" for parameter in self.parameters)


# What a module of storage/ imports for its types only, since the other one imports it.
CIRCULAR = {"Cluster": clusters.Cluster, "NewCluster": clusters.NewCluster}


def every_verb() -> list[Verb]:
    return sorted(_verbs(), key=lambda verb: verb.name)


def _verbs() -> Iterator[Verb]:
    for found in pkgutil.walk_packages(storage.__path__, "storage."):
        for name, value in vars(import_module(found.name)).items():
            if name.startswith("_") or not inspect.iscoroutinefunction(value):
                continue
            of_book = inspect.ismethod(value)
            if value.__module__ == found.name or of_book:
                types = inspect.get_annotations(value, locals=CIRCULAR, eval_str=True)
                parameters = [
                    parameter.replace(annotation=types[parameter.name])
                    for parameter in inspect.signature(value).parameters.values()
                ]
                if parameters[0].annotation in {Reading, Transaction}:
                    yield Verb(found.name, value, parameters[1:])


def calls(verb: Verb, own: Filled, others: Filled | None) -> Iterator[Arguments]:
    """The verb with every combination of arguments, those that name the others' records too."""
    choices = [_choices(verb, parameter, own, others or own) for parameter in verb.parameters]
    names = [parameter.name for parameter in verb.parameters]
    for chosen in itertools.product(*choices):
        yield dict(zip(names, chosen, strict=True))


def _choices(
    verb: Verb, parameter: inspect.Parameter, own: Filled, others: Filled
) -> Sequence[Any]:
    """By the parameter's full name, its name, or its type."""
    if parameter.name == "scope":
        scopes = (own.village.scope, *own.village.people)
        return [s for s in scopes if isinstance(s, parameter.annotation)]
    named = by_name(own, others)
    for key in (f"{verb.name}.{parameter.name}", parameter.name):
        if key in named:
            return named[key]
    for kind, value in BY_TYPE.items():
        if parameter.annotation in {kind, kind | None}:
            return [value]
    raise LookupError(
        f"{verb.name}: say in tests/storage/given.py what to give for {parameter.name}"
    )
