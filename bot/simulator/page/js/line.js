import { changeFaults, faults } from "./api.js";
import { byTestId, h } from "./dom.js";

const LATENCIES = [0, 50, 500];

/** How long Telegram takes to answer the bot, and whether it can be reached at all. */
export class Line {
  constructor(preferences, tell) {
    this.preferences = preferences;
    this.tell = tell;
    this.down = byTestId("line-down");
    this.down.addEventListener("change", () => this.cut());
    this.buttons = LATENCIES.map((ms) => this.button(ms));
    document.getElementById("latencies").append(...this.buttons);
  }

  button(ms) {
    const choose = () => this.tell(async () => this.show(await changeFaults({ latency_ms: ms })));
    return h("button", { "data-testid": `latency-${ms}`, "data-ms": ms, onclick: choose });
  }

  say() {
    for (const button of this.buttons) {
      button.textContent = this.preferences.t("latency", { count: button.dataset.ms });
    }
  }

  async start() {
    this.say();
    this.show(await faults());
  }

  async cut() {
    const refuse = this.down.checked;
    await this.tell(async () => {
      this.show(await changeFaults({ refuse }));
      return this.preferences.t(refuse ? "lineIsDown" : "lineIsBack");
    });
  }

  show({ latency_ms: latency, refuse }) {
    this.down.checked = refuse;
    document.body.classList.toggle("line-is-down", refuse);
    for (const button of this.buttons) {
      button.setAttribute("aria-pressed", String(Number(button.dataset.ms) === latency));
    }
  }
}
