import { h, icon, iconButton } from "./dom.js";
import { wordsOf } from "./message.js";

/** The strip above the field: what is answered, edited or attached. */
export class Composing {
  constructor(t, onchange) {
    this.t = t;
    this.onchange = onchange;
    this.element = h("div", { class: "composing", "data-testid": "composing", hidden: true });
    this.reset();
  }

  reset() {
    this.editing = null;
    this.replyTo = null;
    this.file = null;
    this.kind = null;
    this.draw();
  }

  reply(message, name) {
    this.reset();
    this.replyTo = message;
    this.name = name;
    this.draw();
  }

  edit(message) {
    this.reset();
    this.editing = message;
    this.draw();
  }

  /** A picture that is not to be a photo, and anything else, goes as a document. */
  attach(file, kind) {
    this.editing = null;
    this.file = file;
    this.kind = kind;
    this.draw();
  }

  draw() {
    if (this.preview) URL.revokeObjectURL(this.preview);
    this.preview = null;
    const content = this.content();
    this.element.hidden = !content;
    this.element.replaceChildren(...(content ?? []));
    this.onchange();
  }

  content() {
    const { t, file, editing, replyTo, name } = this;
    if (file) return this.strip(this.faceOf(file), file.name, replyTo && wordsOf(replyTo, t));
    if (editing) return this.strip(icon("edit"), t("editing"), wordsOf(editing, t));
    if (!replyTo) return null;
    return this.strip(icon("reply"), t("replyingTo", { name }), wordsOf(replyTo, t));
  }

  faceOf(file) {
    if (this.kind !== "photo") return icon("file");
    this.preview = URL.createObjectURL(file);
    return h("img", { src: this.preview, alt: "" });
  }

  strip(face, title, detail) {
    const label = this.file ? this.t("removeFile") : this.t("cancel");
    return [
      face,
      h("span", { class: "composing-title", dir: "auto" }, title),
      h("span", { class: "composing-detail", dir: "auto" }, detail ?? ""),
      iconButton("close", label, { class: "plain", "data-testid": "composing-cancel",
        onclick: () => this.reset() }),
    ];
  }
}
