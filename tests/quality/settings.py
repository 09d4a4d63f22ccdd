"""The table of settings in README.md, as bot/config.py declares them."""

import re
from pathlib import Path

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from bot.config import Settings
from tests.quality.sources import ROOT

README = ROOT / "README.md"
BEGIN, END = "<!-- settings, written by `make docs` -->\n", "<!-- /settings -->\n"
_BLOCK = re.compile(f"(?<={re.escape(BEGIN)}).*?(?={re.escape(END)})", re.DOTALL)


def written() -> str:
    """The table that README.md has. Raises ValueError if it has no place for one."""
    found = _BLOCK.search(README.read_text(encoding="utf-8"))
    if found is None:
        raise ValueError(f"README.md has no {BEGIN.strip()} with its end")
    return found[0]


def render() -> str:
    rows = "".join(_row(name, field) for name, field in Settings.model_fields.items())
    return f"\n| Setting | Without it | Meaning |\n| --- | --- | --- |\n{rows}\n"


def _row(name: str, field: FieldInfo) -> str:
    prefix = Settings.model_config["env_prefix"]
    return f"| `{prefix}{name.upper()}` | {_default(field.default)} | {field.description} |\n"


def _default(value: object) -> str:
    if isinstance(value, SecretStr):
        return "needed"
    if value is None:
        return "none"
    number = f"{value:g}" if isinstance(value, float) else str(value)
    return f"`{value.as_posix() if isinstance(value, Path) else number}`"


def update() -> None:
    text = README.read_text(encoding="utf-8")
    README.write_text(_BLOCK.sub(lambda _found: render(), text), encoding="utf-8")
