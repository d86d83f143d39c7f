// The desk with a keyboard: the forms of the page are sent without leaving it, and only what changed is replaced.
// Without this file every form works as a plain form.
"use strict";
(() => {
  const desk = document.getElementById("desk");
  if (!desk) return;
  const list = document.getElementById("stories");
  const help = document.getElementById("help");
  const stale = document.getElementById("stale");
  const keysOn = document.getElementById("keys-on");
  const bar = () => document.getElementById("bar");
  let queue = Promise.resolve();
  let current = null;
  let fading = 0;
  let loading = false;
  let typed = null;

  // --- Words for everybody, screen readers included.
  function say(words) {
    const said = document.getElementById("said");
    said.textContent = "";
    setTimeout(() => { said.textContent = words; }, 40);
    clearTimeout(fading);
    fading = setTimeout(() => { said.textContent = ""; }, 8000);
  }

  // --- Where the editor is.
  const stories = () => (list ? [...list.querySelectorAll(":scope > li[id]")] : []);
  function here() {
    const focused = document.activeElement.closest("#stories > li[id]");
    if (focused) current = focused.id;
    return document.getElementById(current) || null;
  }
  function go(item, to = "article") {
    if (!item) return;
    const target = item.querySelector(to) || item.querySelector("article");
    target.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
  }
  async function step(by) {
    const all = stories();
    const at = all.indexOf(here());
    if (at < 0) return go(all[0]);
    if (all[at + by]) return go(all[at + by]);
    if (by > 0 && (await grown())) return step(by);
    say(by > 0 ? "Dernier sujet de la liste." : "Premier sujet de la liste.");
  }

  // Keys that come before the next page is there are kept for it: they would be taken for this Story.
  async function grown() {
    typed = [];
    const found = await more();
    // After the step that waited for it.
    setTimeout(() => {
      const keys = typed;
      typed = null;
      if (found) keys.forEach(act);
    });
    return found;
  }
  function act(key) {
    if (typed) typed.push(key);
    else KEYS[key]();
  }

  // --- The next page of the list, added at its end; fetched before the end is reached.
  const AHEAD = 12;
  let growing = null;
  function more() {
    growing ??= grow().catch(() => false).finally(() => { growing = null; });
    return growing;
  }
  async function grow() {
    const link = list && list.querySelector(".next a");
    if (!link) return false;
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
    if (!answer.ok) return false;
    const known = new Set(stories().map((item) => item.id));
    const fresh = [...parsed(await answer.text()).querySelectorAll("li")];
    link.parentElement.replaceWith(...fresh.filter((item) => !item.id || !known.has(item.id)));
    dress();
    return true;
  }
  const parsed = (text) => new DOMParser().parseFromString(text, "text/html").body;

  // --- Sending a form; one after the other, each on the version that the one before left.
  function send(form, submitter, extra = {}) {
    const wish = new URLSearchParams(new FormData(form));
    if (submitter && submitter.name) wish.set(submitter.name, submitter.value);
    for (const [name, value] of Object.entries(extra)) wish.set(name, value);
    const address = form.getAttribute("action");
    const onPresent = !form.closest("#stale") || form.closest("[data-choice]");
    queue = queue.then(() => post(address, wish, { onPresent, form })).catch(() => {
      say("La connexion est coupée : rien n’a été enregistré. Réessayez dans un instant.");
    });
    return queue;
  }
  // onPresent: on the version the page has now; form: what was sent; jump: go to the Story that changed.
  async function post(address, wish, { onPresent = true, form = null, jump = false } = {}) {
    if (onPresent) wish.set("version", bar().dataset.version);
    const answer = await fetch(address, { method: "POST", body: wish, headers: { "HX-Request": "true" } });
    const found = parsed(await answer.text());
    if (answer.status === 409) return conflict(found, "Ce sujet a changé entre-temps : rien n’a été enregistré.");
    if (found.querySelector("[data-choice]")) return conflict(found, "Ce nom peut désigner plusieurs communes : choisissez.");
    const refused = found.querySelector("[role=alert]");
    if (!answer.ok || !found.querySelector("#bar")) {
      say(refused ? refused.textContent : "Cela n’a pas marché ; rechargez la page.");
      return;
    }
    if (stale.open) stale.close();
    change(found, form, jump);
    if (wish.get("action") === "verdict") tools(document.getElementById(`s${found.querySelector("[data-said]").dataset.focus}`));
  }
  function conflict(found, words) {
    stale.firstElementChild.replaceChildren(...found.childNodes);
    if (!stale.open) stale.showModal();
    say(words);
  }

  // --- Putting in place what came back.
  function change(found, form, jump) {
    const held = here();
    const after = held && (held.nextElementSibling || held.previousElementSibling);
    const note = found.querySelector("[data-said]");
    const focus = () => document.getElementById(`s${note.dataset.focus}`);
    bar().replaceWith(found.querySelector("#bar"));
    const order = bar().dataset.order.split(" ").map((id) => `s${id}`);
    const rank = new Map(order.map((id, at) => [id, at]));
    const last = Math.max(-1, ...stories().map((item) => rank.get(item.id) ?? -1));
    for (const item of found.querySelectorAll("ol > li")) put(item, rank, last, form);
    arrange(rank);
    dress();
    if (note.textContent) say(note.textContent);
    if (jump && focus()) go(focus());
    else if (held && !held.isConnected) go(after && after.isConnected ? after : focus() || stories()[0]);
    else if (document.activeElement === document.body) go(held || focus());
  }
  function put(item, rank, last, form) {
    const old = document.getElementById(item.id);
    if (!old) {
      if (list && rank.get(item.id) <= last + 1) list.prepend(item);
    } else if (unsaved(old.querySelector(".panel"), form)) {
      old.querySelector("article").replaceWith(item.querySelector("article"));
    } else {
      old.replaceChildren(...item.childNodes);
    }
  }
  // Tools stay open where something is being written in them that was not sent.
  function unsaved(panel, form) {
    if (!panel) return false;
    return !panel.contains(form) || written(panel, form);
  }
  function written(panel, form) {
    const fields = [...panel.querySelectorAll("input:not([type=hidden]), textarea")];
    return fields.some((field) => field.form !== form && field.value !== field.defaultValue);
  }
  function arrange(rank) {
    const gone = stories().filter((item) => !rank.has(item.id));
    gone.forEach((item) => item.remove());
    const wanted = stories().sort((one, other) => rank.get(one.id) - rank.get(other.id));
    wanted.forEach((item, at) => {
      const now = stories()[at];
      if (now !== item) list.insertBefore(item, now);
      const shown = item.querySelector(".rank");
      if (shown) shown.textContent = rank.get(item.id) + 1;
    });
  }

  // --- What others did meanwhile, looked for while the page is seen.
  const EVERY = 20000;
  async function look() {
    if (document.hidden || stale.open) return;
    const query = new URLSearchParams(location.search);
    query.set("version", bar().dataset.version);
    const answer = await fetch(`/bureau/${desk.dataset.day}/depuis?${query}`, { headers: { "HX-Request": "true" } });
    if (answer.status !== 200) return;
    const found = parsed(await answer.text());
    // What is on its way changes the version too: then this answer is old.
    if (found.querySelector("#bar") && !bar().contains(document.activeElement)) change(found, null, false);
  }
  setInterval(() => { queue = queue.then(look).catch(() => {}); }, Number(desk.dataset.every) || EVERY);

  // --- The tools of a Story, fetched when they are asked for.
  async function tools(item, to) {
    if (!item) return;
    let panel = item.querySelector(".panel");
    if (!panel) {
      // What is typed before the field is there must not be taken for keys.
      loading = true;
      const answer = await fetch(item.querySelector("a.tools").href, { headers: { "HX-Request": "true" } }).finally(() => { loading = false; });
      if (!answer.ok) return say("Le détail de ce sujet n’est pas disponible ; rechargez la page.");
      panel = document.createElement("div");
      panel.className = "panel";
      panel.append(...parsed(await answer.text()).childNodes);
      item.querySelectorAll(".panel").forEach((other) => other.remove());
      item.append(panel);
      item.querySelector("a.tools").setAttribute("aria-expanded", "true");
    }
    const field = panel.querySelector(to || "button, input, summary");
    if (field) field.focus({ preventScroll: true });
    // What does not fit is read from its top.
    item.scrollIntoView({ block: item.offsetHeight > innerHeight * 0.6 ? "start" : "nearest" });
  }
  function fold(item) {
    const panel = item && item.querySelector(".panel");
    if (!panel) return false;
    if (written(panel, null) && !panel.dataset.warned) {
      panel.dataset.warned = "yes";
      say("Ce que vous écriviez n’est pas enregistré. Refermez encore une fois pour l’abandonner.");
      go(item);
      return true;
    }
    panel.remove();
    item.querySelector("a.tools").setAttribute("aria-expanded", "false");
    go(item);
    return true;
  }

  // --- Decisions by key.
  function decide(action, words, next) {
    const item = here();
    const form = item && item.querySelector(".does form");
    const button = form && form.querySelector(`button[value="${action}"]`);
    if (!item) return say("Choisissez d’abord un sujet avec j.");
    if (!button || button.disabled) say(words);
    else send(form, button);
    if (next) step(1);
  }
  function pin() {
    const item = here();
    decide(item && item.querySelector('button[value="unpin"]') ? "unpin" : "pin", "Ce sujet est écarté : gardez-le d’abord.");
  }
  function undo() {
    // What is on its way is part of what may be undone.
    queue = queue.then(() => {
      const now = bar().querySelector("form.undo");
      if (!now) return say("Il n’y a rien à annuler.");
      const wish = new URLSearchParams(new FormData(now));
      return post(now.getAttribute("action"), wish, { jump: true });
    });
  }
  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    g: () => decide("keep", "Ce sujet est déjà gardé.", true),
    x: () => decide("drop", "Ce sujet est déjà écarté.", true),
    r: () => tools(here(), "[name=motif]"),
    p: pin,
    u: undo,
    J: () => decide("down", ""),
    K: () => decide("up", ""),
    t: () => decide("first", ""),
    e: () => tools(here(), "[name=presentation]"),
    n: () => tools(here(), "[name=note]"),
    c: () => fold(here()) || tools(here()),
    w: () => { const why = here()?.querySelector(".why"); if (why) why.open = !why.open; },
    o: () => here()?.querySelector("a.out")?.click(),
    v: () => queue.then(() => bar().querySelector("a.preview").click()),
    "?": () => help.showModal(),
  };
  // The case of a letter is that of the shift key alone: a caps lock must not move what it should walk past.
  function keyOf(event) {
    if (!/^[a-z]$/i.test(event.key)) return event.key;
    return event.shiftKey ? event.key.toUpperCase() : event.key.toLowerCase();
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || loading || help.open || stale.open) return;
    if (event.key === "Escape" && fold(here())) return event.preventDefault();
    if (event.target.closest("input, select, textarea, [contenteditable]") || !keysOn.checked) return;
    const key = keyOf(event);
    if (!Object.hasOwn(KEYS, key)) return;
    event.preventDefault();
    // A key held down goes through the list, and decides nothing.
    if (!event.repeat || key === "j" || key === "k") act(key);
  });

  // --- Forms and links that stay on the page.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || !form.closest("#desk, #stale")) return;
    event.preventDefault();
    if (form.matches(".undo")) return undo();
    if (form.matches(".read-all")) {
      stories().forEach((item) => read(item.id));
      return say("Page marquée comme lue.");
    }
    send(form, event.submitter);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.matches(".leave")) { event.preventDefault(); stale.close(); location.reload(); }
    else if (link.matches("#desk a.tools")) { event.preventDefault(); const item = link.closest("li"); fold(item) || tools(item); }
    else if (link.matches("#desk .more")) { event.preventDefault(); const at = stories().length; more().then(() => go(stories()[at])); }
  });
  document.addEventListener("focusin", () => {
    const before = current;
    const item = here();
    if (before && before !== current) read(before);
    if (item && stories().indexOf(item) >= stories().length - AHEAD) more();
  });

  // --- What was read: a Story that was looked at and left. Sent together, for no one waits for it.
  const left = new Set();
  let sending = 0;
  function read(id) {
    const item = document.getElementById(id);
    if (!item || !item.querySelector(".does form") || item.querySelector(".is-seen")) return;
    item.querySelector("article").classList.add("is-seen");
    left.add(id.slice(1));
    clearTimeout(sending);
    sending = setTimeout(() => { queue = queue.then(tell).catch(() => {}); }, 800);
  }
  async function tell() {
    if (!left.size) return;
    const wish = new URLSearchParams(new FormData(list.querySelector(".does form")));
    wish.set("sujets", [...left].join(" "));
    left.clear();
    const answer = await fetch(`/bureau/${desk.dataset.day}/lus`, { method: "POST", body: wish, headers: { "HX-Request": "true" }, keepalive: true });
    const found = answer.ok ? parsed(await answer.text()).querySelector("#bar") : null;
    if (found && !bar().contains(document.activeElement)) bar().replaceWith(found);
  }
  addEventListener("pagehide", () => { tell(); });
  addEventListener("beforeunload", (event) => {
    if ([...document.querySelectorAll(".panel")].some((panel) => written(panel, null))) event.preventDefault();
  });

  // --- Dragging by the number, where there is a mouse.
  let dragged = null;
  function dress() {
    if (!list) return;
    for (const item of stories()) {
      if (item.querySelector(".does form")) item.querySelector(".rank").draggable = true;
      item.querySelector("a.tools").setAttribute("aria-expanded", String(Boolean(item.querySelector(".panel"))));
    }
  }
  if (list) {
    list.addEventListener("dragstart", (event) => {
      if (!event.target.matches || !event.target.matches(".rank")) return;
      dragged = event.target.closest("li");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", dragged.id);
    });
    list.addEventListener("dragover", (event) => {
      const over = event.target.closest("#stories > li[id]");
      if (!dragged || !over) return;
      event.preventDefault();
      list.querySelectorAll(".over").forEach((item) => item.classList.remove("over"));
      over.classList.add("over");
    });
    list.addEventListener("drop", (event) => {
      const over = event.target.closest("#stories > li[id]");
      event.preventDefault();
      if (dragged && over && over !== dragged) {
        send(dragged.querySelector(".does form"), null, { action: "place", rang: over.querySelector(".rank").textContent });
      }
    });
    list.addEventListener("dragend", () => {
      dragged = null;
      list.querySelectorAll(".over").forEach((item) => item.classList.remove("over"));
    });
  }

  // --- Single keys may be switched off, for good (WCAG 2.1.4).
  const remembered = (value) => {
    try {
      if (value === undefined) return localStorage.getItem("pvd-keys") !== "off";
      localStorage.setItem("pvd-keys", value ? "on" : "off");
    } catch { /* a browser that keeps nothing: on until the page is left */ }
    return true;
  };
  keysOn.checked = remembered();
  keysOn.addEventListener("change", () => remembered(keysOn.checked));
  const opener = document.getElementById("help-open");
  opener.hidden = false;
  opener.addEventListener("click", () => help.showModal());
  dress();
})();
