// Sets the reader's stored colours and type size as early as it arrives; nothing waits for it.
try {
  const root = document.documentElement;
  const scheme = localStorage.getItem("scheme");
  if (scheme === "light" || scheme === "dark") root.dataset.scheme = scheme;
  if (localStorage.getItem("type") === "large") root.dataset.type = "large";
} catch {
  // Storage is switched off: the page follows the device.
}
