import { Person } from "./api.js";
import { Composer } from "./composer.js";
import { fullName, h, iconButton } from "./dom.js";
import { Gate } from "./gate.js";
import { Log } from "./log.js";
import { openMenu } from "./menu.js";
import { isFromBot, wordsOf } from "./message.js";
import { Overlays, viewPicture } from "./overlays.js";
import { isSafe } from "./richtext.js";
import { Stream } from "./stream.js";
import { spoken, word } from "./words.js";

const TYPING_MS = 5000;
const BUSY_MS = 8000;
const BOT = { first_name: "Ayni" };

/**
 * One person's phone, open at the chat with the bot, in that person's language.
 *
 * `world` has the `zone`, the page's `language`, and `choosePerson(anchor)` for handing it on.
 */
export class Phone {
  constructor(user, world) {
    this.user = user;
    this.world = world;
    this.person = new Person(user.id);
    this.language = spoken(user.language_code, world.language);
    this.t = (key, values) => word(this.language, key, values);
    this.bot = BOT;
    this.build();
    this.connect();
  }

  build() {
    const { t, language } = this;
    const acts = {
      press: (message, button, element) => this.press(message, button, element),
      menu: (message, anchor) => this.messageMenu(message, anchor),
      command: (text) => this.send(text),
      open: (address) => this.openLink(address),
      view: (address, words) => viewPicture(address, words, t),
      goTo: (id) => this.log.goTo(id),
    };
    this.log = new Log({ t, language, zone: this.world.zone, acts });
    this.composer = new Composer(t, {
      send: (text, replyTo) => this.send(text, replyTo),
      sendFile: (...file) => this.done(this.person.sendFile(...file)),
      edit: (id, text) => this.done(this.person.edit(id, text)),
      lastOwn: () => this.log.lastOwn(),
      answer: (id) => this.answer(id),
    });
    this.gate = new Gate(t, {
      start: () => this.done(this.person.start(this.user.invite ?? undefined)),
      unblock: () => this.done(this.person.block(false)),
    });
    this.log.element.append(this.gate.welcome);
    this.head = this.header();
    this.foot = h("div", { class: "foot" }, this.composer.element, this.gate.element);
    this.overlays = new Overlays(t, () => [this.head, this.log.element, this.foot]);
    this.element = h("div", { class: "device", lang: language,
      onpointerdown: ({ target }) => this.composer.touched(target) },
      this.head, this.log.element, this.foot, this.overlays.element);
  }

  header() {
    const { t } = this;
    this.title = h("span", { class: "chat-title", dir: "auto", "data-testid": "chat-title" });
    this.status = h("span", { class: "chat-status", "data-testid": "chat-status" });
    this.options = iconButton("more", t("chatMenu"), { class: "plain", "data-testid": "chat-menu",
      "aria-haspopup": "menu",
      onclick: () => this.chatMenu() });
    const face = h("img", { class: "avatar", src: "/page/icon.svg", alt: "" });
    return h("div", { class: "chat-head" }, face, this.title, this.status, this.options);
  }

  /** Events that come while the chat is being fetched wait for it; they are the newer ones. */
  connect() {
    this.setStatus("connecting");
    this.stream = new Stream({
      user: this.user.id,
      events: { chat: (event) => (this.early ? this.early.push(event) : this.follow(event)) },
      onopen: () => this.reload(),
      onlost: () => this.setStatus("connecting"),
    });
  }

  async reload() {
    this.early = [];
    try {
      this.show(await this.person.chat());
    } catch {
      this.stream.lost();
    }
    const early = this.early ?? [];
    this.early = null;
    early.forEach((event) => this.follow(event));
  }

  show(chat) {
    this.started = chat.started ?? chat.messages.length > 0;
    this.bot = chat.bot ?? chat.messages.find(isFromBot)?.from ?? this.bot;
    this.log.show(chat.messages);
    this.composer.commandList.commands = chat.commands;
    this.setKeyboard(chat);
    this.setBlocked(chat.blocked);
    this.setStatus("bot");
  }

  follow(event) {
    const { kind, message } = event;
    if (kind === "new" || kind === "edit") this.put(message);
    else if (kind === "delete") this.log.remove(event.message_id ?? message.message_id);
    else if (kind === "toast") this.answered(event);
    else if (kind === "typing") this.setTyping(true);
    else if (kind === "blocked") this.setBlocked(event.blocked);
    else if (kind === "keyboard") this.setKeyboard(event);
    else this.reload();
  }

  setKeyboard({ reply_keyboard: keyboard, force_reply: forceReply }) {
    this.composer.setKeyboard(keyboard, forceReply);
  }

