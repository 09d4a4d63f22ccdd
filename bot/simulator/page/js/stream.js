const RETRY_MS = 1000;

/**
 * Server-sent events that come back by themselves after the simulator was restarted.
 *
 * A browser gives a page six connections to one host, so a hidden page lets go of its streams.
 * `onopen` runs at each (re)connection: what was missed must be fetched there.
 */
export class Stream {
  constructor(address, { events, onopen = () => {}, onlost = () => {} }) {
    Object.assign(this, { address, events, onopen, onlost });
    this.watch = () => (document.hidden ? this.drop() : this.connect());
    document.addEventListener("visibilitychange", this.watch);
    if (!document.hidden) this.connect();
  }

  connect() {
    if (this.source || this.closed) return;
    clearTimeout(this.retry);
    this.source = new EventSource(this.address);
    this.source.onopen = () => this.onopen();
    this.source.onerror = () => this.lost();
    for (const [name, handle] of Object.entries(this.events)) {
      this.source.addEventListener(name, (event) => handle(JSON.parse(event.data)));
    }
  }

  lost() {
    this.drop();
    this.onlost();
    this.retry = setTimeout(() => document.hidden || this.connect(), RETRY_MS);
  }

  drop() {
    clearTimeout(this.retry);
    this.source?.close();
    this.source = null;
  }

  close() {
    this.closed = true;
    document.removeEventListener("visibilitychange", this.watch);
    this.drop();
  }
}
