import { byTestId } from "./dom.js";

/** The bot's words on its buttons, in both its languages. */
export const LABELS = {
  start: { es: "Iniciar", en: "Start" },
  sale: { es: "Registrar venta", en: "Record a sale" },
  save: { es: "Guardar", en: "Save" },
  undo: { es: "Deshacer", en: "Undo" },
  coordination: { es: "Coordinación", en: "Coordination" },
  book: { es: "Reservar equipo", en: "Book equipment" },
};
const { sale: SALE, coordination: COORDINATION, book: BOOK } = inEither((words) => words);
const { save: SAVE, undo: UNDO } = inEither((words) => `^\\W*(${words})$`);
const OWN = '[data-testid="message"][data-from="person"]';

function inEither(pattern) {
  const pairs = Object.entries(LABELS).map(([name, { es, en }]) => [
    name, new RegExp(pattern(`${es}|${en}`)),
  ]);
  return Object.fromEntries(pairs);
}

/**
 * Each has its `name`, the `target` to be marked, and how it is known to be done: `tapped` is given
 * what was clicked, `state` is a number that grows. `label` is the button that its words name, and
 * `phone` finds the one it is on; `instead` are other words, for whoever cannot do this yet.
 */
export const STEPS = [
  {
    name: "sale",
    label: "sale",
    instead: (phone) => (isOutside(phone) ? { name: "join", label: "start" } : null),
    target: (phone) => (isOutside(phone) ? wayIn(phone) : labelled(phone, "reply-button", SALE)),
    tapped: (target) => isButton(target, "reply-button", SALE),
  },
  {
    name: "answer",
    label: "save",
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
    label: "undo",
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
    label: "coordination",
    phone: () => labelled(document, "reply-button", COORDINATION)?.closest(".phone"),
    target: () => labelled(document, "reply-button", COORDINATION),
    tapped: (target) => isButton(target, "reply-button", COORDINATION),
  },
  {
    name: "book",
    label: "book",
    target: (phone) => labelled(phone, "reply-button", BOOK),
    tapped: (target) => isButton(target, "reply-button", BOOK),
  },
  { name: "end", target: asked },
];

/** Whoever has not joined: they are to press Start, or have, and the bot gives them no keyboard. */
function isOutside(phone) {
  if (byTestId("reply-button", phone)) return false;
  return Boolean(byTestId("start-button", phone) ?? newest(phone));
}

function wayIn(phone) {
  return byTestId("start-button", phone) ?? asked(phone) ?? byTestId("owner", phone);
}

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
