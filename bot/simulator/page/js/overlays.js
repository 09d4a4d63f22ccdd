import { h, iconButton } from "./dom.js";

const TOAST_MS = 3500;
const TOAST_MS_A_LETTER = 45;

/** What a phone shows over its chat: toasts that pass, and alerts that wait for OK. */
export class Overlays {
  constructor(t, behind) {
    this.t = t;
    this.behind = behind;
    this.waiting = [];
    this.toasts = h("div", { class: "toasts", role: "status", "aria-live": "polite" });
    this.element = h("div", { class: "overlays" }, this.toasts);
  }

  toast(text) {
    const toast = h("div", { class: "toast", "data-testid": "toast", dir: "auto" }, text);
    toast.addEventListener("click", () => toast.remove());
    this.toasts.replaceChildren(toast);
    setTimeout(() => toast.remove(), TOAST_MS + TOAST_MS_A_LETTER * text.length);
  }

  alert(text) {
    this.waiting.push(text);
    if (this.waiting.length === 1) this.nextAlert();
  }

  nextAlert() {
    const back = document.activeElement;
    const text = h("p", { id: `alert-${crypto.randomUUID()}`, dir: "auto" }, this.waiting[0]);
    const ok = h("button", { class: "primary", "data-testid": "alert-ok" }, this.t("ok"));
    const box = h(
      "div",
      { class: "alert", role: "alertdialog", "aria-modal": "true", "aria-labelledby": text.id,
        "data-testid": "alert" },
      h("div", { class: "alert-box" }, text, ok),
    );
    const close = () => this.closeAlert(box, back);
    ok.addEventListener("click", close);
    box.addEventListener("keydown", (event) => event.key === "Escape" && close());
    this.element.append(box);
    this.hush(true);
    ok.focus();
  }

  closeAlert(box, back) {
    box.remove();
    this.hush(false);
    back?.focus({ preventScroll: true });
    this.waiting.shift();
    if (this.waiting.length) this.nextAlert();
  }

  hush(on) {
    for (const element of this.behind()) element.inert = on;
  }
}

/** A picture over the whole page. */
export function viewPicture(address, words, t) {
  const dialog = h(
    "dialog",
    { class: "viewer", "data-testid": "viewer", "aria-label": words },
    h("img", { src: address, alt: words }),
    iconButton("close", t("close"), { class: "plain", onclick: () => dialog.close() }),
  );
  dialog.addEventListener("click", () => dialog.close());
  showDialog(dialog);
}

export function showDialog(dialog) {
  const back = document.activeElement;
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    back?.focus({ preventScroll: true });
  });
  dialog.showModal();
}
