import { h, icon } from "./dom.js";

const KINDS = ["callback_data", "url", "copy_text"];

/** The buttons under a message; `acts.press(button, element)` is told of each tap. */
export function inlineKeyboard(rows, t, acts) {
  const label = t("buttons");
  return grid(rows, { class: "inline-keyboard", label, testId: "inline-keyboard" }, (button) => {
    const usable = KINDS.some((kind) => kind in button);
    const element = h(
      "button",
      {
        "data-testid": "inline-button",
        "data-style": button.style,
        dir: "auto",
        "aria-disabled": usable ? null : "true",
        onclick: () => acts.press(button, element),
      },
      h("span", {}, button.text),
      "url" in button && icon("link"),
      "copy_text" in button && icon("copy"),
    );
    return element;
  });
}

/** The keyboard below the chat; a tap writes the button's text. */
export function replyKeyboard(markup, t, press) {
  const look = markup.resize_keyboard ? "reply-keyboard" : "reply-keyboard tall";
  const label = t("replyKeyboard");
  return grid(markup.keyboard, { class: look, label, testId: "reply-keyboard" }, (button) => {
    const { text, style } = typeof button === "string" ? { text: button } : button;
    return h(
      "button",
      {
        "data-testid": "reply-button",
        "data-style": style,
        dir: "auto",
        onclick: () => press(text),
      },
      h("span", {}, text),
    );
  });
}

function grid(rows, { class: look, label, testId }, build) {
  const columns = Math.max(...rows.map((row) => row.length));
  const lines = rows.map((row) => h("div", { class: "row" }, row.map(build)));
  return h(
    "div",
    {
      class: columns > 4 ? `${look} dense` : look,
      role: "group",
      "aria-label": label,
      "data-testid": testId,
      onkeydown: moveByArrows,
    },
    lines,
  );
}

/** Tab reaches every button; the arrows save tabbing through a month of days. */
function moveByArrows(event) {
  const rows = [...event.currentTarget.children].map((row) => [...row.children]);
  const y = rows.findIndex((row) => row.includes(event.target));
  const next = y < 0 ? null : neighbour(rows, y, rows[y].indexOf(event.target), event.key);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function neighbour(rows, y, x, key) {
  const below = (row) => row?.[Math.floor(((x + 0.5) / rows[y].length) * row.length)];
  switch (key) {
    case "ArrowRight":
      return rows[y][x + 1] ?? rows[y + 1]?.[0];
    case "ArrowLeft":
      return rows[y][x - 1] ?? rows[y - 1]?.at(-1);
    case "ArrowDown":
      return below(rows[y + 1]);
    case "ArrowUp":
      return below(rows[y - 1]);
    default:
      return null;
  }
}
