import { h } from "./dom.js";

/** What stands in the composer's place: Start for a newcomer, or Unblock. */
export class Gate {
  constructor(t, acts) {
    this.t = t;
    this.acts = acts;
    this.welcome = h("div", { class: "welcome", hidden: true });
    this.element = h("div", { class: "gate", hidden: true });
  }

  /** `state` is "new", "blocked", or "" for an open chat. */
  show(state, bot, invited) {
    this.element.hidden = !state;
    this.welcome.hidden = state !== "new";
    this.greet(bot, invited);
    if (state === this.state) return;
    this.state = state;
    this.element.replaceChildren(...this.content(state));
  }

  content(state) {
    if (state === "new") return [this.button("start", "start-button", this.acts.start)];
    if (state !== "blocked") return [];
    const note = h("p", {}, this.t("youBlocked"));
    return [note, this.button("unblock", "unblock-button", this.acts.unblock)];
  }

  button(key, testId, run) {
    return h("button", { class: "primary big", "data-testid": testId, onclick: run },
      this.t(key));
  }

  greet(bot, invited) {
    this.welcome.replaceChildren(
      h("img", { src: "/page/icon.svg", alt: "" }),
      h("p", {}, this.t("welcome", { bot })),
      ...(invited ? [h("p", { class: "invited" }, this.t("invited"))] : []),
    );
  }
}
