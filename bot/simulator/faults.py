"""A bad day at Telegram's, on demand: slow, refusing, failing, silent, or counting our messages."""

from collections import deque
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from fnmatch import fnmatchcase

from bot.simulator.errors import ApiError
from bot.simulator.wire import Json

_WORDS = {500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable"}


@dataclass(slots=True)
class Rule:
    """Answers matching calls with an error instead of doing them; `times` None is for ever."""

    method: str = "*"
    status: int = 500
    chat_id: int | None = None
    retry_after: int | None = None
    description: str | None = None
    times: int | None = None

    def matches(self, method: str, chat_id: int | None) -> bool:
        return (
            self.times != 0 and fnmatchcase(method, self.method) and self.chat_id in (None, chat_id)
        )

    def error(self) -> ApiError:
        if self.status == 429:
            return too_many(self.retry_after or 1)
        return ApiError(self.status, self.description or _WORDS.get(self.status, "injected"))


@dataclass
class Faults:
    """`refuse` is read by the server, which closes its door; set it through `sim.refuse`."""

    latency_ms: float = 0
    chat_latency_ms: dict[int, float] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    hang_methods: list[str] = field(default_factory=list)
    refuse: bool = False

    def add(
        self,
        method: str = "*",
        *,
        status: int,
        chat_id: int | None = None,
        retry_after: int | None = None,
        description: str | None = None,
        times: int | None = None,
    ) -> Rule:
        rule = Rule(method, status, chat_id, retry_after, description, times)
        self.rules.append(rule)
        return rule

    def clear(self) -> None:
        """All but the latency and the closed door."""
        self.rules.clear()
        self.hang_methods.clear()

    def delay(self, chat_id: int | None) -> float:
        """Seconds until the answer; a chat's own latency stands instead of the general one."""
        own = None if chat_id is None else self.chat_latency_ms.get(chat_id)
        return (self.latency_ms if own is None else own) / 1000

    def hangs(self, method: str) -> bool:
        return any(fnmatchcase(method, pattern) for pattern in self.hang_methods)

    def error(self, method: str, chat_id: int | None) -> ApiError | None:
        for rule in self.rules:
            if rule.matches(method, chat_id):
                if rule.times is not None:
                    rule.times -= 1
                return rule.error()
        return None

    def shown(self) -> Json:
        shown = asdict(self)
        shown["chat_latency_ms"] = {str(k): ms for k, ms in self.chat_latency_ms.items()}
        return shown

    def change(self, wanted: Json) -> None:
        """What is given replaces what was; raises TypeError or ValueError if it makes no sense."""
        rules = [Rule(**rule) for rule in _items(wanted.get("rules", ()))]
        if "latency_ms" in wanted:
            self.latency_ms = float(wanted["latency_ms"])
        if "chat_latency_ms" in wanted:
            self.chat_latency_ms = {
                int(chat_id): float(ms) for chat_id, ms in wanted["chat_latency_ms"].items()
            }
        if "rules" in wanted:
            self.rules = rules
        if "hang_methods" in wanted:
            self.hang_methods = [str(pattern) for pattern in wanted["hang_methods"]]


def _items(rules: Iterable[Json]) -> Iterable[Json]:
    return rules


class Flood:
    """Telegram's limits on sending: 30 a second in all, and 1 a second in a chat after a burst.

    Counted in real seconds.
    """

    ALL_PER_SECOND = 30
    CHAT_BURST = 5

    def __init__(self) -> None:
        self._all: deque[float] = deque()
        self._chats: dict[int, float] = {}

    def error(self, chat_id: int, now: float) -> ApiError | None:
        while self._all and self._all[0] <= now - 1:
            self._all.popleft()
        if len(self._all) >= self.ALL_PER_SECOND:
            return too_many(1)
        due = max(self._chats.get(chat_id, 0.0), now)
        if due - now > self.CHAT_BURST - 1:
            return too_many(int(due - now) - self.CHAT_BURST + 2)
        self._chats[chat_id] = due + 1
        self._all.append(now)
        return None


def too_many(retry_after: int) -> ApiError:
    words = f"Too Many Requests: retry after {retry_after}"
    return ApiError(429, words, {"retry_after": retry_after})
