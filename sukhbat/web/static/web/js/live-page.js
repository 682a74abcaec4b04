// The page of a conference on air follows what live-stream.js tells. Nothing a person reads, types into or has under
// the finger moves: new answers, questions and another order wait behind a button. Words come from the page alone.

import { clock, count, fill, time } from "./live-fill.js";

const root = document.querySelector("[data-live]");
const { zone, questionsUrl } = root.dataset;
const answers = document.querySelector("[data-answers]");
// As many answers as a whole state holds (questions/live_state.py).
const MOST = 10;
const waiting = new Map();
let hiddenNow = [];
// Public questions when the list was made (near enough: when the first number came) and now.
let publicSeen = null;
let publicNow = 0;

function part(name) {
  return document.querySelector(`[data-part="${name}"]`);
}

function offer(name, n) {
  const button = part(name);
  button.querySelector("[data-n]")?.replaceChildren(count(n));
  button.hidden = !n;
}

function pageOf(item) {
  return `${questionsUrl}${item.shown}/`;
}

// -- on air --------------------------------------------------------------------------------------------------------
function showAir(air) {
  const card = part("air");
  card.querySelector("[data-nothing]").hidden = Boolean(air);
  const article = card.querySelector("article");
  article.hidden = !air;
  const line = part("air-line");
  if (line) line.textContent = air?.text ?? line.dataset.nothing;
  article.dataset.number = air?.number ?? "";
  if (air) fill(article, { ...air, page: pageOf(air) });
}

function showPhase({ phase, paused }) {
  part("paused").hidden = !paused;
  part("ended").hidden = phase === "live";
}

// -- answers -------------------------------------------------------------------------------------------------------
function answerItem(item, node = part("answer").content.firstElementChild.cloneNode(true)) {
  node.dataset.number = item.number;
  fill(node, { ...item, clock: clock(item.second), page: pageOf(item) });
  return node;
}

function noteAnswers(items) {
  for (const item of items) {
    const shown = rowOf(item.number);
    if (!shown) waiting.set(item.number, item);
    else if (wordsOf(shown, "record") !== item.record || wordsOf(shown, "text") !== item.text) answerItem(item, shown);
  }
  offer("new-answers", waiting.size);
}

// The whole state names the newest answers: what is missing among them was hidden by a moderator.
function dropHidden(items) {
  const named = new Set(items.map((item) => item.number));
  const hidden = (numbers) => {
    const last = items.length < MOST ? numbers.length : numbers.findLastIndex((number) => named.has(number));
    return numbers.filter((number, place) => place < last && !named.has(number));
  };
  for (const number of hidden([...waiting.keys()].reverse())) waiting.delete(number);
  for (const number of hidden([...answers.children].map((row) => row.dataset.number))) rowOf(number).remove();
}

function wordsOf(row, name) {
  return row.querySelector(`[data-f=${name}]`).textContent;
}

function rowOf(number) {
  return answers.querySelector(`[data-number="${CSS.escape(number)}"]`);
}

function showAnswers() {
  const fresh = [...waiting.values()].sort((one, other) => other.second - one.second).map((item) => answerItem(item));
  waiting.clear();
  answers.prepend(...fresh);
  answers.hidden = false;
  part("no-answers").hidden = true;
  offer("new-answers", 0);
  fresh[0]?.querySelector("a").focus();
}

// Numbers of supports, wherever the question stands on the page; while one's own is under way it stays as pressed.
function showSupports(number, supports) {
  if (supports === null) return;
  for (const form of document.querySelectorAll(`form[data-support="${CSS.escape(number)}"]`)) {
    if (!form.dataset.sending) form.querySelector("[data-supports]").textContent = count(supports);
  }
  const onAir = document.querySelector(`[data-part=air] [data-number="${CSS.escape(number)}"] [data-f=supports]`);
  if (onAir) onAir.textContent = count(supports);
}

// -- the leading questions -------------------------------------------------------------------------------------------
function noteLeading(items) {
  const rows = [...document.querySelectorAll("#leading [data-leading]")];
  const shown = new Map(rows.map((row) => [row.dataset.leading, row]));
  const named = new Map(items.map((item) => [item.number, item]));
  for (const [number, row] of shown) showLeading(row, named.get(number));
  for (const item of items) showSupports(item.number, item.supports);
  const isSame = items.length === rows.length && items.every((item, place) => rows[place].dataset.leading === item.number);
  offer("new-order", isSame ? 0 : 1);
}

