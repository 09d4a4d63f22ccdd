import { h, icon } from "./dom.js";

const GAP = 6;

/**
 * A menu beside `anchor`. Items are {id, text, run} with icon, face (an element), note, danger
 * and checked as needed. Escape and a tap elsewhere close it; the focus goes back to the anchor.
 */
export function openMenu(anchor, label, items) {
  const menu = h(
    "div",
    {
      class: "menu",
      role: "menu",
      popover: "auto",
      "aria-label": label,
      "data-testid": "menu",
      onkeydown: moveInMenu,
    },
    items.map((item) => entry(item, () => menu)),
  );
  document.body.append(menu);
  menu.addEventListener("toggle", (event) => event.newState === "closed" && leave(menu, anchor));
  menu.showPopover();
  settle(menu, anchor.getBoundingClientRect());
  (menu.querySelector("[aria-checked=true]") ?? menu.firstElementChild).focus();
  return menu;
}

function entry({ id, text, run, icon: name, face, note, danger, checked }, menu) {
  return h(
    "button",
    {
      role: checked === undefined ? "menuitem" : "menuitemradio",
      "aria-checked": checked === undefined ? null : String(checked),
      class: danger ? "danger" : null,
      tabindex: "-1",
      "data-testid": `menu-${id}`,
      onclick: () => {
        menu().hidePopover();
        run();
      },
    },
    face ?? (name && icon(name)),
    h("span", { class: "menu-words" },
      h("span", { class: "menu-text", dir: "auto" }, text),
      note && h("span", { class: "menu-note", dir: "auto" }, note)),
  );
}

/** Below the anchor where there is room, else above; never out of the window. */
function settle(menu, anchor) {
  const { width, height } = menu.getBoundingClientRect();
  const below = anchor.bottom + GAP;
  const fits = below + height <= innerHeight - GAP;
  const top = fits ? below : Math.max(anchor.top - height - GAP, GAP);
  const left = anchor.left + width > innerWidth - GAP ? anchor.right - width : anchor.left;
  menu.style.top = `${Math.min(top, innerHeight - height - GAP)}px`;
  menu.style.left = `${Math.max(left, GAP)}px`;
}

function leave(menu, anchor) {
  const lost = menu.contains(document.activeElement) || document.activeElement === document.body;
  menu.remove();
  if (lost) anchor.focus({ preventScroll: true });
}

function moveInMenu(event) {
  const items = [...event.currentTarget.children];
  const at = items.indexOf(document.activeElement);
  const next = {
    ArrowDown: items[(at + 1) % items.length],
    ArrowUp: items.at(at - 1),
    Home: items[0],
    End: items.at(-1),
  }[event.key];
  if (event.key === "Tab") event.currentTarget.hidePopover();
  if (!next) return;
  event.preventDefault();
  next.focus();
}
