const MINUTE = 60_000;
const formats = new Map();

/** Making a formatter is slow; each is made once. */
export function format(language, zone, options, moment) {
  const key = JSON.stringify([language, zone, options]);
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat(language, { timeZone: zone, ...options }));
  }
  return formats.get(key).format(moment);
}

/** What the wall clock of `zone` shows, as milliseconds as if the wall were in UTC. */
function wall(zone, moment) {
  const options = {
    year: "numeric", month: "2-digit", day: "2-digit",
    hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
  };
  return Date.parse(`${format("sv", zone, options, moment).replace(" ", "T")}Z`);
}

/** The moment the wall clock of `zone` shows `shown` ("2026-03-02T08:00"). */
export function momentAt(zone, shown) {
  const wanted = Date.parse(`${shown}Z`);
  const guess = wanted - (wall(zone, wanted) - wanted);
  return new Date(guess - (wall(zone, guess) - wanted));
}

/** As `momentAt` reads it: the date and minute `zone` shows. */
export function shownIn(zone, moment) {
  return new Date(wall(zone, moment)).toISOString().slice(0, 16);
}

export function dayIn(zone, moment) {
  return shownIn(zone, moment).slice(0, 10);
}

export function minutesBetween(earlier, later) {
  return (later - earlier) / MINUTE;
}

export function zoneName(language, zone, moment) {
  const options = { timeZone: zone, timeZoneName: "long" };
  const parts = new Intl.DateTimeFormat(language, options).formatToParts(moment);
  return parts.find(({ type }) => type === "timeZoneName").value;
}
