// Keeps the pieces of a page fresh: it asks with the marks of what it shows and puts in what changed. Works for hours:
// one timer, one request at a time, slower while nobody looks or the network is gone. Without it a reload does the same.

const SLOWEST = 15_000;

export function pieces(root = document) {
  return [...root.querySelectorAll("[data-piece]")];
}

// Clocks go on from what the server said, by the time that passed here: a wrong clock of this device does no harm.
const started = new Map();

function show(seconds) {
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

function secondsIn(text) {
  return text.trim().split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
}

export function tick() {
  const seen = new Set();
  for (const clock of document.querySelectorAll("time[data-since]")) {
    const key = clock.dataset.since;
    seen.add(key);
    if (!started.has(key)) started.set(key, performance.now() - secondsIn(clock.textContent) * 1000);
    const text = show(Math.floor((performance.now() - started.get(key)) / 1000));
    if (clock.textContent !== text) clock.textContent = text;
  }
  for (const key of started.keys()) if (!seen.has(key)) started.delete(key);
}

// Puts a fresh piece in the place of the old one; the focus stays on the element of the same id.
export function put(fresh) {
  const old = document.querySelector(`[data-piece="${fresh.dataset.piece}"]`);
  if (!old || old.dataset.mark === fresh.dataset.mark) return;
  const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
  const open = [...old.querySelectorAll("details")].map((one) => one.open);
  old.replaceWith(fresh);
  fresh.querySelectorAll("details").forEach((one, n) => { one.open ||= open[n] ?? false; });
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent("piece", { detail: fresh }));
}

function address(place) {
  const url = new URL(place.dataset.pieces, location.href);
  for (const piece of pieces()) url.searchParams.set(piece.dataset.piece, piece.dataset.mark);
  return url;
}

export function offline(is) {
  for (const words of document.querySelectorAll("[data-offline]")) words.hidden = !is;
}

// `hold(fresh)` says whether a piece must not change now; it is asked again with the next answer.
export function watch(place, hold = () => false) {
  const every = Number(place.dataset.every);
  let failures = 0;
  let timer = 0;
  let round = 0;

  async function look() {
    const mine = ++round;
    try {
      // The marks say what this page has; the browser's own copy would be an old answer.
      const asked = { cache: "no-store", redirect: "error", signal: AbortSignal.timeout(10_000) };
      const response = await fetch(address(place), asked);
      // What a press changed meanwhile is newer than this answer.
      if (response.status === 200 && mine === round) {
        const page = new DOMParser().parseFromString(await response.text(), "text/html");
        if (mine === round) pieces(page).filter((fresh) => !hold(fresh)).forEach(put);
      }
      failures = response.ok ? 0 : failures + 1;
    } catch {
      failures += 1;
    }
    offline(failures > 1);
    if (mine === round) plan();
  }

  function plan() {
    clearTimeout(timer);
    const slower = document.hidden ? 4 : 1;
    const wait = Math.min(every * slower * 2 ** Math.min(failures, 4), SLOWEST);
    timer = setTimeout(look, wait * (0.9 + Math.random() * 0.2));
  }

  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  window.addEventListener("online", look);
  setInterval(tick, 500);
  plan();
  // Whoever changed something starts a new round, so that an older answer does not undo it.
  return () => { round += 1; plan(); };
}
