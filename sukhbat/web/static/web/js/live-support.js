// Supporting a question without leaving the page: one's own is counted at once, what goes wrong is said beside the
// button. Without this file, and for a guest, the button is that of an ordinary form.

import { count } from "./live-fill.js";
import { Refused, answer, canSend, send } from "./live-send.js";

const phrases = document.querySelector("template[data-words=support]")?.content;

function say(form, sentence) {
  form.querySelector("[role=alert]")?.remove();
  if (!sentence) return;
  const words = document.createElement("p");
  words.className = "errorlist";
  words.setAttribute("role", "alert");
  words.textContent = sentence;
  form.append(words);
}

function sentenceOf(refused) {
  if (refused.sentence) return refused.sentence;
  return phrases.querySelector(refused.status ? "[data-word=failed]" : "[data-word=lost]").textContent;
}

function show(form, { mine, supports }) {
  const button = form.querySelector("button");
  button.setAttribute("aria-pressed", String(mine));
  button.value = mine ? "no" : "yes";
  const number = form.querySelector("[data-supports]");
  if (supports !== null && !Number.isNaN(supports)) number.textContent = count(supports);
}

// The live service; where there is none, the pages themselves.
async function change(form, wanted) {
  try {
    return await send("/live/supports", { number: form.dataset.support, wanted });
  } catch (refused) {
    if (!(refused instanceof Refused) || (refused.status && refused.status < 500 && refused.status !== 404)) throw refused;
  }
  const body = new URLSearchParams({ wanted: wanted ? "yes" : "no" });
  return answer(form.action, { method: "POST", headers: { Accept: "application/json" }, body });
}

async function press(form, button) {
  const wanted = button.value !== "no";
  const number = form.querySelector("[data-supports]");
  const before = { mine: !wanted, supports: number.textContent ? Number(number.textContent.replace(/\D/g, "")) : null };
  const supports = before.supports === null ? null : Math.max(before.supports + (wanted ? 1 : -1), 0);
  form.dataset.sending = "yes";
  say(form, "");
  show(form, { mine: wanted, supports });
  try {
    show(form, await change(form, wanted));
  } catch (refused) {
    show(form, before);
    if (refused.status === 401) form.submit();
    else say(form, sentenceOf(refused));
  } finally {
    delete form.dataset.sending;
  }
}

// In the capture phase: before forms.js, which would take a second press for a nervous finger.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-support]");
  if (!form || !canSend || !phrases) return;
  event.preventDefault();
  const button = form.querySelector("button");
  if (!form.dataset.sending) press(form, button);
}, true);
