// Shows what is similar to the question being typed. Moves no focus and nothing above it; says only how many there are.
// Without this file the page after this one shows the same list.

const PAUSE = 400;
const LEAST = 20;
const MOST = 4000;
const PATIENCE = 5_000;
const REST = 30_000; // after "too many" nobody asks for a while
const WIDE = matchMedia("(min-width: 75rem)");

function attach(place) {
  const form = place.closest("form");
  const text = form.elements.namedItem("text");
  const list = place.querySelector("[data-similar-list]");
  const head = place.querySelector("[data-similar-head]");
  const said = form.querySelector("[data-similar-said]");
  let timer = 0;
  let running = null;
  let asked = "";
  let rests = 0;
  let waiting = null; // what came while somebody was in the list

  function put(html) {
    const found = new DOMParser().parseFromString(html, "text/html").querySelector("[data-similar-found]");
    const words = found?.dataset.words ?? "";
    if (list.contains(document.activeElement)) {
      waiting = html;
      return;
    }
    waiting = null;
    list.replaceChildren(...(found ? [found] : []));
    head.textContent = words;
    place.classList.toggle("found", Boolean(found));
    if (said.textContent !== words) said.textContent = words;
  }

  async function look() {
    const typed = [...text.value.trim()].slice(0, MOST).join("");
    if (typed === asked) return;
    asked = typed;
    running?.abort();
    if ([...typed].length < LEAST) return put("");
    if (performance.now() < rests) return;
    const mine = new AbortController();
    running = mine;
    const late = setTimeout(() => mine.abort(), PATIENCE);
    const body = new URLSearchParams({ text: typed, ask: form.dataset.ask });
    let html = "";
    try {
      const response = await fetch(place.dataset.similar, { method: "POST", body, signal: mine.signal, cache: "no-store", redirect: "error" });
      if (response.status === 429) rests = performance.now() + REST;
      if (response.status === 200) html = await response.text();
    } catch {
      // Late, offline or newer words: the question can be asked all the same.
    }
    clearTimeout(late);
    if (running === mine) put(html);
  }

  text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  list.addEventListener("focusout", () => setTimeout(() => { if (waiting !== null) put(waiting); }));
  place.open = "beside" in place.dataset && WIDE.matches; // elsewhere a list would push what is below
  place.hidden = false;
  if (text.value) timer = setTimeout(look, PAUSE);
}

document.querySelectorAll("[data-similar]").forEach(attach);
