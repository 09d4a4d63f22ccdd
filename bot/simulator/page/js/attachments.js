import { fileAddress } from "./api.js";
import { h, icon } from "./dom.js";

const PHOTO_WIDTH = 320;
const UNITS = ["B", "KB", "MB", "GB"];

/** What a message carries beside its text, or null. */
export function attachment(message, t, acts) {
  if (message.photo) return photo(message, t, acts);
  if (message.document) return file(message.document, t);
  if (message.venue) return place(message.venue.title, message.venue.address, t);
  if (message.location) return place(t("location"), coordinates(message.location), t);
  if (message.contact) return contact(message.contact);
  if (message.poll) return poll(message.poll);
  return message.text === undefined ? h("p", { class: "unsupported" }, t("unsupported")) : null;
}

function photo(message, t, acts) {
  const { file_id: fileId, width = 4, height = 3 } = message.photo.at(-1);
  const image = h("img", {
    src: fileAddress(fileId),
    alt: message.caption ?? t("photo"),
    width: Math.min(width, PHOTO_WIDTH),
    height: Math.round((Math.min(width, PHOTO_WIDTH) * height) / width),
  });
  return h(
    "button",
    {
      class: "photo",
      "data-testid": "photo",
      "aria-label": t("openPhoto"),
      onclick: () => acts.view(image.src, image.alt),
    },
    image,
  );
}

function file(document, t) {
  const name = document.file_name ?? t("document");
  return h(
    "a",
    {
      class: "file",
      "data-testid": "document",
      href: fileAddress(document.file_id),
      download: name,
      "aria-label": t("download", { name }),
    },
    h("span", { class: "file-icon" }, icon("file")),
    h("span", { class: "file-name", dir: "auto" }, name),
    h("span", { class: "file-size" }, size(document.file_size)),
  );
}

export function size(bytes) {
  if (!bytes) return "";
  const power = Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length - 1);
  const shown = bytes / 1024 ** power;
  return `${shown < 10 && power ? shown.toFixed(1) : Math.round(shown)} ${UNITS[power]}`;
}

function coordinates({ latitude, longitude }) {
  return `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
}

function place(title, detail) {
  return card("place", title, detail);
}

function contact({ first_name: first, last_name: last, phone_number: phone }) {
  return card("person", [first, last].filter(Boolean).join(" "), phone);
}

function card(name, title, detail) {
  return h(
    "div",
    { class: "file" },
    h("span", { class: "file-icon" }, icon(name)),
    h("span", { class: "file-name", dir: "auto" }, title),
    h("span", { class: "file-size", dir: "auto" }, detail),
  );
}

function poll({ question, options = [] }) {
  return h(
    "div",
    { class: "poll" },
    h("strong", { dir: "auto" }, question),
    h("ul", {}, options.map((option) => h("li", { dir: "auto" }, option.text))),
  );
}
