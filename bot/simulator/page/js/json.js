import { h } from "./dom.js";

const TOKENS = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)/gi;

/** JSON as it is read best: indented and tinted, keys apart from values. */
export function prettyJson(value) {
  const text = JSON.stringify(value, null, 2);
  const nodes = [];
  let at = 0;
  for (const match of text.matchAll(TOKENS)) {
    const [all, string, colon, , number] = match;
    const kind = colon ? "key" : string ? "string" : number ? "number" : "constant";
    nodes.push(text.slice(at, match.index));
    nodes.push(h("span", { class: `json-${kind}` }, string ?? all), colon ?? "");
    at = match.index + all.length;
  }
  return h("pre", { class: "json", tabindex: "0" }, nodes, text.slice(at));
}
