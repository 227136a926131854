// Streamlit reruns a page at a bare "r" and offers to clear its cache at a bare "c". Whoever speaks to the computer
// or works with a screen reader meets them by accident (WCAG 2.1.4), so they reach only what is being typed in.
addEventListener("keydown", (event) => {
  const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
  const typing = event.target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (bare && !typing && /^[rc]$/i.test(event.key)) event.stopImmediatePropagation();
}, true);

// Pages whose figures move hold [data-news], the address where changes are told, and data-shown, the change that is drawn.
// On news their button is pressed, and not again before the new figures are there: a slow computer sets its own pace.
const PACE = 250, PATIENCE = 3000;
let source, told, pressedAt = -PATIENCE, pressedFor, waiting;
const look = () => {
  const place = document.querySelector("[data-news]");
  const address = place ? new URL(place.dataset.news, location.origin).href : undefined;
  if (source?.url !== address) {
    source?.close();
    told = pressedFor = undefined;
    source = address && new EventSource(address);
    if (source) source.onmessage = (event) => { told = event.data; look(); };
  }
  if (!place || told === undefined || told === place.dataset.shown || document.hidden) return;
  const wait = (place.dataset.shown === pressedFor ? PATIENCE : PACE) - (performance.now() - pressedAt);
  clearTimeout(waiting);
  if (wait > 0) { waiting = setTimeout(look, wait); return; }
  pressedAt = performance.now();
  pressedFor = place.dataset.shown;
  document.querySelector(".st-key-news button")?.click();
};
document.addEventListener("visibilitychange", look);
new MutationObserver(look).observe(document, { subtree: true, childList: true });
