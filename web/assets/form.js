// What an answer opens or hides on the same page comes without a page load: the form is sent to look, and what came back is put in its place.
// The server's engine decides; without this script it does so when "Weiter" is pressed.
const form = document.getElementById("f"), questions = document.getElementById("questions");
const SOON = 250;
let waiting, asked = 0;

const blocks = (list) => new Map([...list.children].map((block) => [block.dataset.q, block]));

// Blocks keep their place and what is typed in them; only what is new, gone or worded otherwise is touched.
const settle = (here, there) => {
  const old = blocks(here);
  let before = null;
  for (const [name, next] of blocks(there)) {
    const block = old.get(name);
    old.delete(name);
    let now = block;
    if (!block) now = document.importNode(next, true);
    else if (!block.isEqualNode(next)) {
      const lists = [block.querySelector("[data-list]"), next.querySelector("[data-list]")];
      if (lists[0] && lists[1]) settle(...lists);
      else if (!block.contains(document.activeElement) && !same(block, next) && !chosen(block)) {
        now = document.importNode(next, true);
        block.replaceWith(now);
      }
    }
    const wanted = before ? before.nextSibling : here.firstChild;
    if (now !== wanted) here.insertBefore(now, wanted);
    before = now;
  }
  for (const gone of old.values()) gone.remove();
};

// Alike but for what was typed: the words and the choices.
const bare = (block) => {
  const copy = block.cloneNode(true);
  for (const control of copy.querySelectorAll("input, textarea, option")) {
    if (/^(radio|checkbox)$/.test(control.type) || control.localName === "option") for (const name of ["checked", "selected"]) control.removeAttribute(name);
    else { control.removeAttribute("value"); control.textContent = ""; }
  }
  return copy.innerHTML;
};
const same = (one, other) => bare(one) === bare(other);

// A file that was chosen is lost with its control.
const chosen = (block) => [...block.querySelectorAll("input[type=file]")].some((control) => control.files.length);

const look = async () => {
  const number = ++asked, sent = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  sent.set("_action", "look");
  try {
    const answer = await fetch(form.action, { method: "POST", body: sent, credentials: "same-origin" });
    if (!answer.ok || number !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const list = page.getElementById("questions"), carried = page.getElementById("carried");
    if (!list || !carried || number !== asked) return;
    settle(questions, list);
    document.getElementById("carried").replaceWith(document.importNode(carried, true));
    for (const [place, button] of [...form.querySelectorAll("button.go, button.unseen")].entries()) {
      const next = page.querySelectorAll("#f button.go, #f button.unseen")[place];
      if (next) { button.value = next.value; button.textContent = next.textContent; }
    }
    const progress = [document.querySelector(".progress"), page.querySelector(".progress")];
    if (progress[0] && progress[1]) progress[0].replaceWith(document.importNode(progress[1], true));
  } catch { /* no connection: the page works as without this script */ }
};

form?.addEventListener("change", () => { clearTimeout(waiting); waiting = setTimeout(look, SOON); });
