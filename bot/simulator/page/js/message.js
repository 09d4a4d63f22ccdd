import { attachment } from "./attachments.js";
import { fullName, h, iconButton } from "./dom.js";
import { inlineKeyboard } from "./keyboards.js";
import { richText } from "./richtext.js";
import { format } from "./time.js";

const LONG_PRESS_MS = 550;

/** A message as an element. `view` has the texts `t`, the `language`, the `zone` and the acts. */
export function renderMessage(message, view) {
  const { t, acts } = view;
  const byBot = isFromBot(message);
  const rows = message.reply_markup?.inline_keyboard;
  const press = (button, element) => acts.press(message, button, element);
  const item = h(
    "li",
    {
      class: `message ${byBot ? "from-bot" : "from-person"}`,
      tabindex: "-1",
      "data-testid": "message",
      "data-message-id": message.message_id,
      "data-from": byBot ? "bot" : "person",
      "data-edited": message.edit_date ? "true" : null,
    },
    bubble(message, view),
    rows?.length ? inlineKeyboard(rows, t, { press }) : null,
  );
  onLongPress(item, (event) => openOwnMenu(event, item, message, acts));
  item.addEventListener("contextmenu", (event) => openOwnMenu(event, item, message, acts));
  item.addEventListener("keydown", (event) => {
    if (event.target === item && event.key === "Enter") openOwnMenu(event, item, message, acts);
  });
  return item;
}

/** Not every touch screen makes a contextmenu event of it. */
function onLongPress(element, open) {
  let waiting;
  const stop = () => clearTimeout(waiting);
  element.addEventListener("pointerdown", (event) => {
    stop();
    if (event.pointerType === "touch") waiting = setTimeout(() => open(event), LONG_PRESS_MS);
  });
  for (const end of ["pointerup", "pointercancel", "pointermove", "contextmenu"]) {
    element.addEventListener(end, stop);
  }
}

export function isFromBot(message) {
  return Boolean(message.from?.is_bot);
}

export function wordsOf(message, t) {
  const kind = message.photo ? t("photo") : message.document ? t("document") : "";
  return message.text ?? message.caption ?? kind;
}

function openOwnMenu(event, item, message, acts) {
  if (event.target.closest("a, button") && event.type !== "keydown") return;
  event.preventDefault();
  acts.menu(message, item.querySelector(".more"));
}

/** Start, pressed by a link, is shown without what the link carries to the bot. */
function shownText(message) {
  const text = message.text ?? message.caption;
  return isFromBot(message) ? text : text?.replace(/^(\/start)\s.*/s, "$1");
}

function bubble(message, { t, language, zone, acts }) {
  const text = shownText(message);
  const entities = message.entities ?? message.caption_entities;
  const carried = attachment(message, t, acts);
  const words =
    text === undefined
      ? null
      : h("span", { class: "words", "data-testid": "message-text", dir: "auto" },
          richText(text, entities, acts));
  const looks = words ? "text" : "text bare";
  const foot = h("div", { class: looks }, words, meta(message, t, language, zone));
  const more = iconButton("more", t("messageMenu"), {
    class: "more plain",
    tabindex: "-1",
    "data-testid": "message-menu",
    "aria-haspopup": "menu",
    onclick: () => acts.menu(message, more),
  });
  return h(
    "div",
    { class: message.photo ? "bubble with-photo" : "bubble", "data-testid": "bubble" },
    quoted(message.reply_to_message, t, acts),
    message.show_caption_above_media ? [foot, carried] : [carried, foot],
    more,
  );
}

function quoted(original, t, acts) {
  if (!original) return null;
  const name = isFromBot(original) ? fullName(original.from) : t("you");
  return h(
    "button",
    { class: "quoted", onclick: () => acts.goTo(original.message_id) },
    h("span", { class: "quoted-name", dir: "auto" }, name),
    h("span", { class: "quoted-words", dir: "auto" }, wordsOf(original, t)),
  );
}

function meta(message, t, language, zone) {
  const moment = new Date(message.date * 1000);
  const shown = format(language, zone, { timeStyle: "short" }, moment);
  return h(
    "span",
    { class: "meta" },
    message.edit_date
      ? h("span", { class: "edited", "data-testid": "message-edited" }, t("edited"))
      : null,
    h("time", { "data-testid": "message-time", datetime: moment.toISOString() }, shown),
  );
}
