import { h } from "./dom.js";

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  text_mention: "span",
  mention: "span",
  hashtag: "span",
  cashtag: "span",
};
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SAFE = /^(https?|tg|mailto|tel):/i;

export function isSafe(address) {
  return SAFE.test(address);
}

/**
 * Nodes for a text and its entities, which count in UTF-16 units as JavaScript does.
 *
 * `acts` has `command(text)` and `open(address)`; `open` answers true when it took the link.
 */
export function richText(text, entities = [], acts) {
  const queue = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return weave(text, 0, text.length, queue, acts);
}

function weave(text, begin, end, queue, acts) {
  const nodes = [];
  let at = begin;
  let afterBlock = false;
  const plain = (to) => {
    const part = text.slice(at, to);
    nodes.push(afterBlock ? part.replace(/^\n/, "") : part);
  };
  while (queue.length && queue[0].offset < end) {
    const entity = queue.shift();
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    plain(from);
    nodes.push(wrap(entity, text.slice(from, to), weave(text, from, to, queue, acts), acts));
    at = to;
    afterBlock = BLOCKS.has(entity.type);
  }
  plain(end);
  return nodes.filter((node) => node !== "");
}

function wrap(entity, words, inside, acts) {
  switch (entity.type) {
    case "spoiler":
      return reveal(h("span", { class: "spoiler" }, inside));
    case "blockquote":
      return h("blockquote", {}, inside);
    case "expandable_blockquote":
      return reveal(h("blockquote", { class: "expandable" }, inside));
    case "pre":
      return h("pre", { "data-language": entity.language, tabindex: "0" }, h("code", {}, inside));
    case "bot_command":
      return h("button", { class: "link", onclick: () => acts.command(words) }, inside);
    case "url":
      return link(/^\w+:\/\//.test(words) ? words : `http://${words}`, inside, acts);
    case "text_link":
      return link(entity.url, inside, acts);
    case "email":
      return link(`mailto:${words}`, inside, acts);
    case "phone_number":
      return link(`tel:${words}`, inside, acts);
    default:
      return h(TAGS[entity.type] ?? "span", { class: `is-${entity.type}` }, inside);
  }
}

function reveal(element) {
  const show = () => element.classList.add("shown");
  element.setAttribute("role", "button");
  element.setAttribute("tabindex", "0");
  element.addEventListener("click", show);
  element.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      show();
    }
  });
  return element;
}

function link(address, inside, acts) {
  if (!isSafe(address)) return h("span", {}, inside);
  const open = (event) => {
    if (acts.open(address)) event.preventDefault();
  };
  const elsewhere = { target: "_blank", rel: "noopener noreferrer" };
  return h("a", { href: address, ...elsewhere, onclick: open }, inside);
}
