const RETRY_MS = 1000;
const NAMES = ["chat", "call", "update"];

/**
 * All that a page listens to comes over one connection, since a browser has six for one host and
 * its other pages want theirs. A hidden page lets go of it.
 *
 * Where something is added, the old connection stays until the new one stands: nothing is missed.
 */
class Wire {
  constructor() {
    this.streams = new Set();
    document.addEventListener("visibilitychange", () => this.renew());
  }

  /** Once for all that is added and removed together. */
  change() {
    this.changing ??= Promise.resolve().then(() => {
      this.changing = null;
      this.renew();
    });
  }

  renew() {
    clearTimeout(this.retry);
    if (document.hidden || !this.streams.size) {
      this.drop();
      return;
    }
    this.next?.close();
    this.next = new EventSource(addressOf(this.streams));
    this.next.onopen = ({ target }) => this.opened(target);
    this.next.onerror = () => this.lost();
    for (const name of NAMES) {
      this.next.addEventListener(name, ({ data, target }) => this.told(target, name, data));
    }
  }

  opened(source) {
    this.source?.close();
    this.source = source;
    this.next = null;
    const fresh = [...this.streams].filter((stream) => !stream.open);
    fresh.forEach((stream) => (stream.open = true));
    fresh.forEach((stream) => stream.onopen());
  }

  told(source, name, data) {
    if (source !== this.source) return;
    const event = JSON.parse(data);
    for (const stream of this.streams) {
      if (event.user === stream.user) stream.events[name]?.(event);
    }
  }

  lost() {
    this.drop();
    for (const stream of this.streams) stream.onlost();
    this.retry = setTimeout(() => this.renew(), RETRY_MS);
  }

  drop() {
    clearTimeout(this.retry);
    this.source?.close();
    this.next?.close();
    this.source = this.next = null;
    for (const stream of this.streams) stream.open = false;
  }
}

const wire = new Wire();

function addressOf(streams) {
  const wanted = [...streams].map(({ user }) => (user === undefined ? "raw=1" : `user=${user}`));
  return `/sim/events?${[...new Set(wanted)].join("&")}`;
}

/**
 * What happens in a person's chat, or without a `user` all that the bot sends and receives.
 *
 * It comes back by itself after the simulator was restarted. `onopen` runs at each (re)connection:
 * what was missed must be fetched there.
 */
export class Stream {
  constructor({ user, events, onopen = () => {}, onlost = () => {} }) {
    Object.assign(this, { user, events, onopen, onlost, open: false });
    wire.streams.add(this);
    wire.change();
  }

  lost() {
    wire.lost();
  }

  close() {
    wire.streams.delete(this);
    wire.change();
  }
}
