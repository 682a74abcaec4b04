// The studio: pieces refresh by themselves and presses act without leaving the page. A record that is being typed is
// never touched: it stays through every refresh and every refusal, and on this device until the server has it.

import { offline, pieces, put, tick, watch } from "./pieces.js";

const root = document.querySelector("[data-pieces]");
const PREFIX = "record:";

// -- the record ----------------------------------------------------------------------------------------------------
function record() {
  return document.querySelector("textarea[data-record]");
}

function formKey(text) {
  return PREFIX + (text.form.dataset.recordOf ?? "");
}

// What was typed, by the airing it is for; on the device as far as it lets us, so that a reload finds it.
const typed = new Map();

function keep(key, words) {
  if (words) typed.set(key, words);
  else typed.delete(key);
  try {
    if (words) localStorage.setItem(key, words);
    else localStorage.removeItem(key);
  } catch {
    // Storage is switched off or full: this page is the only copy.
  }
}

function readKept() {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) typed.set(key, localStorage.getItem(key));
  } catch {
    // Nothing was kept.
  }
}

// Words that stand in a form of the air already: the one for a correction.
function isShown(words) {
  const texts = [...document.querySelectorAll("[data-piece=air] textarea:not([data-record])")];
  return texts.some((text) => text.value.trim() === words.trim());
}

// The record of what is on air comes back into its form; one for something else is shown below, to be copied.
function bringBack() {
  const text = record();
  const mine = text ? formKey(text) : "";
  if (text && !text.value) text.value = typed.get(mine) ?? "";
  const [other, words] = [...typed].find(([key]) => key !== mine) ?? [];
  orphan.hidden = !words || isShown(words);
  orphan.dataset.key = other ?? "";
  orphan.querySelector("textarea").value = words ?? "";
}

const orphan = document.querySelector("[data-orphan]");
orphan.querySelector("button").addEventListener("click", () => {
  keep(orphan.dataset.key, "");
  bringBack();
});

document.addEventListener("input", (event) => {
  if (event.target.matches("textarea[data-record]")) keep(formKey(event.target), event.target.value);
});

// -- what must not change now --------------------------------------------------------------------------------------
// A field, or anything that could not be found again in the fresh piece.
function isTyping(piece) {
  const active = document.activeElement;
  return piece.contains(active) && (active.matches("textarea, select, input") || !active.id);
}

function isDirty(piece) {
  const text = piece.querySelector("textarea[data-record]");
  return Boolean(text?.value.trim());
}

function offer(name, is) {
  const button = document.querySelector(`[data-take="${name}"]`);
  if (button) button.hidden = !is;
}

function isPointedAt(piece) {
  return matchMedia("(hover: hover)").matches && piece.matches(":hover");
}

let take = "";

// Lists do not move under the finger or the pointer; a record under way stays as it is.
function hold(fresh, isOwnPress = false) {
  const name = fresh.dataset.piece;
  const old = document.querySelector(`[data-piece="${name}"]`);
  if (!old || take === name) return false;
  const isList = name === "queue" || name === "line";
  if (isOwnPress && name !== "air") return false;
  const isWriting = isTyping(old) && !isOwnPress;
  const held = name === "air" ? isDirty(old) || isWriting : isWriting || (isList && isPointedAt(old));
  offer(name, held && !(name === "air" && seenIn(old) === seenIn(fresh)));
  return held;
}

function seenIn(piece) {
  return piece.querySelector("#act input[name=seen]")?.value;
}

document.addEventListener("piece", (event) => {
  offer(event.detail.dataset.piece, false);
  if (event.detail.dataset.piece === "air") bringBack();
});

const restart = watch(root, hold);

// The button shows what waits.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-take]");
  if (!button) return;
  take = button.dataset.take;
  await refresh();
  take = "";
  button.hidden = true;
});

async function refresh() {
  try {
    const response = await fetch(location.href);
    if (response.ok) show(await response.text(), true);
  } catch {
    offline(true);
  }
}

// -- presses -------------------------------------------------------------------------------------------------------
let isBusy = false;

function show(html, isForced) {
  const page = new DOMParser().parseFromString(html, "text/html");
  if (!page.querySelector("[data-pieces]")) return false;
  for (const fresh of pieces(page)) if (isForced || !hold(fresh, true)) put(fresh);
  for (const place of [".messages", "[data-refusal]"]) {
    document.querySelector(place).replaceChildren(...page.querySelector(place).childNodes);
  }
  tick();
  document.querySelector("[data-refusal] [data-focus], .record .problems")?.focus();
  return true;
}

async function send(form, button) {
  const of = form.dataset.recordOf;
  const body = new FormData(form, button);
  isBusy = true;
  restart();
  try {
    // A button without an action of its own names the page.
    const address = button?.hasAttribute("formaction") ? button.formAction : form.action;
    const response = await fetch(address, { method: "POST", body: new URLSearchParams(body) });
    const html = await response.text();
    if (of && response.ok) keep(PREFIX + of, "");
    // The air is taken as the server shows it when the press was about it; then the server has what was typed.
    if (!show(html, Boolean(of))) location.assign(response.redirected ? response.url : location.href);
    offline(false);
  } catch {
    offline(true);
  } finally {
    isBusy = false;
    restart();
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !(form.id === "act" || "act" in form.dataset)) return;
  event.preventDefault();
  if (!isBusy) send(form, event.submitter);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.matches("input, textarea, select")) event.target.blur();
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea[data-record]")) {
    event.target.form.requestSubmit(event.target.form.querySelector("[data-save]"));
  }
});

// -- that this host is here ----------------------------------------------------------------------------------------
async function sayHere() {
  if (document.hidden) return;
  const token = document.querySelector("#act input[name=csrfmiddlewaretoken]")?.value;
  try {
    await fetch(root.dataset.here, { method: "POST", body: new URLSearchParams({ csrfmiddlewaretoken: token }) });
  } catch {
    // Said again in a moment.
  }
}

readKept();
bringBack();
sayHere();
setInterval(sayHere, 8_000);