  put(message) {
    if (isFromBot(message)) this.setTyping(false);
    if (isFromBot(message)) this.bot = message.from;
    this.log.put(message);
    if (!this.started || this.bot === message.from) {
      this.started = true;
      this.reflect();
    }
  }

  reflect() {
    const state = this.blocked ? "blocked" : this.started ? "" : "new";
    this.title.textContent = this.bot.first_name;
    this.composer.element.hidden = Boolean(state);
    const byKeyboard = this.gate.element.querySelector(":focus-visible");
    this.gate.show(state, this.bot.first_name, Boolean(this.user.invite));
    if (byKeyboard && !state) this.composer.field.focus();
  }

  setBlocked(blocked) {
    this.blocked = Boolean(blocked);
    this.reflect();
  }

  setStatus(key) {
    this.status.textContent = this.t(key);
    this.status.dataset.state = key;
  }

  setTyping(typing) {
    clearTimeout(this.typingEnds);
    this.log.setTyping(typing);
    this.setStatus(typing ? "typing" : "bot");
    if (typing) this.typingEnds = setTimeout(() => this.setTyping(false), TYPING_MS);
  }

  send(text, replyTo) {
    return this.done(this.person.send(text, replyTo));
  }

  /** Whether it was done; if not, the person is told why. */
  async done(promise) {
    try {
      await promise;
      return true;
    } catch (error) {
      this.overlays.toast(this.t("notDelivered", { reason: error.message }));
      return false;
    }
  }

  press(message, button, element) {
    if ("callback_data" in button) this.tap(message, button, element);
    else if ("url" in button && isSafe(button.url)) this.visit(button.url);
    else if ("copy_text" in button) this.copy(button.copy_text.text);
    else this.overlays.toast(this.t("cannotTap"));
  }

  tap(message, button, element) {
    element.setAttribute("aria-busy", "true");
    setTimeout(() => element.removeAttribute("aria-busy"), BUSY_MS);
    this.done(this.person.tap(message.message_id, button.callback_data));
  }

  answered({ text, alert }) {
    const busy = this.element.querySelectorAll("[aria-busy]");
    for (const element of busy) element.removeAttribute("aria-busy");
    if (text && alert) this.overlays.alert(text);
    else if (text) this.overlays.toast(text);
  }

  /** A t.me link to this bot is its Start, with the payload; true when it was one. */
  openLink(address) {
    const { hostname, pathname, searchParams } = new URL(address);
    if (hostname !== "t.me" || !searchParams.has("start")) return false;
    const wanted = pathname.slice(1).toLowerCase();
    if (this.bot.username && wanted !== this.bot.username.toLowerCase()) return false;
    this.done(this.person.start(searchParams.get("start")));
    return true;
  }

  visit(address) {
    if (!this.openLink(address)) window.open(address, "_blank", "noopener");
  }

  async copy(text) {
    await navigator.clipboard.writeText(text);
    this.overlays.toast(this.t("copied"));
  }

  answer(messageId) {
    const asked = this.log.shown.get(messageId)?.message;
    const here = this.element.contains(document.activeElement);
    if (asked) this.composer.reply(asked, fullName(asked.from), { focus: here });
  }

  messageMenu(message, anchor) {
    const { t, composer } = this;
    const own = !isFromBot(message);
    const name = own ? t("you") : fullName(message.from);
    const words = wordsOf(message, t);
    const items = [
      { id: "reply", icon: "reply", text: t("reply"), run: () => composer.reply(message, name) },
      words && { id: "copy", icon: "copy", text: t("copy"), run: () => this.copy(words) },
      own && { id: "edit", icon: "edit", text: t("edit"), run: () => composer.edit(message) },
      { id: "delete", icon: "delete", text: t("delete"), danger: true,
        run: () => this.done(this.person.remove(message.message_id)) },
    ];
    openMenu(anchor, t("messageMenu"), items.filter(Boolean));
  }

  chatMenu() {
    const { t, blocked } = this;
    const block = (wanted) => () => this.done(this.person.block(wanted));
    const start = () => this.done(this.person.start());
    openMenu(this.options, t("chatMenu"), [
      { id: "start", icon: "play", text: t("startAgain"), run: start },
      blocked
        ? { id: "unblock", icon: "block", text: t("unblock"), run: block(false) }
        : { id: "block", icon: "block", text: t("block"), danger: true, run: block(true) },
      { id: "person", icon: "person", text: t("changePerson"),
        run: () => this.world.choosePerson(this.options) },
    ]);
  }

  close() {
    this.stream.close();
    this.log.close();
    clearTimeout(this.typingEnds);
    this.element.remove();
  }
}
