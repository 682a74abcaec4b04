// Keeps what is typed into a question on this device until the server has it. Without this file asking works as well.

const PREFIX = "ask:";

function kept(key) {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

function keep(key, text) {
  try {
    if (text) localStorage.setItem(PREFIX + key, text);
    else localStorage.removeItem(PREFIX + key);
  } catch {
    // Storage is switched off or full: the server's draft is the only copy.
  }
}

// data-ask="key" on the form of a question: the text comes back after a reload, a turned phone or a dead battery.
function attach(form) {
  const text = form.elements.namedItem("text");
  const key = form.dataset.ask;
  if (!text) return;
  const before = kept(key);
  if (!text.value && before) {
    text.value = before;
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
  text.addEventListener("input", () => keep(key, text.value));
  form.addEventListener("submit", () => {
    keep(key, text.value);
    try {
      sessionStorage.setItem("ask-sent", key);
    } catch {
      // Without it the copy on this device stays a little longer.
    }
  });
}

document.querySelectorAll("form[data-ask]").forEach(attach);

// The review page shows that the server has the text: the copy of the form that sent it may go.
const stored = document.querySelector("[data-ask-stored]");
if (stored) {
  keep(stored.dataset.askStored, "");
  try {
    const sent = sessionStorage.getItem("ask-sent");
    if (sent !== null) keep(sent, "");
    sessionStorage.removeItem("ask-sent");
  } catch {
    // Nothing was noted.
  }
}
