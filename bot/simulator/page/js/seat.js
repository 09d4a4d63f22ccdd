import { addPerson } from "./api.js";
import { avatar, fullName, h, icon } from "./dom.js";
import { openMenu } from "./menu.js";
import { showDialog } from "./overlays.js";
import { Phone } from "./phone.js";
import { LANGUAGES, languageName, word } from "./words.js";

/** A place on the page for a phone, and whoever holds it. */
export class Seat {
  constructor(number, world) {
    this.number = number;
    this.world = world;
    this.owner = h("button", { class: "owner", "data-testid": "owner",
      "aria-haspopup": "menu", onclick: () => this.choosePerson(this.owner) });
    this.place = h("div", { class: "place" });
    const id = `phone-${number}`;
    this.element = h("section", { class: "phone", id, "data-testid": id }, this.owner, this.place);
    this.tab = h("button", { role: "tab", "data-testid": `tab-${number}`,
      "aria-controls": id });
  }

  give(user) {
    this.phone?.close();
    this.user = user;
    const choosePerson = (anchor) => this.choosePerson(anchor);
    this.phone = new Phone(user, { ...this.world, language: this.world.language(), choosePerson });
    this.place.replaceChildren(this.phone.element);
    this.say();
  }

  /** The words around the phone, in the page's language. */
  say() {
    const language = this.world.language();
    const { user } = this;
    if (!user) return;
    const label = word(language, "phoneOf", { name: fullName(user) });
    this.element.setAttribute("aria-label", label);
    this.owner.replaceChildren(...plate(user, languageName(language, user.language_code)));
    const name = h("span", { dir: "auto" }, user.first_name);
    this.tab.replaceChildren(avatar(fullName(user), user.id), name);
  }

  choosePerson(anchor) {
    const language = this.world.language();
    const items = this.world.people().map((user) => ({
      id: `user-${user.id}`,
      face: avatar(fullName(user), user.id),
      text: fullName(user),
      note: [languageName(language, user.language_code), user.label].filter(Boolean).join(" · "),
      checked: user.id === this.user?.id,
      run: () => this.world.seat(this, user),
    }));
    items.push({ id: "newcomer", icon: "add", text: word(language, "newcomer"),
      run: () => this.askNewcomer() });
    openMenu(anchor, word(language, "choosePerson"), items);
  }

  askNewcomer() {
    const language = this.world.language();
    const t = (key) => word(language, key);
    const close = () => dialog.close();
    const form = h(
      "form",
      { method: "dialog", onsubmit: (event) => this.onNewcomer(event, dialog) },
      h("h2", {}, t("newcomer")),
      h("label", {}, t("newcomerName"), h("input", { name: "first_name", required: true,
        maxlength: "64", autocomplete: "off", "data-testid": "newcomer-name" })),
      h("label", {}, t("newcomerLanguage"), h("select", { name: "language_code",
        "data-testid": "newcomer-language" }, Object.keys(LANGUAGES).map((code) =>
        h("option", { value: code, selected: code === language }, languageName(language, code))))),
      h("label", {}, t("newcomerInvite"), h("input", { name: "invite",
        pattern: "[A-Za-z0-9_\\-]{1,64}", autocomplete: "off", "data-testid": "newcomer-invite" })),
      h("div", { class: "dialog-buttons" },
        h("button", { onclick: close }, t("cancel")),
        h("button", { type: "submit", class: "primary", "data-testid": "newcomer-save" },
          t("create"))),
    );
    const dialog = h("dialog", { class: "sheet", "data-testid": "newcomer" }, form);
    showDialog(dialog);
  }

  async onNewcomer(event, dialog) {
    event.preventDefault();
    const { invite, ...person } = Object.fromEntries(new FormData(event.target));
    await this.world.tell(async () => {
      const user = await addPerson(invite ? { ...person, invite } : person);
      dialog.close();
      await this.world.refreshPeople();
      this.world.seat(this, user);
    });
  }
}

function plate(user, language) {
  const note = [language, user.label].filter(Boolean).join(" · ");
  return [
    avatar(fullName(user), user.id),
    h("span", { class: "plate-name", dir: "auto" }, fullName(user)),
    h("span", { class: "plate-note", dir: "auto" }, note),
    icon("down"),
  ];
}
