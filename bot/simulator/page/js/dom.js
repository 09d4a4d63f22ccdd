/**
 * Builds an element. A string child becomes a text node: nothing written is read as HTML.
 *
 * A button sends no form unless its type says so.
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  if (tag === "button") element.type = "button";
  for (const [name, value] of Object.entries(properties)) give(element, name, value);
  element.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return element;
}

function give(element, name, value) {
  if (value == null || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else element.setAttribute(name, value === true ? "" : value);
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

export function iconButton(name, label, properties = {}) {
  return h("button", { "aria-label": label, title: label, ...properties }, icon(name));
}

export function byTestId(name, root = document) {
  return root.querySelector(`[data-testid="${name}"]`);
}

const calm = matchMedia("(prefers-reduced-motion: reduce)");

export function scrollTo(element, top) {
  element.scrollTo({ top, behavior: calm.matches ? "instant" : "smooth" });
}

/** Two letters and a tint of one's own, as a face. */
export function avatar(name, id) {
  const letters = (name.match(/(?<=^|\s)[\p{L}\p{N}]/gu) ?? ["·"]).slice(0, 2);
  const tint = Math.abs(Number(id)) % 6;
  return h(
    "span",
    { class: `avatar tint-${tint}`, "aria-hidden": "true" },
    letters.join("").toLocaleUpperCase(),
  );
}

export function fullName(user) {
  return [user.first_name, user.last_name].filter(Boolean).join(" ");
}
