import { calls } from "./api.js";
import { byTestId, h, iconButton } from "./dom.js";
import { prettyJson } from "./json.js";
import { Stream } from "./stream.js";
import { format } from "./time.js";

const KEPT = 300;
const POLL = "getUpdates";

/** What the bot sent and received, as it went over the line. */
export class Drawer {
  constructor(world) {
    this.world = world;
    this.rows = [];
    this.count = 0;
    this.seen = new Set();
    this.taps = new Map();
    this.element = byTestId("raw-drawer");
    this.toggle = byTestId("raw-toggle");
    this.toggle.addEventListener("click", () => {
      if (this.element.hidden) this.enter();
      else this.close();
    });
    this.element.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    this.build();
  }

  build() {
    this.filter = h("select", { "data-testid": "raw-filter", onchange: () => this.sift() });
    this.updates = this.checkbox("raw-updates", true);
    this.polls = this.checkbox("raw-polls", false);
    this.list = h("ol", { class: "calls" });
    this.empty = h("p", { class: "empty", "data-word": "nothingYet" });
    this.element.replaceChildren(
      h("div", { class: "drawer-head" },
        h("h2", { "data-word": "whatWasSent" }),
        h("button", { "data-testid": "raw-clear", "data-word": "clear",
          onclick: () => this.clear() }),
        iconButton("close", "", { class: "plain", "data-testid": "raw-close", "data-label": "close",
          onclick: () => this.close() })),
      h("div", { class: "drawer-filters" },
        h("label", { class: "select" }, h("span", { "data-word": "show" }), this.filter),
        h("label", {}, this.updates, h("span", { "data-word": "withUpdates" })),
        h("label", {}, this.polls, h("span", { "data-word": "withPolls" }))),
      this.empty,
      this.list,
    );
  }

  checkbox(testId, checked) {
    const sift = () => this.sift();
    return h("input", { type: "checkbox", checked, "data-testid": testId, onchange: sift });
  }

  enter() {
    this.open();
    this.filter.focus();
  }

  open() {
    this.element.hidden = false;
    document.body.classList.add("drawer-open");
    this.toggle.setAttribute("aria-expanded", "true");
    this.stream ??= new Stream({
      onopen: async () => (await calls()).forEach((call) => this.addCall(call)),
      events: {
        call: (call) => this.addCall(call),
        update: (update) => this.addUpdate(update, this.world.now()),
      },
    });
  }

  /** Without its stream: what nobody looks at need not be sent. */
  close() {
    const held = this.element.contains(document.activeElement);
    this.element.hidden = true;
    document.body.classList.remove("drawer-open");
    this.toggle.setAttribute("aria-expanded", "false");
    this.stream.close();
    this.stream = null;
    if (held) this.toggle.focus();
  }

  /** Calls and updates come twice: as they happen, and in the list fetched at each connection. */
  addCall(call) {
    if (!this.isNew(`${call.n} ${call.at}`)) return;
    const tapped = this.taps.get(call.params?.callback_query_id);
    this.add({ call, chat: tapped ?? chatOfCall(call), at: call.at });
    const polled = call.method === POLL ? (call.answer?.result ?? []) : [];
    for (const update of polled) this.addUpdate(update, call.at);
  }

  addUpdate(update, at) {
    if (!this.isNew(JSON.stringify(update))) return;
    const chat = chatOfUpdate(update);
    if (update.callback_query) this.taps.set(update.callback_query.id, chat);
    this.add({ update, chat, at });
  }

  isNew(key) {
    return !this.seen.has(key) && Boolean(this.seen.add(key));
  }

  /** The filter's choices: everything, each phone, and what is of no chat. */
  say() {
    const { t, seats } = this.world;
    const chosen = this.filter.value;
    const phones = seats().map(({ user, number }) => [
      String(user.id), `${number} · ${user.first_name}`,
    ]);
    const choices = [["", t("everything")], ...phones, ["none", t("ofNobody")]];
    this.filter.replaceChildren(...choices.map(([value, text]) => h("option", { value }, text)));
    this.filter.value = choices.some(([value]) => value === chosen) ? chosen : "";
    this.sift();
  }

  add(entry) {
    const row = { ...entry, element: this.row(entry) };
    this.rows.push(row);
    this.list.prepend(row.element);
    if (this.rows.length > KEPT) this.rows.shift().element.remove();
    row.element.hidden = !this.wanted(row);
    if (entry.call && entry.call.method !== POLL) this.count += 1;
    this.reflect();
  }

  wanted({ call, update, chat }) {
    if (update && !this.updates.checked) return false;
    if (call?.method === POLL && !this.polls.checked) return false;
    const wanted = this.filter.value;
    return !wanted || (wanted === "none" ? chat === null : String(chat) === wanted);
  }

  sift() {
    for (const row of this.rows) row.element.hidden = !this.wanted(row);
    this.reflect();
  }

  reflect() {
    document.getElementById("raw-count").textContent = this.count;
    this.empty.hidden = this.rows.some((row) => !row.element.hidden);
  }

  clear() {
    this.rows = [];
    this.count = 0;
    this.list.replaceChildren();
    this.reflect();
  }

  row({ call, update, chat, at }) {
    const { zone, t, nameOf } = this.world;
    const options = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };
    const content = h("div", { class: "call-content" });
    const details = h("details", {},
      h("summary", {},
        h("time", {}, format("en", zone(), options, new Date(at))),
        h("span", { class: "call-name" }, call ? call.method : `← ${kindOf(update)}`),
        h("span", { class: "call-chat", dir: "auto" }, nameOf(chat)),
        call ? status(call) : h("span", { class: "pill in" }, t("received"))),
      content);
    const fill = () => {
      const parts = call ? this.partsOf(call) : [prettyJson(update)];
      if (details.open) content.replaceChildren(...parts);
    };
    details.addEventListener("toggle", fill);
    const testId = call ? "raw-call" : "raw-update";
    return h("li", { "data-testid": testId, "data-method": call?.method }, details);
  }

  partsOf({ params, answer }) {
    const { t } = this.world;
    const none = Object.keys(params ?? {}).length === 0;
    return [
      h("h3", {}, t("parameters")),
      none ? h("p", { class: "empty" }, t("noParameters")) : prettyJson(unfolded(params)),
      h("h3", {}, t("answer")),
      prettyJson(answer),
    ];
  }
}

function status({ status: code, answer }) {
  const kind = code === 200 ? "good" : code === 429 || code >= 500 ? "late" : "bad";
  return h("span", { class: `pill ${kind}`, title: answer?.description }, String(code));
}

function kindOf(update) {
  return Object.keys(update).find((key) => key !== "update_id") ?? "update";
}

function chatOfUpdate(update) {
  const content = update[kindOf(update)];
  return content?.chat?.id ?? content?.message?.chat?.id ?? content?.from?.id ?? null;
}

function chatOfCall({ params, answer }) {
  const chat = params?.chat_id ?? parsed(params?.scope)?.chat_id ?? answer?.result?.chat?.id;
  return chat === undefined ? null : Number(chat);
}

/** Forms carry keyboards as JSON in a string; shown as what they are. */
function unfolded(params) {
  const pairs = Object.entries(params).map(([name, value]) => [name, parsed(value)]);
  return Object.fromEntries(pairs);
}

function parsed(value) {
  if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
