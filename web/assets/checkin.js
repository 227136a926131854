// Taps at the door: kept on this phone with the moment they were made until the server has them, and forgotten then.
// The server settles late and repeated taps to the one made last, so sending one twice does no harm.
const place = document.getElementById("checkin");
const KEPT = `checkin-${place.dataset.user}`;
const AGAIN = 4000, PATIENCE = 10000;
const clockIsBehind = Number(place.dataset.now) - Date.now();
let memory = {}, sending = false;

const kept = () => {
  try { return JSON.parse(localStorage.getItem(KEPT)) || {}; } catch { return memory; }
};
const keep = (taps) => {
  memory = taps;
  try {
    if (Object.keys(taps).length) localStorage.setItem(KEPT, JSON.stringify(taps));
    else localStorage.removeItem(KEPT);
  } catch { /* a browser that keeps nothing: the taps live as long as the page */ }
};
const byId = (id) => document.getElementById(id);
const plain = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

// What waits is drawn over what the server drew.
const draw = (words) => {
  const taps = Object.values(kept()).filter((tap) => tap.address === place.dataset.address);
  for (const tap of taps) {
    const family = byId(`p-${tap.key}`);
    if (!family) continue;
    for (const button of family.querySelectorAll(".taps button")) {
      const pressed = button.value === tap.fields._action || (tap.fields._action === "counted" && button.value === "came");
      button.toggleAttribute("aria-pressed", pressed);
      if (pressed) button.setAttribute("aria-pressed", "true");
    }
    const mark = family.querySelector(".mark");
    mark.className = "mark pending";
    mark.textContent = `${tap.said} – ${words}`;
  }
  const list = byId("walked-in");
  list.querySelectorAll(".pending").forEach((line) => line.remove());
  for (const tap of taps.filter((tap) => tap.fields._action === "walk_in")) {
    const line = document.createElement("li");
    line.className = "pending";
    line.textContent = `${tap.fields.name || "–"}: ${tap.fields.adults} + ${tap.fields.children} – ${words}`;
    list.append(line);
  }
  return taps.length;
};
const offline = (is) => {
  const n = draw(is ? place.dataset.waits : place.dataset.saving);
  byId("waiting").hidden = !is;
  byId("waiting").querySelector("b").textContent = n ? `(${n})` : "";
};

// What the server drew after a tap replaces what stands here, but neither what still waits nor what somebody has open.
const redraw = (fresh) => {
  const waits = new Set(Object.keys(kept()));
  const at = document.activeElement;
  const [row, value] = [at?.closest(".family")?.id, at?.value];
  for (const theirs of fresh.querySelectorAll(".family")) {
    const ours = byId(theirs.id);
    if (ours && !waits.has(theirs.dataset.family) && !ours.querySelector("[open]")) {
      theirs.hidden = ours.hidden;
      ours.replaceWith(theirs);
    }
  }
  for (const id of ["counts", "walked-in"]) byId(id).replaceWith(fresh.getElementById(id));
  if (row) byId(row)?.querySelector(`button[value="${value}"]`)?.focus({ preventScroll: true });
};

const send = async (tap) => {
  const csrf = document.querySelector("[name=_csrf]").value;
  const body = new URLSearchParams({ ...tap.fields, _csrf: csrf });
  const response = await fetch(tap.address, { method: "POST", body, signal: AbortSignal.timeout(PATIENCE) });
  if (response.status >= 500) throw new Error("later");
  const there = new URL(response.url).pathname;
  if (there === "/login") return "signed-out";
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  const csrfNow = fresh.querySelector("#checkin [name=_csrf]")?.value;
  if (response.status === 403 && csrfNow && csrfNow !== csrf) {
    // Somebody signed in anew on this phone: the same tap counts with the new seal.
    document.querySelectorAll("[name=_csrf]").forEach((field) => { field.value = csrfNow; });
    throw new Error("again");
  }
  return { refused: !response.ok, fresh: fresh.getElementById("checkin") && fresh };
};

