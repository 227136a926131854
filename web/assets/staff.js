// Streamlit reruns a page at a bare "r" and offers to clear its cache at a bare "c". Whoever speaks to the computer
// or works with a screen reader meets them by accident (WCAG 2.1.4), so they reach only what is being typed in.
addEventListener("keydown", (event) => {
  const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
  const typing = event.target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (bare && !typing && /^[rc]$/i.test(event.key)) event.stopImmediatePropagation();
}, true);
