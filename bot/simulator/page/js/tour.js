import { byTestId, h, iconButton } from "./dom.js";
import { LABELS, STEPS, shownFor } from "./tour_steps.js";
import { spoken } from "./words.js";

const CLOSED = "tour";
const MARK = "tour-mark";
// For a phone whose holder brings no example of a sale.
const EXAMPLE = { quantity: "20", amount: "450" };
const WATCHED = ["hidden", "aria-selected", "aria-expanded", "data-edited"];

/**
 * Leads a newcomer through the demo: says a step, marks where to tap, and goes on once it is done.
 *
 * It stands above the phones, never before them. `world` has the page's words `t`, its `language`,
 * and the `holder` of a phone.
 */
export class Tour {
  constructor(world) {
    this.world = world;
    this.root = byTestId("tour");
    this.opener = byTestId("tour-open");
    this.build();
    this.watcher = new MutationObserver(() => this.lookSoon());
    this.opener.addEventListener("click", () => this.begin());
    document.addEventListener("click", (event) => this.clicked(event.target), true);
    document.addEventListener("keydown", (event) => this.onKey(event));
  }

  build() {
    const button = (name, run) => h("button", { "data-testid": `tour-${name}`, onclick: run });
    this.count = h("span", { class: "tour-count", "data-testid": "tour-count" });
    this.words = h("p", { "data-testid": "tour-words" });
    this.said = h("div", { class: "tour-said", "aria-live": "polite" }, this.count, this.words);
    this.back = button("back", () => this.go(this.at - 1));
    this.next = button("next", () => this.go(this.at + 1));
    this.next.className = "primary";
    this.end = iconButton("close", "", { class: "plain", "data-testid": "tour-close",
      onclick: () => this.close() });
  }

  get isOpen() {
    return this.at !== undefined;
  }

  /** By itself only once in a browser, and never where the address says `tour=0`. */
  greet() {
    const wish = new URLSearchParams(location.search).get("tour");
    if (wish !== "0" && (wish || !localStorage.getItem(CLOSED))) this.open();
  }

  begin() {
    this.open();
    this.next.focus();
  }

  open() {
    this.phone = byTestId("phone-1");
    if (!this.isOpen) this.root.append(this.said, this.back, this.next, this.end);
    const attributes = { attributes: true, attributeFilter: WATCHED };
    this.watcher.observe(document.body, { childList: true, subtree: true, ...attributes });
    this.go(0);
  }

  close() {
    const focused = this.root.contains(document.activeElement);
    localStorage.setItem(CLOSED, "closed");
    this.at = undefined;
    this.watcher.disconnect();
    this.mark(null);
    this.root.replaceChildren();
    if (focused) this.opener.focus();
  }

  go(at) {
    if (at >= STEPS.length) return this.close();
    this.at = at;
    this.before = STEPS[at].state?.(this.phone);
    this.say();
    return this.look();
  }

  /** The step in the page's language. */
  say() {
    if (!this.isOpen) return;
    const { world: { t }, at } = this;
    const last = at === STEPS.length - 1;
    this.count.textContent = t("tourCount", { at: at + 1, of: STEPS.length });
    const step = this.wording();
    this.said.dataset.step = step.name;
    this.words.textContent = t(`tour_${step.name}`, this.values(step));
    this.back.textContent = t("tourBack");
    if (at === 0 && document.activeElement === this.back) this.next.focus();
    this.back.disabled = at === 0;
    this.next.textContent = t(last ? "tourEnd" : "tourNext");
    this.end.setAttribute("aria-label", t("tourClose"));
    this.end.title = t("tourClose");
  }

  /** The step's words, or those for whoever cannot do it yet. */
  wording() {
    const step = STEPS[this.at];
    return step.instead?.(this.phone) ?? step;
  }

  /** What its words name: a button of the phone as it is written there, and a sale to tell. */
  values({ label, phone }) {
    const { language, holder } = this.world;
    const user = holder(phone?.() ?? this.phone);
    const named = label && this.button(LABELS[label], spoken(user?.language_code, language()));
    return { ...EXAMPLE, ...user?.example, button: named };
  }

  button(words, language) {
    const own = this.world.t("tourQuoted", { words: words[language] });
    const page = words[this.world.language()];
    return page === words[language] ? own : `${own} (${page})`;
  }

  lookSoon() {
    cancelAnimationFrame(this.looking);
    this.looking = requestAnimationFrame(() => this.look());
  }

  /** What was done counts, and what is to be tapped now may be another element than before. */
  look() {
    if (!this.isOpen) return;
    const step = STEPS[this.at];
    if (step.state && step.state(this.phone) > this.before) this.go(this.at + 1);
    else this.point(step);
  }

  point(step) {
    if (this.said.dataset.step !== this.wording().name) this.say();
    this.mark(shownFor(step.target(this.phone)));
  }

  mark(element) {
    if (this.marked === element) return;
    this.marked?.classList.remove(MARK);
    element?.classList.add(MARK);
    this.marked = element;
  }

  clicked(target) {
    const step = STEPS[this.at];
    if (!step?.tapped?.(target)) return;
    this.phone = target.closest(".phone") ?? this.phone;
    this.go(this.at + 1);
  }

  /** Elsewhere on the page Escape has a meaning of its own. */
  onKey(event) {
    const ours = event.target === document.body || this.root.contains(event.target);
    if (event.key === "Escape" && this.isOpen && ours) this.close();
  }
}
