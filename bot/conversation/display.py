"""What a form shows at each of its places: a question, the card, a doubt, a draft found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import review
from bot.conversation.drafts import DOUBT, UNFINISHED, Draft
from bot.conversation.flow import in_order, preceding
from bot.conversation.forms import Doubt
from bot.conversation.grid import grid
from bot.conversation.kept import unpack
from bot.conversation.keyboards import Button
from bot.conversation.saving import on_record
from bot.conversation.steps.base import Asking, Offer, Screen, Step
from bot.conversation.view import View, button, short
from bot.conversation.words import clip
from bot.language.text import Text, _, layout, lines

if TYPE_CHECKING:
    from bot.pipeline.turn import Turn

# The longest that the answers so far may take above a question, and each of them.
SUMMARY, SUMMED = 160, 40

NONE_OF_THESE = _("None of these")


async def draw(turn: Turn, draft: Draft, note: Text | None, doubt: Doubt | None) -> View:
    """The screen of the draft's place. What it offers is written down in the draft."""
    if draft.place == UNFINISHED:
        return _unfinished(turn, draft)
    if draft.place == DOUBT and doubt is not None:
        return await _doubt(turn, draft, doubt, note)
    step = draft.step
    if step is None:
        return review.view(turn, draft, note)
    return await _question(turn, draft, step, note)


def summary(turn: Turn, draft: Draft) -> str:
    """The answers so far, in one line that never grows long."""
    given = draft.given
    told = [(step, given.text(step.name)) for step in in_order(draft, turn) if step.asked]
    said = [(step, text) for step, text in told if text is not None]
    again = {step.restates for step, _text in said}
    parts = [clip(turn.voice.plain(text), SUMMED) for step, text in said if step.name not in again]
    return clip(" · ".join(parts), SUMMARY)


def asking(turn: Turn, draft: Draft, step: Step) -> Asking:
    current = draft.answers.get(step.name)
    if step.name not in draft.answers:
        current = step.default_for(turn)
    return Asking(turn, draft.given, draft.scratch, current)


async def _question(turn: Turn, draft: Draft, step: Step, note: Text | None) -> View:
    offered = dict(draft.scratch)
    asked = asking(turn, draft, step)
    screen = await step.screen(asked)
    shortcuts = await _shortcuts(turn, draft)
    if draft.scratch != offered and _offers(draft.scratch) != _offers(offered):
        draft.serial += 1
    readings = _readings(turn, draft, step)
    if readings:
        rows = grid([button(draft, offer) for offer in readings], turn.voice)
    elif shortcuts and "refused" in draft.scratch:
        rows = [[button(draft, offer)] for offer in (*shortcuts, Offer(NONE_OF_THESE, "h-"))]
    else:
        rows = [[button(draft, Offer(short(turn, s.label), s.arg))] for s in shortcuts]
        rows += _kept(draft, step, asked, screen)
        rows += grid([_of_step(draft, offer) for offer in screen.loose], turn.voice)
        rows += [[_of_step(draft, offer) for offer in row] for row in screen.rows]
    text = lines(
        _heading(turn, draft),
        note or (_("Which one do you mean?") if readings else None),
        _asked(turn, step, screen, note),
        gap="\n\n",
    )
    return View(text, [*rows, _way(turn, draft, step)])


async def _doubt(turn: Turn, draft: Draft, doubt: Doubt, note: Text | None) -> View:
    offers = [Offer(doubt.yes or _("Yes, save"), "v"), Offer(doubt.no or _("Correct"), "w")]
    way = [Offer(_("‹ Back"), "b"), Offer(_("Cancel"), "c")]
    title = layout("<b>{title}</b>", title=draft.form.title)
    rows = grid([button(draft, offer) for offer in offers], turn.voice)
    rows.append([button(draft, offer) for offer in way])
    return View(lines(title, note, doubt.text, await _stays(turn, draft), gap="\n\n"), rows)


