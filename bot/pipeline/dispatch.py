"""From an update to its one handler, through python-telegram-bot and the table of commands."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from contextvars import ContextVar
from dataclasses import replace
from typing import Any

from telegram import CallbackQuery, Chat, InaccessibleMessage, Update, User
from telegram.constants import ChatMemberStatus
from telegram.ext import (
    Application,
    ApplicationBuilder,
    BaseHandler,
    CallbackContext,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    ExtBot,
    MessageHandler,
    filters,
)

from bot.conversation.engine import Forms
from bot.conversation.keyboards import read_cluster
from bot.features import Command, Run, Table, Tap, Who
from bot.pipeline.confidence import confided
from bot.pipeline.menus import keep_menu
from bot.pipeline.rights import refusal
from bot.pipeline.saying import Bot
from bot.pipeline.transport import Backend, Telegram
from bot.pipeline.turn import Turn
from storage import people

_current: ContextVar[Turn] = ContextVar("turn")


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """What python-telegram-bot hands to a handler: here, the turn."""

    @property
    def turn(self) -> Turn:
        return _current.get()


App = Application[Any, Context, Any, Any, Any, Any]
Asked = Callable[[Turn], Coroutine[Any, Any, bool]]
Callback = Callable[[Update, Context], Coroutine[Any, Any, None]]


# Says that a tap is about this other cluster, to whoever is in it too; False for all others.
Elsewhere = Callable[[Turn, int], Coroutine[Any, Any, bool]]


class Dispatch:
    """`table` is all that the features declare; `fallback` answers what nothing else understood.

    `awaited` is asked before somebody is refused: whether there is something better to tell them.
    """

    def __init__(
        self,
        table: Table,
        forms: Forms,
        fallback: Run,
        old_button: Run,
        awaited: Asked,
        elsewhere: Elsewhere,
    ) -> None:
        self._table = table
        self._forms = forms
        self._fallback = fallback
        self._old_button = old_button
        self._awaited = awaited
        self._elsewhere = elsewhere
        self._errors: list[Exception] = []
        self._app: App | None = None
        self._bot = Bot()

    async def start(self, telegram: Telegram, base_url: str, token: str) -> None:
        """Raises telegram.error.TelegramError when Telegram cannot tell who the bot is."""
        app = (
            ApplicationBuilder()
            .token(token)
            .base_url(f"{base_url.rstrip('/')}/bot")
            .request(Backend(telegram))
            .get_updates_request(Backend(telegram))
            .updater(None)
            .context_types(ContextTypes(context=Context))
            .build()
        )
        app.add_handlers(self._handlers())
        app.add_error_handler(self._failed)
        await app.initialize()
        self._app = app
        self._bot = Bot(app.bot.username, self._table, self._forms)

    @property
    def _application(self) -> App:
        if self._app is None:
            raise RuntimeError("the dispatcher was not started")
        return self._app

    def read(self, raw: dict[str, Any]) -> Update:
        """Raises whatever python-telegram-bot does on an update it cannot read."""
        query = raw.get("callback_query")
        if query and query.get("message"):
            return self._read_tap(raw["update_id"], query)
        return Update.de_json(raw, self._application.bot)

    def _read_tap(self, update_id: int, query: dict[str, Any]) -> Update:
        """Of the tapped message only its place is read: parsing the rest costs more than a turn."""
        bot = self._application.bot
        message = query["message"]
        place = InaccessibleMessage(
            Chat.de_json(message["chat"], bot),
            message["message_id"],
            api_kwargs={"date": message.get("date")},
        )
        user = User.de_json(query["from"], bot)
        tap = CallbackQuery(
            query["id"], user, query["chat_instance"], message=place, data=query.get("data")
        )
        tap.set_bot(bot)
        return Update(update_id, callback_query=tap)

    def confided(self, raw: dict[str, Any], form: str | None) -> bool:
        """What a changed message once answered is not known: it counts as confided."""
        return "edited_message" in raw or confided(self._table, raw, form)

    async def run(self, turn: Turn) -> None:
        """Raises what the handler raised."""
        turn.bot = self._bot
        reset = _current.set(turn)
        try:
            await self._application.process_update(turn.update)
        finally:
            _current.reset(reset)
        if self._errors:
            raise self._errors.pop()
        await keep_menu(turn, self._table)

    async def _failed(self, _update: object, context: Context) -> None:
        if context.error is not None:
            self._errors.append(context.error)

    def _handlers(self) -> list[BaseHandler[Any, Context, None]]:
        message = filters.UpdateType.MESSAGE
        commands: list[BaseHandler[Any, Context, None]] = [
            CommandHandler(command.names, self._on_command(command), filters=message)
            for command in self._table.commands
        ]
        return [
            CallbackQueryHandler(self._on_tap),
            *commands,
            MessageHandler(message & filters.COMMAND, self._on_unknown),
            MessageHandler(message, self._on_message),
            MessageHandler(filters.UpdateType.EDITED_MESSAGE, self._on_edit),
            ChatMemberHandler(self._on_membership),
        ]

    def _on_command(self, command: Command) -> Callback:
        async def run(_update: Update, context: Context) -> None:
            await self._command(context.turn, command, " ".join(context.args or ()))

        return run

    async def _on_unknown(self, _update: Update, context: Context) -> None:
        await self._fallback(context.turn)

    async def _on_message(self, update: Update, context: Context) -> None:
        text = update.message.text if update.message else None
        command = self._table.by_label(text) if text else None
        turn = context.turn
        if command is not None and refusal(turn.speaker, command.who) is None:
            await command.run(turn, "")
        elif await self._forms.typed(turn):
            return
        elif command is not None:
            await self._command(turn, command, "")
        elif not await self._heard(turn, text):
            await self._fallback(turn)

    async def _heard(self, turn: Turn, text: str | None) -> bool:
        """Whether a feature took the words for an answer to what it had asked unasked."""
        for hear in self._table.hearers if text else ():
            if await hear(turn, text or ""):
                return True
        return False

    async def _on_edit(self, _update: Update, context: Context) -> None:
        if not await self._forms.edited(context.turn):
            for edited in self._table.editors:
                await edited(context.turn)

    async def _on_tap(self, update: Update, context: Context) -> None:
        query, turn = update.callback_query, context.turn
        data, cluster_id = read_cluster(query.data or "" if query else "")
        name, _, argument = data.partition(":")
        tap = self._table.taps.get(name)
        in_form = self._forms.owns(data)
        anywhere = tap is not None and tap.anywhere
        if not anywhere and await self._is_elsewhere(turn, cluster_id, in_form=in_form):
            return
        if in_form:
            await self._forms.tapped(turn, data)
        elif tap is None:
            await self._old_button(turn)
        else:
            await self._tap(turn, tap, argument)

    async def _is_elsewhere(self, turn: Turn, cluster_id: int | None, *, in_form: bool) -> bool:
        """Whether the tap is about another cluster than they are in now: then that is said.

        A button that tells none is of before they all did: harmless to whoever is in one cluster.
        """
        if cluster_id == turn.speaker.cluster_id:
            return False
        if cluster_id is None and (in_form or not turn.speaker.in_several):
            return False
        if cluster_id is not None and await self._elsewhere(turn, cluster_id):
            return True
        if turn.speaker.cluster_id is None:
            # Whoever is in none just now is told why, as by any button.
            return False
        await self._old_button(turn)
        return True

    async def _on_membership(self, update: Update, context: Context) -> None:
        """Blocked: not written to any more. Unblocked, or seen in any way: reachable again."""
        change = update.my_chat_member
        if change is None or change.new_chat_member.status != ChatMemberStatus.BANNED:
            return
        turn = context.turn
        await people.mark_reachable(turn.tx, turn.speaker.telegram_id, reachable=False)
        turn.become(replace(turn.speaker, reachable=False))

    async def _command(self, turn: Turn, command: Command, words: str) -> None:
        if await self._allowed(turn, command.who):
            await command.run(turn, words)

    async def _tap(self, turn: Turn, tap: Tap, argument: str) -> None:
        if await self._allowed(turn, tap.who):
            await tap.run(turn, argument)

    async def _allowed(self, turn: Turn, who: Who) -> bool:
        no = refusal(turn.speaker, who)
        if no is not None and not await self._awaited(turn):
            turn.say(no)
        return no is None
