/** The simulator's control, as calls. A refusal becomes an Error with the simulator's words. */

async function ask(path, options) {
  const response = await fetch(path, options);
  const answer = await response.json().catch(() => null);
  if (response.ok) return answer;
  throw new Error(answer?.error ?? `${response.status} ${response.statusText}`);
}

function post(path, body) {
  const json = { "Content-Type": "application/json" };
  return ask(path, { method: "POST", headers: json, body: JSON.stringify(body) });
}

export const people = () => ask("/sim/users");
export const addPerson = (person) => post("/sim/users", person);

export const clock = () => ask("/sim/clock");
export const moveClock = (move) => post("/sim/clock", move);

export const faults = () => ask("/sim/faults");
export const changeFaults = (change) => post("/sim/faults", change);

/** The last calls of the bot, oldest first. */
export const calls = () => ask("/sim/calls");

export const fileAddress = (fileId) => `/sim/files/${encodeURIComponent(fileId)}`;

/** What the person holding the phone can do. */
export class Person {
  constructor(id) {
    this.path = `/sim/users/${id}`;
  }

  chat() {
    return ask(`${this.path}/chat`);
  }

  send(text, replyTo) {
    return post(`${this.path}/send`, { text, ...reply(replyTo) });
  }

  sendFile(file, kind, caption, replyTo) {
    const form = new FormData();
    form.append("kind", kind);
    if (caption) form.append("caption", caption);
    if (replyTo) form.append("reply_to", replyTo);
    form.append("file", file, file.name);
    return ask(`${this.path}/send`, { method: "POST", body: form });
  }

  edit(messageId, text) {
    return post(`${this.path}/edit`, { message_id: messageId, text });
  }

  tap(messageId, data) {
    return post(`${this.path}/tap`, { message_id: messageId, data });
  }

  start(payload) {
    return post(`${this.path}/start`, payload ? { payload } : {});
  }

  block(blocked) {
    return post(`${this.path}/block`, { blocked });
  }

  remove(messageId) {
    return post(`${this.path}/delete`, { message_id: messageId });
  }
}

function reply(messageId) {
  return messageId ? { reply_to: messageId } : {};
}
