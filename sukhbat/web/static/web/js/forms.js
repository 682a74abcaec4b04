// Comforts of forms, attached by data- attributes. The server checks everything again.

// data-counter="4000" on a .field: counts characters as the server does, in code points.
function attachCounter(field) {
  const text = field.querySelector("textarea, input");
  const shown = field.querySelector(".counter");
  const limit = Number(field.dataset.counter);
  if (!text || !shown || !limit) return;
  const show = () => {
    const length = [...text.value.replace(/\r\n/g, "\n").trim()].length;
    shown.textContent = `${length} / ${limit}`;
    shown.classList.toggle("over", length > limit);
    shown.hidden = length < limit * 0.5;
  };
  text.addEventListener("input", show);
  show();
}
document.querySelectorAll("[data-counter]").forEach(attachCounter);

// A question before something that cannot be taken back: data-confirm="…" on the form or on its button.
document.addEventListener("submit", (event) => {
  const words = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
  if (words && !window.confirm(words)) event.preventDefault();
});

// A second press of the same button does nothing while the first is under way. The button is not disabled, so that
// its name and value are sent; aria-disabled says it to everyone. The server's key makes a repeat harmless anyway.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || "repeatable" in form.dataset) return;
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  form.dataset.sending = "yes";
  event.submitter?.setAttribute("aria-disabled", "true");
  setTimeout(release, 10_000);
});

// Back, a file that came as the answer, or a network that gave up: the form can be sent again.
function release() {
  for (const form of document.querySelectorAll("form[data-sending]")) {
    delete form.dataset.sending;
    form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
  }
}
window.addEventListener("pageshow", release);
document.addEventListener("htmx:afterRequest", release);
