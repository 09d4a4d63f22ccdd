import { clock, moveClock } from "./api.js";
import { byTestId } from "./dom.js";
import { dayIn, format, momentAt, shownIn, zoneName } from "./time.js";

const RESYNC_MS = 10_000;
const DAY_MS = 86_400_000;

/** The cluster's clock: shown ticking, moved by the buttons, never back. */
export class Clock {
  constructor(preferences, tell) {
    this.preferences = preferences;
    this.tell = tell;
    this.zone = "UTC";
    this.ahead = 0;
    this.face = byTestId("clock-now");
    this.input = byTestId("clock-input");
    const move = (id, wanted) =>
      byTestId(id).addEventListener("click", () => this.move(wanted()));
    move("clock-hour", () => ({ advance_seconds: 3600 }));
    move("clock-tomorrow", () => ({ to: this.tomorrowAtNine().toISOString() }));
    move("clock-monday", () => ({ preset: "monday-8" }));
    this.input.form.addEventListener("submit", (event) => this.onSubmit(event));
  }

  async start() {
    this.set(await clock());
    this.ticking ??= setInterval(() => this.draw(), 1000);
    this.syncing ??= setInterval(() => document.hidden || this.resync(), RESYNC_MS);
  }

  async resync() {
    this.set(await clock().catch(() => null));
  }

  now() {
    return Date.now() + this.ahead;
  }

  set(answer) {
    if (!answer) return;
    this.zone = answer.zone;
    this.ahead = Date.parse(answer.now) - Date.now();
    this.draw();
    if (document.activeElement !== this.input) this.input.value = shownIn(this.zone, this.now());
  }

  draw() {
    const { language } = this.preferences;
    const options = {
      weekday: "short", day: "numeric", month: "short", year: "numeric",
      hour: "2-digit", minute: "2-digit", hourCycle: "h23",
    };
    const shown = format(language, this.zone, options, this.now());
    if (this.face.textContent !== shown) this.face.textContent = shown;
    this.face.dateTime = new Date(this.now()).toISOString();
    byTestId("clock-zone").textContent = zoneName(language, this.zone, this.now());
  }

  tomorrowAtNine() {
    const noon = momentAt(this.zone, `${dayIn(this.zone, this.now())}T12:00`).getTime();
    return momentAt(this.zone, `${dayIn(this.zone, noon + DAY_MS)}T09:00`);
  }

  move(wanted) {
    return this.tell(async () => this.set(await moveClock(wanted)));
  }

  onSubmit(event) {
    event.preventDefault();
    const moment = momentAt(this.zone, this.input.value);
    if (moment < this.now()) return this.tell(() => Promise.reject(this.noWayBack()));
    return this.move({ to: moment.toISOString() });
  }

  noWayBack() {
    return new Error(this.preferences.t("noWayBack"));
  }
}
