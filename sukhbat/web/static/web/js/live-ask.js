// Sending a question while the conference is on air, in one press and without leaving the page. Only a signed-in
// person who ticked the consent sends so; every other press goes the ordinary way, by the page that checks first.
// A key kept on this device makes a repeat after a lost connection find the first receipt.

import { fill, language } from "./live-fill.js";
import { canSend, send } from "./live-send.js";

const form = document.querySelector("form[data-live-ask]");
const STORE = `live-ask:${form?.dataset.ask}`;

function stored() {
  try {
    return JSON.parse(sessionStorage.getItem(STORE)) ?? {};
  } catch {
    return {};
  }
}

function store(value) {
  try {
    if (value) sessionStorage.setItem(STORE, JSON.stringify(value));
    else sessionStorage.removeItem(STORE);
    // The copy of ask.js, which keeps what is typed.
    if (!value) localStorage.removeItem(`ask:${form.dataset.ask}`);
  } catch {
    // Storage is switched off: the key lives as long as this page.
  }
}

let attempt = stored();

// crypto.randomUUID exists on secure origins only; a rehearsal in a local network may have none.
function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// The same text keeps its key, also after a reload; another text is another question.
function keyFor(text) {
  if (attempt.text !== text) attempt = { text, key: newKey() };
  store(attempt);
  return attempt.key;
}

// A first guess, until the person chooses: letters that only Kazakh has, else any Cyrillic ones. A Kazakh sentence
// without any of its own letters is short.
function guess(text) {
  if (/[әғқңөұүһі]/i.test(text)) return "kk";
  if (/[а-яё]/i.test(text)) return language === "kk" && text.length < 25 ? "kk" : "ru";
  return /[a-z]/i.test(text) ? "en" : language;
}

function say(name, sentence = "") {
  const notice = form.querySelector("[data-ask-problem]");
  const words = form.querySelector("template[data-words=ask]").content;
  notice.querySelector("div").textContent = sentence || words.querySelector(`[data-word=${name}]`).textContent;
  notice.hidden = false;
}

function problem(refused) {
  if (refused.sentence) say("", refused.sentence);
  else say(refused.status ? "failed" : "lost");
}

function receipt(found) {
  const place = document.querySelector("[data-receipt]");
  const due = new Date(`${found.due_on}T12:00:00`).toLocaleDateString(language === "en" ? "en-GB" : language, { day: "numeric", month: "long", year: "numeric" });
  fill(place, { ...found, body: found.body.name, due, page: `${form.dataset.questionsUrl}${found.shown}/receipt/` });
  place.hidden = false;
  place.querySelector("h3").focus();
}

async function sendNow(button) {
  const fields = form.elements;
  const text = fields.text.value.trim();
  const body = { key: keyFor(text), text, language: fields.language.value, consent: Number(form.dataset.consent) };
  if (fields.show_name?.checked) Object.assign(body, { name: fields.show_name.value, show_name: true });
  button.setAttribute("aria-disabled", "true");
  form.querySelector("[data-ask-problem]").hidden = true;
  try {
    const found = await send("/live/questions", body);
    attempt = {};
    store(null);
    if (fields.text.value.trim() === text) {
      fields.text.value = "";
      fields.text.dispatchEvent(new Event("input", { bubbles: true }));
    }
    receipt(found);
  } catch (refused) {
    problem(refused);
  } finally {
    button.removeAttribute("aria-disabled");
  }
}

function attach() {
  const { text, language: spoken } = form.elements;
  let isChosen = false;
  const follow = () => { if (!isChosen && text.value) spoken.value = guess(text.value); };
  spoken.addEventListener("change", () => { isChosen = true; });
  text.addEventListener("input", follow);
  follow();
  // In the capture phase: before forms.js and ask.js, which would take it for a question that leaves the page.
  form.addEventListener("submit", (event) => {
    if (!form.elements.agree.checked || event.submitter?.name === "join") return; // what joins is looked at first
    event.preventDefault();
    event.stopPropagation();
    const button = form.querySelector("button.primary");
    if (!text.value.trim()) text.focus();
    else if (!button.hasAttribute("aria-disabled")) sendNow(button);
  }, true);
  form.querySelector("[data-live-only]").hidden = false;
}

if (form && canSend) attach();
