// Keys of the officials' pages. An element says its key with data-key="a"; "?" opens the list of all of them.
// Rows of a list carry data-row on their link: j and k go down and up, x ticks the box of the row.
// Without this file every button is still a button.

const dialog = document.getElementById("keys");
const typing = "input:not([type=checkbox], [type=radio], [type=submit]), textarea, select, [contenteditable]";

function isSeen(element) {
  return element.checkVisibility?.() ?? element.offsetParent !== null;
}

function label(element) {
  const named = element.dataset.keyLabel ?? element.getAttribute("aria-label");
  const field = element.labels?.[0] ?? element;
  return (named ?? field.textContent).trim().replace(/\s+/g, " ");
}

function keyed() {
  return [...document.querySelectorAll("[data-key]")].filter(isSeen);
}

function showKeys() {
  const list = dialog.querySelector("[data-keys]");
  list.querySelectorAll("[data-found]").forEach((old) => old.remove());
  for (const element of keyed()) {
    const term = document.createElement("dt");
    const key = document.createElement("kbd");
    const words = document.createElement("dd");
    key.textContent = element.dataset.key;
    words.textContent = label(element);
    term.append(key);
    for (const part of [term, words]) part.dataset.found = "";
    list.append(term, words);
  }
  dialog.showModal();
}

function use(element) {
  if (element.matches("input:not([type=checkbox], [type=submit]), textarea, select")) element.focus();
  else element.click();
  if (element.matches("summary") && element.parentElement.open) {
    element.parentElement.querySelector("select, textarea, input:not([type=hidden])")?.focus();
  }
}

function goDown(step) {
  const rows = [...document.querySelectorAll("[data-row]")].filter(isSeen);
  if (!rows.length) return;
  const current = document.querySelector("[data-row][aria-current]");
  const from = rows.indexOf(rows.includes(document.activeElement) ? document.activeElement : current);
  const to = from < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(from + step, 0), rows.length - 1);
  rows[to].focus();
  rows[to].scrollIntoView({ block: "nearest" });
}

function tick() {
  const row = document.activeElement.closest("tr, li");
  const box = row?.querySelector("input[type=checkbox]");
  if (box) box.checked = !box.checked;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest?.(typing) || document.querySelector("dialog[open]")) return;
  const found = keyed().find((element) => element.dataset.key === event.key);
  if (event.key === "?" && dialog) showKeys();
  else if (event.key === "j") goDown(1);
  else if (event.key === "k") goDown(-1);
  else if (event.key === "x" && document.activeElement.matches("[data-row]")) tick();
  else if (found) use(found);
  else return;
  event.preventDefault();
});

// data-tick-all on a hidden button: ticks every box of its form, or none when all were ticked.
for (const button of document.querySelectorAll("[data-tick-all]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const boxes = [...button.form.querySelectorAll("input[type=checkbox]")];
    const all = boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = !all;
  });
}
