import { byTestId } from "./dom.js";

/** The bot's words on its buttons, in both its languages. */
const SALE = /Registrar venta|Record a sale/;
const SAVE = /^\W*(Guardar|Save)$/;
const UNDO = /^\W*(Deshacer|Undo)$/;
const COORDINATION = /Coordinación|Coordination/;
const OWN = '[data-testid="message"][data-from="person"]';
const BOOK = /Reservar equipo|Book equipment/;

/**
 * Each has its `name`, the `target` to be marked, and how it is known to be done: `tapped` is given
 * what was clicked, `state` is a number that grows.
 */
export const STEPS = [
  {
    name: "sale",
    target: (phone) => labelled(phone, "reply-button", SALE),
    tapped: (target) => isButton(target, "reply-button", SALE),
  },
  {
    name: "answer",
    target: (phone) =>
      labelled(newest(phone), "inline-button", SAVE) ??
      asked(phone) ??
      byTestId("composer", phone)?.closest(".composer"),
    tapped: (target) => isButton(target, "inline-button", SAVE),
  },
  {
    name: "edit",
    target: (phone) => [...phone.querySelectorAll(OWN)].findLast(hasNumber),
    state: () => document.querySelectorAll(`${OWN}[data-edited]`).length,
  },
  {
    name: "undo",
    target: (phone) => labelled(phone, "inline-button", UNDO),
    tapped: (target) => isButton(target, "inline-button", UNDO),
  },
  {
    name: "monday",
    target: () => byTestId("clock-monday"),
    tapped: (target) => target.closest('[data-testid="clock-monday"]'),
  },
  {
    name: "coordination",
    target: () => labelled(document, "reply-button", COORDINATION),
    tapped: (target) => isButton(target, "reply-button", COORDINATION),
  },
  {
    name: "book",
    target: (phone) => labelled(phone, "reply-button", BOOK),
    tapped: (target) => isButton(target, "reply-button", BOOK),
  },
  { name: "end", target: asked },
];

function newest(phone) {
  return [...phone.querySelectorAll('[data-testid="message"]')].at(-1);
}

/** The buttons of the bot's last question. */
function asked(phone) {
  return newest(phone)?.querySelector(".inline-keyboard");
}

function hasNumber(message) {
  return /\d/.test(byTestId("message-text", message)?.textContent);
}

function labelled(root, testId, words) {
  const buttons = root?.querySelectorAll(`[data-testid="${testId}"]`) ?? [];
  return [...buttons].findLast((button) => words.test(button.textContent));
}

function isButton(target, testId, words) {
  const button = target.closest(`[data-testid="${testId}"]`);
  return button && words.test(button.textContent);
}

/** Itself, or what brings it into view where the screen is narrow. */
export function shownFor(element) {
  if (!element || element.checkVisibility()) return element ?? null;
  const phone = element.closest(".phone");
  if (!phone) return byTestId("tools-toggle");
  const shut = phone.checkVisibility();
  return shut ? byTestId("keyboard-toggle", phone) : byTestId(`tab-${phone.id.at(-1)}`);
}
