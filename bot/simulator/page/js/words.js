import en from "./words/en.js";
import es from "./words/es.js";

export const LANGUAGES = { es, en };

/** The page speaks `es` or `en`; anything else a phone may be set to gets the page's own. */
export function spoken(code, otherwise) {
  const base = (code ?? "").split("-")[0].toLowerCase();
  return base in LANGUAGES ? base : otherwise;
}

/** A text in `language`, with {names} filled in, and its plural form chosen by `count`. */
export function word(language, key, values = {}) {
  const found = LANGUAGES[language][key];
  if (found === undefined) throw new Error(`no text "${key}" in "${language}"`);
  const text = typeof found === "string" ? found : plural(language, found, values.count);
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

function plural(language, forms, count) {
  return forms[new Intl.PluralRules(language).select(count)] ?? forms.other;
}

export function languageName(language, code) {
  if (!code) return "";
  return new Intl.DisplayNames(language, { type: "language" }).of(code);
}
