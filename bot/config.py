"""The settings: environment variables that begin with AYNI_, or lines of a .env file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.pipeline.limits import Rates

PREFIX = "AYNI_"


def _trimmed(value: Any) -> Any:
    """A token is copied from a chat, and blanks come along."""
    return value.strip() if isinstance(value, str) else value


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("an address that begins with https:// is needed")
    return value


def _file(value: Path) -> Path:
    if not value.name or value.is_dir():
        raise ValueError("the name of a file is needed, and this is a folder")
    return value


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_ignore_empty=True, extra="ignore"
    )

    token: Annotated[SecretStr, BeforeValidator(_trimmed)] = Field(
        default=SecretStr(""), description="The bot's token, as BotFather gave it."
    )
    database: Annotated[Path, AfterValidator(_file)] = Field(
        default=Path("ayni.db"), description="The file that holds everything."
    )
    backups: Path | None = Field(
        default=None,
        description="Where `ayni backup` puts copies; `ayni doctor` tells how old the last is.",
    )
    api_url: Annotated[str, AfterValidator(_web_address)] = Field(
        default="https://api.telegram.org", description="Where the Bot API is served."
    )
    long_poll: int = Field(
        default=25, ge=1, le=50, description="Seconds a poll waits for something to come."
    )
    answer_timeout: float = Field(
        default=15.0, gt=0, le=300, description="Seconds that Telegram's answer may take."
    )
    messages_per_second: int = Field(
        default=30, ge=1, description="Sent in all. Telegram allows 30, and 1,000 if paid for."
    )
    chat_messages_per_second: int = Field(
        default=1, ge=1, description="Sent in one private chat, short bursts aside."
    )
    group_messages_per_minute: int = Field(default=20, ge=1, description="Sent in one group.")
    health_port: int = Field(
        default=0, ge=0, le=65535, description="Port of /health on 127.0.0.1; 0 for none."
    )
    log_level: str = Field(
        default="INFO",
        pattern="^(DEBUG|INFO|WARNING|ERROR)$",
        description="How much the log tells: DEBUG, INFO, WARNING or ERROR.",
    )

    @property
    def rates(self) -> Rates:
        return Rates(
            self.messages_per_second, self.chat_messages_per_second, self.group_messages_per_minute
        )


def unknown() -> list[str]:
    """Names that begin as settings do and are none: most likely mistyped."""
    known = {f"{PREFIX}{name}".upper() for name in Settings.model_fields}
    in_file = DotEnvSettingsSource(Settings).env_vars
    given = {name.upper() for name in (*os.environ, *in_file)}
    return sorted(name for name in given - known if name.startswith(PREFIX))


class GivenSettings(Settings):
    """What is given and nothing else: the demo and the tests leave the environment alone."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)