// Whoever leads no more (on air, hidden, overtaken) leaves an empty row: others keep their place. A masked text is renewed.
function showLeading(row, item) {
  row.style.minHeight = item ? "" : `${row.offsetHeight}px`;
  for (const part of row.children) part.hidden = ("gone" in part.dataset) === Boolean(item);
  const words = row.querySelector("blockquote a");
  if (item && words.textContent !== item.text) words.textContent = item.text;
}

// -- hidden by a moderator ---------------------------------------------------------------------------------------------
function noteHidden(numbers) {
  hiddenNow = numbers;
  for (const number of numbers) dropText(CSS.escape(number));
}

// The words go from the page itself; a row of the same height stays, so that others keep their place.
function dropText(number) {
  const leading = document.querySelector(`#leading [data-leading="${number}"]`);
  if (leading) showLeading(leading, null);
  leading?.querySelector("blockquote a").replaceChildren();
  const row = document.querySelector(`#rows [data-number="${number}"]`);
  if (!row || "gone" in row.dataset) return;
  row.style.minHeight = `${row.offsetHeight}px`;
  row.dataset.gone = "";
  row.replaceChildren(part("hidden-text").content.cloneNode(true));
}

// -- numbers ---------------------------------------------------------------------------------------------------------
function showCounts(counts, at) {
  for (const node of document.querySelectorAll("[data-count]")) {
    const n = counts[node.dataset.count];
    if (n === undefined || n === null) continue;
    node.textContent = count(n);
    node.closest("[data-shown]").hidden = false;
  }
  part("counted-at").textContent = time(at ?? Date.now(), zone);
  publicNow = counts.public ?? publicNow;
  publicSeen ??= publicNow;
  if (part("new-questions")) offer("new-questions", Math.max(publicNow - publicSeen, 0));
}

// Parts of this very page as the server makes them now, for this person: it knows whose supports are whose.
async function renew(...selectors) {
  const response = await fetch(location.pathname + location.search, { cache: "no-cache" });
  if (!response.ok) throw new Error(response.status);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const selector of selectors) {
    const fresh = page.querySelector(selector);
    if (fresh) document.querySelector(selector)?.replaceWith(document.adoptNode(fresh));
  }
}

async function press(button) {
  const name = button.dataset.part;
  if (name === "new-answers") return showAnswers();
  button.setAttribute("aria-disabled", "true");
  try {
    if (name === "new-order") await renew("#leading-list", "#mine");
    if (name === "new-questions") await renew("#rows");
    noteHidden(hiddenNow);
    if (name === "new-questions") publicSeen = publicNow;
    button.hidden = true;
    document.getElementById(button.dataset.focus)?.focus();
  } catch {
    // The button stays: the next press tries again. The line of the connection says what is wrong.
  }
  return button.removeAttribute("aria-disabled");
}

root.addEventListener("live:state", ({ detail }) => {
  if ("air" in detail) showAir(detail.air);
  if (detail.answered) dropHidden(detail.answered);
  if (detail.answered) noteAnswers(detail.answered);
  if (detail.item) noteAnswers([detail.item]);
  if (detail.leading) noteLeading(detail.leading);
  if (detail.hidden) noteHidden(detail.hidden);
  for (const [number, supports] of Object.entries(detail.supports ?? {})) showSupports(number, supports);
  if (detail.counts) showCounts(detail.counts, detail.at);
  if ("phase" in detail) showPhase(detail);
});

root.addEventListener("live:link", ({ detail }) => {
  for (const words of part("link").querySelectorAll("[data-link]")) words.hidden = words.dataset.link !== detail;
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-part]");
  if (button && !button.hasAttribute("aria-disabled")) press(button);
});

// The form at the end of a phone's page is one press away.
document.querySelector("[data-to-ask]")?.addEventListener("click", () => {
  setTimeout(() => document.getElementById("ask-text")?.focus(), 0);
});
