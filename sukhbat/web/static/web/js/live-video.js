// A stream in pieces (HLS): the browser's own player where it has one, else hls.js, fetched when somebody presses play.

const panel = document.querySelector("[data-hls]");
const video = panel.querySelector("video");
const button = panel.querySelector("[data-play]");
const trouble = panel.querySelector("[data-trouble]");
const RETRY = 5_000;

function show() {
  video.hidden = false;
  panel.querySelector("[data-cover]").hidden = true;
}

async function play() {
  button.setAttribute("aria-disabled", "true");
  try {
    const { Hls, Events, ErrorTypes } = await import("../vendor/hls/hls.light.min.mjs");
    const player = new Hls({ enableWorker: false });
    player.on(Events.ERROR, (_name, { fatal, type }) => {
      if (!fatal) return;
      trouble.hidden = false;
      if (type === ErrorTypes.MEDIA_ERROR) player.recoverMediaError();
      else setTimeout(() => player.loadSource(panel.dataset.hls), RETRY);
    });
    player.on(Events.FRAG_LOADED, () => { trouble.hidden = true; });
    player.loadSource(panel.dataset.hls);
    player.attachMedia(video);
    show();
    await video.play();
  } catch (error) {
    // A browser that wants another press to play has its own button in the player.
    if (error.name !== "NotAllowedError" && error.name !== "AbortError") trouble.hidden = false;
  } finally {
    button.removeAttribute("aria-disabled");
  }
}

if (video.canPlayType("application/vnd.apple.mpegurl")) {
  video.src = panel.dataset.hls;
  show();
} else if (window.MediaSource) {
  button.hidden = false;
  button.addEventListener("click", play);
}
