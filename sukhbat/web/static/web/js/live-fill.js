// Values into the marked places of a piece of the page: data-f="name" takes text, data-href an address, data-lang a
// language, data-case="name:value" is shown for that value only. Whoever has no value is hidden.

const language = document.documentElement.lang;
const grouped = new Intl.NumberFormat("en");

export function count(n) {
  return grouped.format(n).replaceAll(",", "\u00a0");
}

// Seconds of the live part as people read a recording: 01:04:18.
export function clock(second) {
  return [second / 3600, (second / 60) % 60, second % 60].map((part) => String(Math.floor(part)).padStart(2, "0")).join(":");
}

export function time(moment, zone) {
  return new Date(moment).toLocaleTimeString("en-GB", { timeZone: zone });
}

export function fill(place, values) {
  for (const node of place.querySelectorAll("[data-f]")) {
    const value = values[node.dataset.f] ?? "";
    const text = typeof value === "number" ? count(value) : value;
    if (node.textContent !== text) node.textContent = text;
    const shown = node.closest("[data-shown]") ?? node;
    shown.hidden = text === "";
    const named = values[node.dataset.lang];
    if (named) node.lang = named;
  }
  for (const node of place.querySelectorAll("[data-href]")) {
    const value = values[node.dataset.href];
    node.hidden = !value;
    if (value) node.href = value;
  }
  for (const node of place.querySelectorAll("[data-case]")) {
    const [name, value] = node.dataset.case.split(":");
    node.hidden = String(values[name] ?? "") !== value;
  }
}

export { language };
