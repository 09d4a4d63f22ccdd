"""How Telegram says no, and how the phone says no to the person holding it."""

from bot.simulator.wire import Json

_PREFIXES = {400: "Bad Request: ", 403: "Forbidden: ", 409: "Conflict: "}


class ApiError(Exception):
    """A Bot API answer with `ok: false`; the prefix of its status is put before the words."""

    def __init__(self, status: int, words: str, parameters: Json | None = None) -> None:
        self.status = status
        prefix = _PREFIXES.get(status, "")
        self.description = prefix + words.removeprefix(prefix)
        self.parameters = parameters
        super().__init__(self.description)

    def answer(self) -> Json:
        answer: Json = {"ok": False, "error_code": self.status, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


class PersonError(ValueError):
    """Something the person's own Telegram app would not have let them do."""


def bad(words: str) -> ApiError:
    return ApiError(400, words)
