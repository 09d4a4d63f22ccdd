import { h } from "./dom.js";

/** The commands in effect for the person: all of them from the button, or those that fit "/…". */
export class CommandList {
  constructor(t, run) {
    this.t = t;
    this.run = run;
    this.commands = [];
    this.element = h("div", { class: "command-list", role: "listbox", "aria-label": t("commands"),
      hidden: true, onkeydown: (event) => this.onKey(event) });
  }

  get open() {
    return !this.element.hidden;
  }

  show(beginning = "") {
    const fitting = this.commands.filter(({ command }) => command.startsWith(beginning));
    this.element.replaceChildren(...fitting.map((command) => this.option(command)));
    if (!this.commands.length) {
      this.element.append(h("p", { class: "empty" }, this.t("noCommands")));
    }
    this.element.hidden = !this.element.children.length;
    this.mark(this.element.querySelector("button"));
  }

  hide() {
    this.element.hidden = true;
  }

  option({ command, description }) {
    return h(
      "button",
      { role: "option", tabindex: "-1", "data-testid": "command",
        "data-command": command, onclick: () => this.choose(command) },
      h("b", {}, `/${command}`),
      h("span", { dir: "auto" }, description),
    );
  }

  choose(command) {
    this.hide();
    this.run(`/${command}`);
  }

  mark(option) {
    for (const other of this.element.children) {
      other.setAttribute("aria-selected", String(other === option));
    }
    option?.scrollIntoView({ block: "nearest" });
  }

  focus() {
    this.element.querySelector("[aria-selected=true]")?.focus();
  }

  /** From the field: arrows choose, Enter sends. Answers true when the key was for the list. */
  onFieldKey(event) {
    const chosen = this.element.querySelector("[aria-selected=true]");
    if (!this.open || !chosen) return false;
    if (event.key === "ArrowDown") this.mark(chosen.nextElementSibling ?? chosen);
    else if (event.key === "ArrowUp") this.mark(chosen.previousElementSibling ?? chosen);
    else if (event.key === "Enter") this.choose(chosen.dataset.command);
    else return false;
    return true;
  }

  onKey(event) {
    const at = document.activeElement;
    const next = {
      ArrowDown: at.nextElementSibling,
      ArrowUp: at.previousElementSibling,
    }[event.key];
    if (!next) return;
    event.preventDefault();
    this.mark(next);
    next.focus();
  }
}
