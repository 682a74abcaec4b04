// What happens on air, as it happens: the stream of the live service, or its snapshot where there is no stream.
// Tells the element with data-live by events: "live:state" (detail: the whole state or a part of it) and
// "live:link" (detail: "live", "polling" or "lost"). Resumes by the last id after a tunnel, sleep or restart.

const root = document.querySelector("[data-live]");
const base = `${root.dataset.liveUrl}/live/conferences/${root.dataset.conference}`;
const language = document.documentElement.lang;
const EVENTS = ["state", "air", "answered", "leading", "hidden", "counts", "phase"];
// Milliseconds. The service says something at least every 25 seconds. Browsers slow the timers of background tabs to
// one a minute, so that a longer gap means sleep.
const FIRST_WAIT = 1_500, LONGEST_WAIT = 30_000, TICK = 10_000, SLEPT = 100_000, SILENCE = 70_000;
const POLL_LEAST = 5_000, POLL_MOST = 15_000;

let source = null;
let last = "";
let failures = 0;
let heardAt = Date.now();
let tickedAt = Date.now();
let timer = 0;
let poll = 0;
let link = "";

function tell(name, detail) {
  root.dispatchEvent(new CustomEvent(name, { detail }));
}

function say(state) {
  if (state === link) return;
  link = state;
  tell("live:link", state);
}

function heard(event) {
  heardAt = Date.now();
  failures = 0;
  if (event.lastEventId) last = event.lastEventId;
  stopPolling();
  say("live");
  if (event.type !== "leave" && event.data) tell("live:state", JSON.parse(event.data));
}

function open() {
  close();
  const resume = last ? `&last=${encodeURIComponent(last)}` : "";
  source = new EventSource(`${base}/stream?language=${language}${resume}`);
  source.addEventListener("open", () => { heardAt = Date.now(); });
  for (const name of EVENTS) source.addEventListener(name, heard);
  // The service asks everyone to come back later and elsewhere: it is about to stop.
  source.addEventListener("leave", () => again(true));
  source.addEventListener("error", () => again(false));
}

function close() {
  clearTimeout(timer);
  timer = 0;
  source?.close();
  source = null;
}

// Waits longer after each failure, and never as long as the neighbour: a restart must not be met by everyone at once.
function again(isAsked) {
  close();
  failures += isAsked ? 0 : 1;
  const longest = Math.min(FIRST_WAIT * 2 ** Math.min(failures, 6), LONGEST_WAIT);
  timer = setTimeout(open, longest / 3 + Math.random() * longest * 2 / 3);
  if (failures > 1) startPolling();
  else if (!isAsked) say("lost");
}

function startPolling() {
  if (!poll) poll = setTimeout(snapshot, Math.random() * POLL_LEAST);
}

function stopPolling() {
  clearTimeout(poll);
  poll = 0;
}

// The browser asks with the ETag it holds ("no-cache"), so an unchanged snapshot costs a few bytes.
async function snapshot() {
  try {
    const options = { cache: "no-cache", credentials: "omit", signal: AbortSignal.timeout(POLL_MOST) };
    const response = await fetch(`${base}/snapshot?language=${language}`, options);
    if (!response.ok) throw new Error(response.status);
    const state = await response.json();
    if (!poll) return;
    heardAt = Date.now();
    say("polling");
    tell("live:state", state);
  } catch {
    if (poll) say("lost");
  }
  if (poll) poll = setTimeout(snapshot, POLL_LEAST + Math.random() * (POLL_MOST - POLL_LEAST));
}

// Connects anew when nothing was heard for a while and no attempt is waiting: the connection may be long dead.
function soon() {
  if (poll || timer || Date.now() - heardAt < TICK) return;
  heardAt = Date.now();
  open();
}

setInterval(() => {
  const now = Date.now();
  if (now - tickedAt > SLEPT || now - heardAt > SILENCE) soon();
  tickedAt = now;
}, TICK);
addEventListener("online", () => { failures = 0; open(); });
addEventListener("offline", () => say("lost"));
addEventListener("pageshow", (event) => { if (event.persisted) open(); });
addEventListener("pagehide", close);
document.addEventListener("visibilitychange", () => { if (!document.hidden) soon(); });

open();
