"""What people read goes through the catalogs; what operators read holds nothing of a person."""

import ast
import re
from collections.abc import Iterator

import handlers
from bot.features import Table
from bot.language.voice import Voice
from bot.logs import ALLOWED
from tests.quality.catalogs import KEYWORDS, SPEAKING_PACKAGES
from tests.quality.sources import PACKAGES, Source, sources

SENTENCE = re.compile(r"[A-Za-zÁÉÍÓÚÑáéíóúñ¿¡]{2,}[,.:;]? [a-záéíóúñ]{2,}")
LOG_METHODS = {"debug", "info", "warning", "error", "exception", "critical"}
NOT_KEYS = {"exc_info"}
# How many texts of the code each keyword begins with, after its context.
MSGIDS = {"_": slice(0, 1), "_n": slice(0, 2), "_p": slice(0, 2)}


def gettext_calls(source: Source) -> Iterator[tuple[ast.Call, str]]:
    for call in source.calls():
        if isinstance(call.func, ast.Name) and call.func.id in KEYWORDS:
            yield call, call.func.id


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_a_text_stands_in_the_code_as_it_is() -> None:
    """A text that is put together or comes in a variable never reaches a catalog."""
    found = [
        source.at(call)
        for source in sources(*SPEAKING_PACKAGES)
        for call, keyword in gettext_calls(source)
        if not all(is_text(argument) for argument in call.args[MSGIDS[keyword]])
    ]

    assert found == []


def test_a_text_has_a_blank_for_all_that_it_is_given() -> None:
    """What a text is given and does not show was meant to be shown."""
    found = [
        f"{source.at(call)} {parameter.arg}"
        for source in sources(*SPEAKING_PACKAGES)
        for call, _keyword in gettext_calls(source)
        for parameter in call.keywords
        if parameter.arg
        and not any(f"{{{parameter.arg}}}" in str(text.value) for text in texts_of(call))
    ]

    assert found == []


def texts_of(call: ast.Call) -> list[ast.Constant]:
    return [argument for argument in call.args if isinstance(argument, ast.Constant)]


def test_features_speak_through_the_catalogs() -> None:
    """A sentence of handlers/ is a text for people unless it is an error for programmers."""
    found = [
        f"{source.at(node)} {node.value!r}"
        for source in sources("handlers")
        for node in bare_sentences(source)
    ]

    assert found == []


def bare_sentences(source: Source) -> Iterator[ast.Constant]:
    spoken = {
        id(node)
        for outer in ast.walk(source.tree)
        if isinstance(outer, ast.Raise | ast.Assert) or is_gettext(outer)
        for node in ast.walk(outer)
    }
    for node in source.sentences():
        if id(node) not in spoken and SENTENCE.search(str(node.value)):
            yield node


def is_gettext(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {*KEYWORDS, "both"}
    )


def test_a_log_line_has_listed_keys_only() -> None:
    """Other keys would be withheld when the line is written; this says so sooner."""
    found = [
        f"{source.at(call)} {parameter.arg}"
        for source in sources(*PACKAGES)
        for call in source.calls()
        if is_log(call)
        for parameter in call.keywords
        if parameter.arg and parameter.arg not in ALLOWED | NOT_KEYS
    ]

    assert found == []


def is_log(call: ast.Call) -> bool:
    return (
        isinstance(call.func, ast.Attribute)
        and call.func.attr in LOG_METHODS
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in {"log", "logger"}
    )


def test_what_stands_on_a_card_has_a_name() -> None:
    """Without one, its line begins with a colon and its button shows a pencil alone."""
    voice = Voice.of("en", "US", "USD", "UTC")
    nameless = [
        (form.name, step.name)
        for form in Table(handlers.FEATURES).forms
        for step in form.steps
        if step.shown and not voice.plain(step.named)
    ]

    assert nameless == []