async def _stays(turn: Turn, draft: Draft) -> Text | None:
    """What is on record until the doubt is answered, of all that would be changed."""
    held = await on_record(turn, draft.form, draft.record_id) or {}
    facts = [
        layout("{field}: <b>{value}</b>", field=step.named, value=step.say_near(value, turn.today))
        for step in draft.form.steps
        if (value := held.get(step.name)) is not None and value != draft.answers.get(step.name)
    ]
    return _("Until you answer, what is saved stays: {facts}", facts=facts) if facts else None


def _unfinished(turn: Turn, draft: Draft) -> View:
    told = summary(turn, draft)
    started = _("You had started this and not finished it: <b>{title}</b>", title=draft.form.title)
    offers = [
        [Offer(_("Continue"), "g"), Offer(_("Start over"), "n")],
        [Offer(_("Not now"), "z")],
    ]
    text = lines(started, told or None, _("Do you want to go on with it?"), gap="\n")
    return View(text, [[button(draft, offer) for offer in row] for row in offers])


def _of_step(draft: Draft, offer: Offer) -> Button:
    label = layout("✓ {label}", label=offer.label) if offer.current else offer.label
    return button(draft, Offer(label, f".{offer.arg}"))


def _offers(scratch: dict[str, object]) -> dict[str, object]:
    return {
        key: value for key, value in scratch.items() if key.startswith(("offered", "shortcuts"))
    }


def _heading(turn: Turn, draft: Draft) -> Text:
    told, form = summary(turn, draft), draft.form
    about = draft.given.text(form.about) if form.about else None
    title = form.title if about is None else layout("{title}: {it}", title=form.title, it=about)
    if not told:
        return layout("<b>{title}</b>", title=title)
    return layout("<b>{title}</b> · {told}", title=title, told=told)


def _asked(turn: Turn, step: Step, screen: Screen, note: Text | None) -> Text:
    """The question, with its hint unless the note above has said that already."""
    question = layout("<b>{question}</b>", question=screen.question or step.question)
    hint = screen.hint or step.hint
    if hint is None or (note is not None and turn.voice.plain(hint) in turn.voice.plain(note)):
        return question
    return lines(question, layout("<i>{hint}</i>", hint=hint))


async def _shortcuts(turn: Turn, draft: Draft) -> list[Offer]:
    """On the first screen of a new form, while nothing was answered; or instead of what was."""
    form = draft.form
    first = draft.place == form.steps[0].name and not draft.touched and draft.record_id is None
    if form.shortcuts is not None and first:
        draft.offer(await form.shortcuts(turn))
    elif "refused" not in draft.scratch:
        draft.scratch.pop("shortcuts", None)
    labels = [unpack(label) for label, _answers in draft.scratch.get("shortcuts", ())]
    return [Offer(label, f"h{at}") for at, label in enumerate(labels)]


def _readings(turn: Turn, draft: Draft, step: Step) -> list[Offer]:
    kept = draft.scratch.get("readings")
    if not kept:
        return []
    named = unpack(draft.scratch.get("reading"))
    if named is not None:
        return [Offer(named, "r0")]
    offers = [
        Offer(short(turn, step.say(unpack(value))), f"r{at}") for at, value in enumerate(kept)
    ]
    return [*offers, Offer(NONE_OF_THESE, "r-")]


def _kept(draft: Draft, step: Step, asked: Asking, screen: Screen) -> list[list[Button]]:
    """To go on with the answer that is there, or with the usual one, where no offer is that."""
    offers = (*screen.loose, *(offer for row in screen.rows for offer in row))
    if asked.current is None or not step.keeps or any(offer.current for offer in offers):
        return []
    said = short(asked.turn, step.say(asked.current))
    return [[button(draft, Offer(layout("✓ {value}", value=said), "k"))]]


def _way(turn: Turn, draft: Draft, step: Step) -> list[Button]:
    offers = []
    if preceding(draft, turn) is not None:
        offers.append(Offer(_("‹ Back"), "b"))
    if step.optional:
        told = draft.answers.get(step.name) is not None
        offers.append(Offer(_("Leave empty") if told else _("Skip"), "s"))
    offers.append(Offer(_("Cancel"), "c"))
    return [button(draft, offer) for offer in offers]
