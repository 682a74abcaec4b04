// Sending to the live service as the person who is signed in: one pass for all that a page sends.

// The element that names the conference: data-live-url, data-pass-url (only for a signed-in person).
const root = document.querySelector("[data-pass-url]");
let held = null;

export const canSend = Boolean(root);

// What was said no to. ``status`` 0: nobody answered.
export class Refused extends Error {
  constructor(status, sentence = "", wait = 0) {
    super(sentence);
    this.status = status;
    this.sentence = sentence;
    this.wait = wait;
  }
}

async function freshPass() {
  if (held && Date.parse(held.until) > Date.now()) return held.pass;
  held = await answer(root.dataset.passUrl, { headers: { Accept: "application/json" }, cache: "no-store" });
  return held.pass;
}

// JSON of an address; throws Refused with the sentence of whoever refused.
export async function answer(address, options) {
  let response;
  try {
    response = await fetch(address, { ...options, signal: AbortSignal.timeout(15_000) });
  } catch {
    throw new Refused(0);
  }
  const found = await response.json().catch(() => ({}));
  if (response.ok) return found;
  throw new Refused(response.status, found.sentence, Number(response.headers.get("Retry-After")) || 0);
}

// POST to the live service. A pass that has run out is fetched anew, once.
export async function send(path, body) {
  const address = `${root.dataset.liveUrl}${path}?language=${document.documentElement.lang}`;
  for (let attempt = 0; ; attempt += 1) {
    const headers = { Authorization: `Bearer ${await freshPass()}`, "Content-Type": "application/json" };
    try {
      return await answer(address, { method: "POST", headers, body: JSON.stringify(body), credentials: "omit" });
    } catch (refused) {
      if (refused.status !== 401 || attempt) throw refused;
      held = null;
    }
  }
}
