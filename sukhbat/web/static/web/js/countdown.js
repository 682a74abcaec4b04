// Time left to a promise, in minutes and seconds. Without this file the moment itself stands there.
// data-countdown holds the moment; what is shown stands in [data-left]; data-late is the word once it has passed.

const counted = [...document.querySelectorAll("[data-countdown]")].map((chip) => ({
  chip,
  until: Date.parse(chip.dataset.countdown),
  shown: chip.querySelector("[data-left]"),
}));

function show() {
  for (const { chip, until, shown } of counted) {
    const left = Math.ceil((until - Date.now()) / 1000);
    const clock = `${Math.floor(Math.abs(left) / 60)}:${String(Math.abs(left) % 60).padStart(2, "0")}`;
    shown.textContent = left > 0 ? clock : `${chip.dataset.late} ${clock}`;
    chip.classList.toggle("is-overdue", left <= 0);
    chip.classList.toggle("is-due-today", left > 0 && left <= 150);
  }
}

if (counted.length) {
  show();
  setInterval(show, 1000);
}
