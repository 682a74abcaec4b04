// Small comforts of every page, attached by data- attributes. Without this file everything still works.

function closeMenus(except) {
  for (const menu of document.querySelectorAll("[data-menu][open]")) {
    if (menu !== except) menu.open = false;
  }
}

document.addEventListener("click", (event) => {
  closeMenus(event.target.closest("[data-menu]"));
  const dismiss = event.target.closest("[data-dismiss]");
  if (dismiss) dismiss.closest("[data-dismissible]").remove();
  if (event.target.closest("[data-print]")) window.print();
  const copy = event.target.closest("[data-copy]");
  if (copy) copyText(copy);
  const opener = event.target.closest("[data-dialog]");
  if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("[data-menu][open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// data-copy="#id" copies that element's text, data-copied holds the words shown for a moment.
async function copyText(button) {
  const source = document.querySelector(button.dataset.copy);
  if (!source) return;
  await navigator.clipboard.writeText(source.textContent.trim());
  const label = button.querySelector("[data-label]") ?? button;
  const before = label.textContent;
  label.textContent = button.dataset.copied ?? before;
  setTimeout(() => { label.textContent = before; }, 2500);
}

// Buttons that need this file are hidden until it is here.
for (const button of document.querySelectorAll("[data-dismiss][hidden], [data-print][hidden], [data-dialog][hidden]")) {
  button.hidden = false;
}
for (const button of document.querySelectorAll("[data-copy][hidden]")) button.hidden = !navigator.clipboard;

function remember(key, value) {
  try {
    if (value) localStorage.setItem(key, value);
    else localStorage.removeItem(key);
  } catch {
    // Storage is switched off: the choice lasts for this page.
  }
}

function showDisplay(panel) {
  const { scheme = "", type = "" } = document.documentElement.dataset;
  panel.querySelector("[data-type-switch]").setAttribute("aria-pressed", String(type === "large"));
  for (const choice of panel.querySelectorAll("[data-scheme-choice]")) {
    choice.setAttribute("aria-pressed", String(choice.dataset.schemeChoice === scheme));
  }
}

function attachDisplay(panel) {
  const root = document.documentElement;
  panel.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-scheme-choice]");
    if (choice) {
      const scheme = choice.dataset.schemeChoice;
      if (scheme) root.dataset.scheme = scheme;
      else delete root.dataset.scheme;
      remember("scheme", scheme);
    }
    if (event.target.closest("[data-type-switch]")) {
      if (root.dataset.type === "large") delete root.dataset.type;
      else root.dataset.type = "large";
      remember("type", root.dataset.type);
    }
    showDisplay(panel);
  });
  showDisplay(panel);
  panel.hidden = false;
}

document.querySelectorAll("[data-display]").forEach(attachDisplay);
document.querySelector("[data-focus]")?.focus();
