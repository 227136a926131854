// Streamlit reruns a page at a bare "r" and offers to clear its cache at a bare "c". Whoever speaks to the computer
// or works with a screen reader meets them by accident (WCAG 2.1.4), so they reach only what is being typed in.
addEventListener("keydown", (event) => {
  const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
  const typing = event.target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (bare && !typing && /^[rc]$/i.test(event.key)) event.stopImmediatePropagation();
}, true);

// Pages whose figures move hold [data-news], the address where changes are told, and data-shown, the stamp of what is drawn.
// On news their button is pressed, and not again before the new figures are there: a slow computer sets its own pace, the server the least.
const PATIENCE = 3000;
let source, told, pace, pressedAt = -PATIENCE, pressedFor, waiting;
const hear = (address) => {
  source?.close();
  source = told = pressedFor = undefined;
  if (!address) return;
  source = new EventSource(address);
  source.onmessage = (event) => { [told, pace] = event.data.split(" "); look(); };
};
const look = () => {
  const place = document.querySelector("[data-news]");
  const address = place ? new URL(place.dataset.news, location.origin).href : undefined;
  if (source?.url !== address) hear(address);
  clearTimeout(waiting);
  if (!place || !told || told === place.dataset.shown || document.hidden) return;
  const wait = (place.dataset.shown === pressedFor ? PATIENCE : Number(pace)) - (performance.now() - pressedAt);
  if (wait > 0) { waiting = setTimeout(look, wait); return; }
  [pressedAt, pressedFor] = [performance.now(), place.dataset.shown];
  document.querySelector(".st-key-news button")?.click();
};
document.addEventListener("visibilitychange", look);
new MutationObserver(look).observe(document, { subtree: true, childList: true });
