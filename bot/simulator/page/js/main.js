import { people as fetchPeople } from "./api.js";
import { Clock } from "./clock.js";
import { byTestId, fullName, h } from "./dom.js";
import { Drawer } from "./drawer.js";
import { Line } from "./line.js";
import { Preferences } from "./prefs.js";
import { Seat } from "./seat.js";
import { Tour } from "./tour.js";

const NOTICE_MS = 6000;
const RETRY_MS = 1000;
const address = new URL(location.href);
const only = address.searchParams.get("only");

let people = [];
const preferences = new Preferences(sayAgain);
const clock = new Clock(preferences, tell);
const line = new Line(preferences, tell);
const tour = new Tour({
  t: (key, values) => preferences.t(key, values),
  language: () => preferences.language,
  holder: (phone) => seats.find(({ element }) => element === phone)?.user,
});
const world = {
  language: () => preferences.language,
  people: () => people,
  seat,
  tell,
  refreshPeople,
};
Object.defineProperty(world, "zone", { enumerable: true, get: () => clock.zone });
const seats = (only ? [1] : [1, 2]).map((number) => new Seat(number, world));
const drawer = new Drawer({
  t: (key, values) => preferences.t(key, values),
  zone: () => clock.zone,
  now: () => clock.now(),
  seats: () => seats.filter(({ user }) => user),
  nameOf: (id) => fullName(people.find((user) => user.id === id) ?? {}),
});

/** Does it, and tells in the page what came of it, or why it could not be done. */
async function tell(action) {
  const notice = byTestId("notice");
  try {
    notice.textContent = (await action()) ?? "";
  } catch (error) {
    notice.textContent = error instanceof TypeError ? preferences.t("notReached") : error.message;
  }
  clearTimeout(tell.ends);
  tell.ends = setTimeout(() => (notice.textContent = ""), NOTICE_MS);
}

async function refreshPeople() {
  people = await fetchPeople();
}

function seat(place, user) {
  place.give(user);
  const name = only ? "only" : ["left", "right"][place.number - 1];
  address.searchParams.set(name, user.id);
  history.replaceState(null, "", address);
  drawer.say();
  tour.say();
}

/** Those the address names; else the first, and the first who speaks another language. */
function firstHolders() {
  const wanted = only ? [only] : ["left", "right"].map((name) => address.searchParams.get(name));
  const named = wanted.map((id) => people.find((user) => String(user.id) === id));
  const free = people.filter((user) => !named.includes(user));
  const first = named[0] ?? free.shift();
  const other = free.find((user) => user.language_code !== first?.language_code) ?? free[0];
  return only ? [first] : [first, named[1] ?? other];
}

/** After the page's language changed. */
function sayAgain() {
  line.say();
  clock.draw();
  drawer.say();
  tour.say();
  seats.forEach((place) => place.say());
}

function selectTab(number) {
  for (const { tab, element, number: own } of seats) {
    tab.setAttribute("aria-selected", String(own === number));
    tab.tabIndex = own === number ? 0 : -1;
    element.classList.toggle("current", own === number);
  }
}

function layOut() {
  const tabs = document.querySelector(".tabs");
  document.body.classList.toggle("single", Boolean(only));
  document.querySelector(".stage").append(...seats.map(({ element }) => element));
  tabs.append(...seats.map(({ tab }) => tab));
  seats.forEach(({ tab, number }) => tab.addEventListener("click", () => selectTab(number)));
  tabs.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const next = seats.find(({ tab }) => tab !== document.activeElement) ?? seats[0];
    selectTab(next.number);
    next.tab.focus();
  });
  selectTab(1);
}

/** On a narrow screen the clock and the line fold away. */
function foldTools() {
  const toggle = byTestId("tools-toggle");
  const fold = (open) => {
    document.body.classList.toggle("tools-open", open);
    toggle.setAttribute("aria-expanded", String(open));
  };
  toggle.addEventListener("click", () => fold(!document.body.classList.contains("tools-open")));
  document.querySelector(".bar").addEventListener("keydown", (event) => {
    if (event.key === "Escape") fold(false);
  });
}

async function begin() {
  await Promise.all([refreshPeople(), clock.start(), line.start()]);
  firstHolders().forEach((user, at) => user && seat(seats[at], user));
  if (!people.length) {
    const ask = () => seats[0].askNewcomer();
    const first = h("button", { class: "primary", onclick: ask }, preferences.t("newcomer"));
    seats[0].place.replaceChildren(h("p", { class: "empty" }, preferences.t("noPeople")), first);
  }
  drawer.say();
  if (address.searchParams.has("raw")) drawer.open();
  if (people.length && !only) tour.greet();
  document.body.dataset.ready = "true";
}

async function keepTrying() {
  try {
    await begin();
  } catch {
    byTestId("notice").textContent = preferences.t("notReached");
    setTimeout(keepTrying, RETRY_MS);
  }
}

layOut();
foldTools();
preferences.apply();
keepTrying();
