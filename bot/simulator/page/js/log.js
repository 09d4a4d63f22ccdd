import { h, icon, scrollTo } from "./dom.js";
import { isFromBot, renderMessage, wordsOf } from "./message.js";
import { dayIn, format, minutesBetween } from "./time.js";

const NEAR_END = 60;
const SAME_BREATH_MINUTES = 5;

/** The messages of a chat: in order, grouped, edited in place, at the end unless scrolled away. */
export class Log {
  constructor(view) {
    this.view = view;
    this.shown = new Map();
    this.days = new Map();
    this.atEnd = true;
    this.lastTop = 0;
    this.unseen = 0;
    this.build(view.t);
    this.scroller.addEventListener("scroll", () => this.noteScroll(), { passive: true });
    this.resized = new ResizeObserver(() => this.atEnd && this.toEnd());
    this.resized.observe(this.list);
    this.resized.observe(this.scroller);
  }

  build(t) {
    this.list = h("ol", { class: "messages", "data-testid": "messages" });
    this.typing = h("div", { class: "typing", "data-testid": "typing", hidden: true },
      h("i"), h("i"), h("i"));
    this.scroller = h("div", { class: "scroller", tabindex: "0", role: "region",
      "aria-label": t("messages") }, this.list, this.typing);
    this.down = h("button", { class: "to-end", "data-testid": "to-end", hidden: true,
      onclick: () => scrollTo(this.scroller, this.scroller.scrollHeight) }, icon("down"), h("b"));
    this.announcer = h("div", { class: "unseen", role: "log", "aria-live": "polite",
      "data-testid": "announcer" });
    this.scroller.addEventListener("keydown", (event) => this.walk(event));
    this.element = h("div", { class: "log" }, this.scroller, this.down, this.announcer);
  }

  /** All of them, as after a reload. */
  show(messages) {
    const known = this.shown;
    const focused = this.focusOf(document.activeElement?.closest(".message"));
    this.shown = new Map();
    for (const message of messages) this.shown.set(message.message_id, this.kept(known, message));
    this.arrange();
    this.restore(focused);
    if (this.atEnd) this.toEnd();
  }

  /** An element whose message did not change stays, so that a reload moves nothing. */
  kept(known, message) {
    const old = known.get(message.message_id);
    const same = old && JSON.stringify(old.message) === JSON.stringify(message);
    return same ? old : { message, element: renderMessage(message, this.view) };
  }

  put(message) {
    const old = this.shown.get(message.message_id);
    const element = renderMessage(message, this.view);
    const focused = old && this.focusOf(old.element);
    element.classList.add(old ? "changed" : "arrived");
    this.shown.set(message.message_id, { message, element });
    this.arrange();
    this.restore(focused);
    this.announce(message, Boolean(old));
    this.follow(message, Boolean(old));
  }

  remove(messageId) {
    const held = this.shown.get(messageId)?.element.contains(document.activeElement);
    this.shown.delete(messageId);
    this.arrange();
    if (held) this.scroller.focus({ preventScroll: true });
  }

  /** Days between messages, and who follows whom. */
  arrange() {
    const nodes = [];
    const ids = [...this.shown.keys()].sort((a, b) => a - b);
    let before = null;
    for (const { message, element } of ids.map((id) => this.shown.get(id))) {
      const day = dayIn(this.view.zone, message.date * 1000);
      const newDay = !before || day !== dayIn(this.view.zone, before.date * 1000);
      if (newDay) nodes.push(this.day(day, message.date * 1000));
      element.classList.toggle("continues", !newDay && inOneBreath(before, message));
      nodes.push(element);
      before = message;
    }
    this.place(nodes);
  }

  /** Moves as little as possible: a moved node loses its focus and its animation. */
  place(nodes) {
    const wanted = new Set(nodes);
    for (const child of [...this.list.children]) if (!wanted.has(child)) child.remove();
    nodes.forEach((node, position) => {
      const there = this.list.children[position];
      if (there !== node) this.list.insertBefore(node, there ?? null);
    });
  }

  day(day, moment) {
    const options = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
    const shown = format(this.view.language, this.view.zone, options, moment);
    const key = `${day} ${moment}`;
    if (!this.days.has(key)) this.days.set(key, h("li", { class: "day" }, h("span", {}, shown)));
    return this.days.get(key);
  }

  focusOf(element) {
    if (!element?.contains(document.activeElement)) return null;
    const buttons = [...element.querySelectorAll(".inline-keyboard button")];
    const id = Number(element.dataset.messageId);
    return { id, button: buttons.indexOf(document.activeElement) };
  }

  /** After an edit in place, the focus is where it was: on the same button, or on the message. */
  restore(focused) {
    const element = focused && this.shown.get(focused.id)?.element;
    if (!element || element.contains(document.activeElement)) return;
    const buttons = element.querySelectorAll(".inline-keyboard button");
    const button = buttons[Math.min(focused.button, buttons.length - 1)];
    (button ?? element).focus({ preventScroll: true });
  }

  announce(message, edited) {
    if (!isFromBot(message)) return;
    const values = { name: message.from.first_name, text: wordsOf(message, this.view.t) };
    this.announcer.append(h("p", {}, this.view.t(edited ? "changed" : "says", values)));
    while (this.announcer.children.length > 5) this.announcer.firstChild.remove();
  }

  follow(message, edited) {
    if (this.atEnd || (!edited && !isFromBot(message))) return this.toEnd();
    if (edited) return undefined;
    this.unseen += 1;
    return this.showDown();
  }

  toEnd() {
    this.atEnd = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.noteScroll();
  }

  /** Only scrolling up leaves the end; a keyboard that opens below does not. */
  noteScroll() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    const near = scrollHeight - scrollTop - clientHeight < NEAR_END;
    this.atEnd = near || (this.atEnd && scrollTop >= this.lastTop);
    this.lastTop = scrollTop;
    if (this.atEnd) this.unseen = 0;
    this.showDown();
  }

  showDown() {
    const { unseen, view: { t } } = this;
    this.down.hidden = this.atEnd;
    this.down.lastChild.textContent = unseen || "";
    this.down.setAttribute("aria-label", unseen ? t("toNew", { count: unseen }) : t("toEnd"));
  }

  goTo(messageId) {
    const element = this.shown.get(messageId)?.element;
    if (!element) return;
    element.scrollIntoView({ block: "center" });
    element.focus({ preventScroll: true });
    element.classList.add("changed");
  }

  /** Up and Down go from message to message; Enter opens its menu. */
  walk(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const onMessage = event.target.classList.contains("message");
    if (!step || (event.target !== this.scroller && !onMessage)) return;
    const all = [...this.list.querySelectorAll(".message")];
    const next = onMessage ? all[all.indexOf(event.target) + step] : all.at(step < 0 ? -1 : 0);
    event.preventDefault();
    next?.focus();
  }

  /** The last message of the person that can be edited, or undefined. */
  lastOwn() {
    const messages = [...this.shown.values()].map(({ message }) => message);
    return messages.findLast((message) => !isFromBot(message) && message.text);
  }

  setTyping(typing) {
    this.typing.hidden = !typing;
    if (this.atEnd) this.toEnd();
  }

  close() {
    this.resized.disconnect();
  }
}

function inOneBreath(earlier, later) {
  const minutes = minutesBetween(earlier.date * 1000, later.date * 1000);
  return isFromBot(earlier) === isFromBot(later) && minutes < SAME_BREATH_MINUTES;
}
