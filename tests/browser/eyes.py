"""What can be said of a screen without looking at it."""

import re
from functools import cache
from typing import Any

from playwright.async_api import Page

from bot import templates
from bot.language.catalogs import without_tags
from bot.language.voice import Language
from tests.phone import Phone, plain
from tests.quality import catalogs

OTHER: dict[Language, Language] = {"es": "en", "en": "es"}
# Words without which hardly a sentence is said, and that no name in the demo has.
FOREIGN = {
    "es": {"the", "and", "you", "your", "with", "this", "of", "is", "to", "what", "for", "are"},
    "en": {"que", "una", "para", "con", "por", "tus", "los", "las", "esta", "hoy", "qué"},
}
# Shorter texts may be a part of another one, or a name.
SENTENCE = 4
RAW = re.compile(r"&\w+;|&#\d+;|</?[a-z]+>|[{}]|: None\b|\bText\(")

# In the widest of the letters that a machine may have, so that what fits here fits there.
# The page shows this message as it is now, at its end and with all pictures; then what is wrong.
LOOK = """async ([id, words, labels, menu]) => {
  const squeezed = (text) => (text ?? "").replace(/\\s+/gu, "");
  document.body.style.fontFamily = '"DejaVu Sans", sans-serif';
  const phone = document.querySelector(".device");
  const texts = (root, kind) =>
    [...root.querySelectorAll(`[data-testid="${kind}"]`)].map((one) => squeezed(one.textContent));
  const arrived = () => {
    const message = phone.querySelector(`[data-message-id="${id}"]`);
    const same = message && texts(message, "message-text").join() === squeezed(words)
      && texts(message, "inline-button").join() === labels.map(squeezed).join();
    return same ? message : null;
  };
  while (!arrived()) await new Promise(requestAnimationFrame);
  const keyboard = phone.querySelector('[data-testid="reply-keyboard"]');
  const toggle = phone.querySelector('[data-testid="keyboard-toggle"]');
  if (keyboard && menu === (keyboard.offsetHeight === 0)) toggle.click();
  await Promise.all([...document.images].map((image) => image.decode()));
  const scroller = phone.querySelector(".scroller");
  const away = phone.querySelector('[data-testid="to-end"]');
  do {
    scroller.scrollTop = scroller.scrollHeight;
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
  } while (!away.hidden);

  const inside = (box) => box.left >= 0 && box.right <= innerWidth + 0.5;
  const whole = (one) => one.scrollWidth <= one.clientWidth && one.scrollHeight <= one.clientHeight;
  const lines = (one) => one.getBoundingClientRect().height
    / parseFloat(getComputedStyle(one).lineHeight);
  const message = arrived();
  const buttons = [...message.querySelectorAll('[data-testid="inline-button"]'),
    ...phone.querySelectorAll('[data-testid="reply-button"]')];
  const wide = document.documentElement.scrollWidth > innerWidth
    || scroller.scrollWidth > scroller.clientWidth;
  return [
    ...(wide ? ["the page is wider than the phone"] : []),
    ...[...message.querySelectorAll("*"), ...buttons]
      .filter((one) => !inside(one.getBoundingClientRect()))
      .map((one) => `sticks out: ${one.textContent}`),
    ...buttons.filter((one) => !whole(one) || lines(one.querySelector("span")) > 1.5)
      .map((one) => `cut off on a phone: ${one.textContent}`),
  ];
}"""


PUT_AWAY = """document.querySelectorAll('.toast, [data-testid="alert-ok"]')
  .forEach((one) => one.click())"""


async def seen(page: Page, phone: Phone, *, menu: bool) -> list[str]:
    """What is wrong with the newest message, once the page shows it, as it is laid out.

    `menu` has the large buttons unfolded below it.
    """
    markup = phone.last.get("reply_markup", {}).get("inline_keyboard", [])
    labels = [button["text"] for row in markup for button in row]
    words = phone.last.get("text") or phone.last.get("caption") or ""
    found: list[Any] = await page.evaluate(LOOK, [phone.last["message_id"], words, labels, menu])
    return [str(one) for one in found]


def words(phone: Phone) -> str:
    """All of it that stands on the newest message."""
    return "\n".join(" ".join(text.split()) for text in (phone.text, *phone.buttons))


def read(phone: Phone, language: Language, *, both: bool = False) -> list[str]:
    """What is wrong with its words; `both` is for what is meant for readers of either language."""
    labels = [*phone.buttons, *phone.menu]
    shown = "\n".join([phone.text, *labels])
    # How a machine is used is told in the cluster's language: there is one text of it.
    for equipment in templates.load(templates.FIRST).equipment:
        shown = shown.replace(equipment.instructions, "")
    wrong = RAW.findall(shown)
    if not both:
        wrong += FOREIGN[language] & set(re.findall(r"\w+", shown.lower()))
        wrong += [label for label in labels if label in foreign(language)]
        wrong += [text for text in foreign(language) if is_sentence(text) and text in shown]
    return sorted(set(wrong))


@cache
def foreign(language: Language) -> frozenset[str]:
    """What only the other language says, as far as it has no blanks."""
    return _texts(OTHER[language]) - _texts(language)


def is_sentence(text: str) -> bool:
    return len(text.split()) >= SENTENCE


@cache
def _texts(language: Language) -> frozenset[str]:
    said = (
        plain(without_tags(string))
        for message in catalogs.messages(catalogs.read(language))
        for string in catalogs.strings(message)
    )
    return frozenset(text for text in said if text and "{" not in text)
