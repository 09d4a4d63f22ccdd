import { byTestId } from "./dom.js";
import { spoken, word } from "./words.js";

const THEMES = ["auto", "light", "dark"];
const asked = new URLSearchParams(location.search);

/** The page's language and looks: from the address, else as chosen before, else the browser's. */
export class Preferences {
  constructor(onlanguage) {
    this.onlanguage = onlanguage;
    const browsers = navigator.languages.map((code) => spoken(code)).find(Boolean);
    this.language = spoken(asked.get("lang") ?? stored("language"), browsers ?? "es");
    this.theme = THEMES.find((name) => name === (asked.get("theme") ?? stored("theme"))) ?? "auto";
    for (const code of ["es", "en"]) {
      byTestId(`lang-${code}`).addEventListener("click", () => this.speak(code));
    }
    byTestId("theme").addEventListener("click", () => this.nextTheme());
  }

  t(key, values) {
    return word(this.language, key, values);
  }

  speak(language) {
    this.language = language;
    localStorage.setItem("language", language);
    this.apply();
    this.onlanguage();
  }

  nextTheme() {
    this.theme = THEMES[(THEMES.indexOf(this.theme) + 1) % THEMES.length];
    localStorage.setItem("theme", this.theme);
    this.apply();
  }

  /** Every text that stands in the page itself. */
  apply() {
    const root = document.documentElement;
    root.lang = this.language;
    root.dataset.theme = this.theme;
    document.title = this.t("title");
    for (const element of document.querySelectorAll("[data-word]")) {
      element.textContent = this.t(element.dataset.word);
    }
    for (const element of document.querySelectorAll("[data-label]")) {
      element.setAttribute("aria-label", this.t(element.dataset.label));
    }
    for (const code of ["es", "en"]) {
      byTestId(`lang-${code}`).setAttribute("aria-pressed", String(code === this.language));
    }
    const label = this.t("theme", { name: this.t(`theme_${this.theme}`) });
    byTestId("theme").setAttribute("aria-label", label);
    byTestId("theme").title = label;
  }
}

function stored(name) {
  return localStorage.getItem(name);
}
