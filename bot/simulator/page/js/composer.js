import { CommandList } from "./commands.js";
import { Composing } from "./composing.js";
import { h, icon, iconButton } from "./dom.js";
import { replyKeyboard } from "./keyboards.js";
import { openMenu } from "./menu.js";

/**
 * The foot of a phone: field, commands, attachments and the bot's keyboard.
 *
 * `acts` has `send(text, replyTo)`, `sendFile(file, kind, caption, replyTo)`, `edit(id, text)`,
 * each a promise of whether it was done, `lastOwn()` (a message or nothing), and `answer(id)`,
 * called when the bot wants its message answered.
 */
export class Composer {
  constructor(t, acts) {
    this.t = t;
    this.acts = acts;
    this.commandList = new CommandList(t, (text) => this.acts.send(text));
    this.composing = new Composing(t, () => this.reflect());
    this.build();
    this.reflect();
  }

  build() {
    const { t } = this;
    this.field = h("textarea", { rows: "1", dir: "auto", "data-testid": "composer",
      placeholder: t("write"), "aria-label": t("write"),
      onkeydown: (event) => this.onKey(event), oninput: () => this.reflect(),
      onpaste: (event) => this.onPaste(event) });
    this.files = h("input", { type: "file", hidden: true, "data-testid": "file-input",
      onchange: () => this.onFile() });
    this.slash = iconButton("slash", t("commands"), { class: "plain", "data-testid": "commands",
      onclick: () => this.toggleCommands() });
    this.clip = iconButton("attach", t("attach"), { class: "plain", "data-testid": "attach",
      "aria-haspopup": "menu",
      onclick: () => this.chooseFile() });
    this.toggle = iconButton("keyboard", t("hideKeyboard"), { class: "plain", hidden: true,
      "data-testid": "keyboard-toggle", onclick: () => this.showKeyboard(this.keyboard.hidden) });
    const submit = { type: "submit", class: "send", "data-testid": "send" };
    this.button = h("button", submit, icon("send"));
    this.keyboard = h("div", { class: "keyboard", hidden: true });
    this.form = h("form", { class: "composer", onsubmit: (event) => this.onSubmit(event) },
      this.clip,
      this.slash,
      h("div", { class: "field" }, this.field, this.toggle),
      this.button,
      this.files);
    this.element = h("div", { class: "dock", onkeydown: (event) => this.onEscape(event) },
      this.commandList.element, this.composing.element, this.form, this.keyboard);
  }

  /** The field as tall as its text; the button as what it would do. */
  reflect() {
    const { composing, field, t } = this;
    if (!field) return;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
    const label = t(composing.editing ? "save" : "send");
    this.button.setAttribute("aria-label", label);
    this.button.title = label;
    this.button.disabled = !field.value.trim() && !composing.file;
    const typed = /^\/(\w*)$/.exec(field.value);
    if (typed && this.commandList.commands.length) this.commandList.show(typed[1].toLowerCase());
    else if (field.value || this.typedCommand) this.commandList.hide();
    this.typedCommand = Boolean(typed);
  }

  onKey(event) {
    if (event.isComposing) return;
    const enter = event.key === "Enter" && !event.shiftKey;
    if (this.commandList.onFieldKey(event)) {
      event.preventDefault();
      if (enter) this.write("");
    } else if (enter) {
      event.preventDefault();
      this.form.requestSubmit();
    } else if (event.key === "ArrowUp" && !this.field.value) {
      const own = this.acts.lastOwn();
      if (own) this.edit(own);
      if (own) event.preventDefault();
    }
  }

  /** Escape lets go of one thing at a time. */
  onEscape(event) {
    if (event.key !== "Escape") return;
    if (this.commandList.open) this.commandList.hide();
    else if (this.composing.editing) this.leaveEditing();
    else this.composing.reset();
    this.field.focus();
  }

  async onSubmit(event) {
    event.preventDefault();
    const { editing, file, kind, replyTo } = this.composing;
    const text = this.field.value.trim();
    if (!text && !file) return;
    const written = this.field.value;
    this.write("");
    this.composing.reset();
    const done = await this.deliver({ editing, file, kind, replyTo, text });
    if (done || this.field.value) return;
    this.write(written);
    if (file) this.composing.attach(file, kind);
    else if (editing) this.composing.edit(editing);
  }

  deliver({ editing, file, kind, replyTo, text }) {
    if (editing) return this.acts.edit(editing.message_id, text);
    if (file) return this.acts.sendFile(file, kind, text, replyTo?.message_id);
    return this.acts.send(text, replyTo?.message_id);
  }

  write(text) {
    this.field.value = text;
    this.reflect();
  }

  reply(message, name, { focus = true } = {}) {
    this.composing.reply(message, name);
    if (focus) this.field.focus();
  }

  edit(message) {
    this.composing.edit(message);
    this.write(message.text ?? message.caption ?? "");
    this.field.focus();
  }

  leaveEditing() {
    this.composing.reset();
    this.write("");
  }

  toggleCommands() {
    if (this.commandList.open) return this.commandList.hide();
    this.commandList.show();
    return this.commandList.focus();
  }

  /** A tap elsewhere closes the list; one on its button is the button's own business. */
  touched(target) {
    const own = this.commandList.element.contains(target) || this.slash.contains(target);
    if (!own) this.commandList.hide();
  }

  chooseFile() {
    const choose = (kind, accept) => () => {
      this.wanted = kind;
      this.files.accept = accept;
      this.files.click();
    };
    openMenu(this.clip, this.t("attach"), [
      { id: "photo", icon: "photo", text: this.t("photo"), run: choose("photo", "image/*") },
      { id: "document", icon: "file", text: this.t("document"), run: choose("document", "") },
    ]);
  }

  onFile() {
    const [file] = this.files.files;
    const kind = this.wanted ?? (file?.type.startsWith("image/") ? "photo" : "document");
    if (file) this.composing.attach(file, kind);
    this.wanted = null;
    this.files.value = "";
    this.field.focus();
  }

  onPaste(event) {
    const [file] = event.clipboardData.files;
    if (!file) return;
    event.preventDefault();
    this.composing.attach(file, file.type.startsWith("image/") ? "photo" : "document");
  }

  /** The keyboard the bot set for the chat, until it sets or removes another. */
  setKeyboard(markup, forceReply) {
    this.setForceReply(forceReply);
    const hint = (forceReply ?? markup)?.input_field_placeholder || this.t("write");
    const said = JSON.stringify([markup, hint]);
    if (said === this.said) return;
    this.said = said;
    this.markup = markup;
    this.field.placeholder = hint;
    this.keyboard.replaceChildren();
    if (markup?.keyboard) {
      this.keyboard.append(replyKeyboard(markup, this.t, (text) => this.press(text)));
    }
    this.showKeyboard(Boolean(markup?.keyboard));
  }

  setForceReply(forceReply) {
    const asked = forceReply?.message_id;
    if (asked === this.asked) return;
    this.asked = asked;
    if (forceReply) this.acts.answer(asked);
  }

  press(text) {
    if (this.markup.one_time_keyboard) this.showKeyboard(false);
    this.acts.send(text);
  }

  showKeyboard(open) {
    const byKeyboard = this.keyboard.querySelector(":focus-visible");
    const label = this.t(open ? "hideKeyboard" : "showKeyboard");
    this.toggle.hidden = !this.markup?.keyboard;
    this.toggle.title = label;
    this.toggle.setAttribute("aria-label", label);
    this.toggle.setAttribute("aria-expanded", String(open));
    this.keyboard.hidden = !open;
    if (byKeyboard && !open) this.field.focus();
  }
}
