// The speaker's screen and the projector: fresh for hours, the lamp kept on where the browser allows it.

import { watch } from "./pieces.js";

watch(document.querySelector("[data-pieces]"));

async function stayAwake() {
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    // Not allowed here: the screen follows its own settings.
  }
}
stayAwake();
document.addEventListener("visibilitychange", () => { if (!document.hidden) stayAwake(); });