const settle = async () => {
  if (sending) return;
  sending = true;
  try {
    let sent = false;
    for (let taps = Object.values(kept()); taps.length; taps = Object.values(kept())) {
      const [tap] = taps;
      const result = await send(tap);
      byId("signed-out").hidden = result !== "signed-out";
      if (result === "signed-out") return void draw(place.dataset.waits);
      const now = kept();
      if (now[tap.key]?.fields._at === tap.fields._at) delete now[tap.key];
      keep(now);
      sent = true;
      if (result.refused) byId("refused").hidden = false;
      if (result.fresh && tap.address === place.dataset.address) redraw(result.fresh);
    }
    offline(!sent && !navigator.onLine);
  } catch {
    offline(true);
  } finally {
    sending = false;
  }
};

// A UUID of its own for the next walk-in; crypto.randomUUID is missing where the address is not https.
const newInstance = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = bytes[6] & 0x0f | 0x40;
  bytes[8] = bytes[8] & 0x3f | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
};

const take = (form, button) => {
  const fields = Object.fromEntries(new FormData(form, button));
  delete fields._csrf;
  fields._at = String(Math.round(Date.now() + clockIsBehind));
  const key = fields.family || fields._instance;
  const said = fields._action === "counted" ? `${button.dataset.said}: ${fields.adults} + ${fields.children}` : button.dataset.said;
  keep({ ...kept(), [key]: { key, address: place.dataset.address, said, fields } });
  form.querySelector("details")?.removeAttribute("open");
  if (fields._instance) {
    form.reset();
    form.elements._instance.value = newInstance();
  }
  draw(place.dataset.saving);
  settle();
};

// Names are looked for on the phone, also without a connection; a code only the server knows.
const filter = () => {
  const wanted = plain(byId("words").value.trim());
  let found = 0;
  for (const family of document.querySelectorAll(".family")) {
    family.hidden = !plain(family.querySelector("h3 span").textContent + family.querySelector(".hint").textContent).includes(wanted);
    found += !family.hidden;
  }
  byId("none-found").hidden = !wanted || found > 0;
  return found;
};
const look = async (form) => {
  if (byId("words").value.trim() && filter()) return;
  try {
    const body = new URLSearchParams([...new FormData(form), ["_action", "find"]]);
    const response = await fetch(form.action, { method: "POST", body, signal: AbortSignal.timeout(PATIENCE) });
    location.assign(response.url);
  } catch {
    offline(true);
  }
};

addEventListener("submit", (event) => {
  const form = event.target, button = event.submitter;
  if (form.method !== "post" || !place.contains(form)) return;
  event.preventDefault();
  if (form.id === "search") look(form);
  else take(form, button || form.querySelector("button"));
});
byId("words").addEventListener("input", filter);

// Where the browser can read QR codes itself; elsewhere the phone's own camera reads them, and the code is typed.
const scan = async () => {
  const video = document.createElement("video");
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    byId("scan").hidden = true;
    return;
  }
  video.playsInline = true;
  byId("search").append(video);
  await video.play();
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  const stop = () => { video.srcObject.getTracks().forEach((track) => track.stop()); video.remove(); };
  video.addEventListener("click", stop);
  while (video.isConnected) {
    const [code] = await detector.detect(video).catch(() => []);
    if (code) {
      stop();
      byId("words").value = code.rawValue;
      byId("search").requestSubmit();
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
};
if (window.BarcodeDetector && navigator.mediaDevices) {
  byId("scan").hidden = false;
  byId("scan").addEventListener("click", scan);
}

addEventListener("online", settle);
addEventListener("offline", () => offline(true));
document.addEventListener("visibilitychange", () => document.hidden || settle());
setInterval(() => { if (Object.keys(kept()).length || !byId("waiting").hidden) settle(); }, AGAIN);
draw(place.dataset.waits);
settle();
