"use strict";
/* Small betterments of pages that work without them. */
(() => {
  /* After an error the summary takes the focus, so that a screen reader reads it and the keyboard starts there. */
  const focusProblem = (root) => root.querySelector("[data-focus]")?.focus();
  document.addEventListener("DOMContentLoaded", () => focusProblem(document));
  document.addEventListener("htmx:afterSettle", (event) => focusProblem(event.target));

  /* A file too large is refused before it travels. */
  document.addEventListener("change", (event) => {
    const input = event.target.closest?.("input[type=file][data-limit]");
    if (!input) return;
    const size = Array.from(input.files).reduce((sum, file) => sum + file.size, 0);
    input.setCustomValidity(size > Number(input.dataset.limit) ? input.dataset.limitMessage : "");
    input.reportValidity();
  });

  /* The upload says how far it is; the answer replaces the page as the browser would. Without a line the page stays with
     all that was typed and chosen: data-upload="always" asks that of forms whose files are few, or none. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const bar = form.querySelector?.("progress[data-upload]");
    const carries = () => Array.from(form.querySelectorAll("input[type=file]")).some((input) => input.files.length);
    if (!bar || (bar.dataset.upload !== "always" && !carries())) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    const request = new XMLHttpRequest();
    const buttons = form.querySelectorAll("button");
    const say = (text) => { form.querySelector("[data-upload-say]").textContent = text; };
    bar.hidden = false;
    buttons.forEach((button) => { button.disabled = true; });
    request.upload.onprogress = (step) => {
      if (step.lengthComputable) { bar.max = step.total; bar.value = step.loaded; }
      if (step.loaded === step.total) { bar.removeAttribute("value"); say(bar.dataset.reading); }
    };
    request.onload = () => {
      const onward = request.getResponseHeader("X-Location");
      if ([502, 504].includes(request.status)) { request.onerror(); return; }
      if (onward) {
        const there = new URL(onward, location.href);
        window.location.assign(onward);
        if (there.hash && there.pathname === location.pathname) window.location.reload();
        return;
      }
      const answer = new DOMParser().parseFromString(request.responseText, "text/html");
      document.title = answer.title;
      document.body.replaceWith(answer.body);
      window.htmx?.process(document.body);
      window.scrollTo(0, 0);
      focusProblem(document);
    };
    request.onerror = () => {
      bar.hidden = true;
      buttons.forEach((button) => { button.disabled = false; });
      say(bar.dataset.failed);
    };
    request.open("POST", form.action);
    request.setRequestHeader("X-Upload", "1");
    request.send(data);
  });

  /* One box ticks all of its name in the table; it is there only where scripts run. */
  const tickAll = (root) => root.querySelectorAll("input[data-tick-all]").forEach((box) => { box.hidden = false; });
  document.addEventListener("DOMContentLoaded", () => tickAll(document));
  document.addEventListener("htmx:afterSettle", (event) => tickAll(event.target));
  document.addEventListener("change", (event) => {
    const all = event.target.closest?.("input[data-tick-all]");
    if (!all) return;
    all.closest("table").querySelectorAll(`input[name="${all.dataset.tickAll}"]`)
      .forEach((box) => { box.checked = all.checked; });
  });

  /* Rows that can be ticked are walked by the keyboard: j and k go down and up, x ticks, Enter opens the row. */
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !["j", "k", "x", "Enter"].includes(event.key)) return;
    const at = event.target;
    const box = at.matches?.("tbody input[type=checkbox]") ? at : null;
    if (!box && (event.key === "Enter" || at.closest?.("input, select, textarea, a, button, summary, [contenteditable]"))) return;
    const boxes = Array.from((box ? box.closest("table") : document).querySelectorAll("table tbody input[type=checkbox]"));
    if (!boxes.length) return;
    event.preventDefault();
    if (event.key === "Enter") { box.closest("tr").querySelector("a")?.click(); return; }
    if (event.key === "x") { if (box) box.click(); return; }
    const step = event.key === "j" ? 1 : -1;
    const next = boxes[Math.max(0, Math.min(boxes.length - 1, box ? boxes.indexOf(box) + step : 0))];
    const folded = next.closest("[data-folded]");
    if (folded) unfold(folded.parentElement);
    next.focus();
    next.closest("tr")?.scrollIntoView({ block: "nearest" });
  });

  /* On a phone a long list shows its first rows and says how many more there are. What is folded is found by the search of
     the browser, by an address that points into it, and printed; without scripts the list is whole. */
  const SHOWN = 8, MORE = 24, LEAST = 2, TALL = 560, LONG = 3800;
  const narrow = window.matchMedia("(max-width: 40rem)");
  const foldable = "table.stack > tbody, table.roll-up > tbody, ol.history, [data-fold]";
  const rest = (list) => Array.from(list.children).filter((row) => row.dataset.folded);
  const unfold = (list, count = Infinity) => {
    if (list.id) opened.add(list.id);
    rest(list).slice(0, count).forEach((row) => { row.removeAttribute("hidden"); delete row.dataset.folded; });
    sayRest(list);
  };
  const sayRest = (list) => {
    const box = list.closest("table") || list;
    const left = rest(list).length;
    let button = box.nextElementSibling?.matches(".unfold") ? box.nextElementSibling : null;
    if (!left) { button?.remove(); return; }
    if (!button) {
      button = Object.assign(document.createElement("button"), { type: "button", className: "button second unfold" });
      button.addEventListener("click", () => {
        const [first] = rest(list);
        unfold(list, MORE);
        first?.querySelector("a, input, button, summary")?.focus({ preventScroll: true });
      });
      box.after(button);
    }
    button.textContent = (list.dataset.more || document.body.dataset.more).replace("{count}", left);
  };
  /* So many rows as make a window's height, two at the least beside the heads above them; a list that is little
     longer stays whole. */
  const shownOf = (list, tall = TALL, least = LEAST) => {
    const most = Number(list.dataset.fold) || SHOWN, rows = Array.from(list.children), top = list.getBoundingClientRect().top;
    const above = rows.findIndex((row) => row.getBoundingClientRect().bottom - top > tall);
    const heads = rows.findIndex((row) => !row.querySelector(":scope > [colspan], :scope > th[scope=rowgroup]"));
    const shown = Math.max(least + Math.max(heads, 0), Math.min(most, above < 0 ? most : above));
    return rows.length > shown * 1.5 ? shown : Infinity;
  };
  const opened = new Set();  /* lists that a person unfolded stay so when a part of the page is drawn again */
  const fold = (root) => {
    if (!narrow.matches) return;
    foldLists(root);
    /* A page of many lists is long all the same: then each shows half as much, its first row at the least. */
    if (document.documentElement.scrollHeight > LONG) foldLists(root, TALL / 2, 1);
    root.querySelectorAll("[data-fold-last]").forEach(foldLast);
  };
  const folds = (list, row) => {
    row.dataset.folded = "1";
    row.setAttribute("hidden", "until-found");
    row.addEventListener("beforematch", () => unfold(list), { once: true });
  };
  /* What is long even so: parts of the page that may wait, from the last one on, the first one never. */
  const foldLast = (parts) => {
    if (opened.has(parts.id) || parts.querySelector(":target")) return;
    for (const part of Array.from(parts.children).slice(1).reverse()) {
      if (document.documentElement.scrollHeight <= LONG) break;
      folds(parts, part);
    }
    sayRest(parts);
  };
  const foldLists = (root, tall, least) => {
    for (const list of root.querySelectorAll(foldable)) {
      if (opened.has(list.id) || list.querySelector(":target, [data-editor]")) continue;
      const shown = shownOf(list, tall, least);
      Array.from(list.children).slice(shown).forEach((row) => {
        const box = row.querySelector("input[type=checkbox]");
        if (row.hidden || (box && box.checked !== box.defaultChecked)) return;
        folds(list, row);
      });
      sayRest(list);
    }
  };
  const unfoldAll = () => document.querySelectorAll(`${foldable}, [data-fold-last]`).forEach((list) => unfold(list));
  document.addEventListener("DOMContentLoaded", () => fold(document));
  document.addEventListener("htmx:afterSettle", (event) => fold(event.target));
  window.addEventListener("beforeprint", unfoldAll);
  window.addEventListener("hashchange", () => {
    const wanted = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("[data-folded]");
    if (wanted) { unfold(wanted.parentElement); wanted.scrollIntoView(); }
  });
  narrow.addEventListener("change", () => { if (!narrow.matches) unfoldAll(); });

  /* The picker of the browser beside a box for a day; what is chosen is written as one would type it. */
  const offerPicker = (root) => {
    if (!HTMLInputElement.prototype.showPicker) return;
    for (const box of root.querySelectorAll("input[data-day]")) {
      if (box.parentElement.matches(".day-box")) continue;
      const around = Object.assign(document.createElement("span"), { className: "day-box" });
      const button = Object.assign(document.createElement("button"), { type: "button", className: "day-button" });
      const picker = Object.assign(document.createElement("input"), { type: "date", tabIndex: -1 });
      button.textContent = "▦";
      const label = box.labels?.[0]?.textContent.trim() || box.getAttribute("aria-label") || "";
      button.setAttribute("aria-label", box.dataset.day);
      button.setAttribute("aria-description", label);
      picker.setAttribute("aria-hidden", "true");
      box.replaceWith(around);
      around.append(box, button, picker);
      button.addEventListener("click", () => {
        const typed = /^(\d{1,2})\D?(\d{1,2})\D?(\d{4})$/.exec(box.value.trim());
        picker.value = typed ? `${typed[3]}-${typed[2].padStart(2, "0")}-${typed[1].padStart(2, "0")}` : "";
        picker.showPicker();
      });
      picker.addEventListener("change", () => {
        box.value = picker.value.split("-").reverse().join("/");
        box.dispatchEvent(new Event("input", { bubbles: true }));
        box.dispatchEvent(new Event("change", { bubbles: true }));
        box.focus();
      });
    }
  };
  document.addEventListener("DOMContentLoaded", () => offerPicker(document));
  document.addEventListener("htmx:afterSettle", (event) => offerPicker(event.target));

  /* Typed text survives an expired session: kept in this tab until it was sent. A form that says whose it is keeps it in
     this browser, so that a tab closed or thrown away without a line loses nothing typed; files no browser gives back. */
  const DRAFTED = "textarea[data-draft], form[data-draft] :is(textarea, input:not([type=hidden], [type=file]))";
  const seenOf = (field) => field.closest("[data-seen]")?.dataset.seen || "";
  const whoseOf = (field) => field.closest("form[data-draft-of]")?.dataset.draftOf || "";
  const storeOf = (field) => (whoseOf(field) ? localStorage : sessionStorage);
  const keyOf = (field) =>
    `draft:${whoseOf(field)}:${location.pathname}:${field.form?.action || ""}:${field.name}:${seenOf(field)}`;
  document.addEventListener("input", (event) => {
    const field = event.target.closest?.(DRAFTED);
    if (!field) return;
    try {
      storeOf(field).setItem(keyOf(field), field.type === "checkbox" && !field.checked ? "" : field.value);
    } catch { /* a full or closed store keeps nothing; the page itself still holds what was typed */ }
  });
  const forget = () => {
    Object.keys(sessionStorage).filter((key) => key.startsWith("draft:")).forEach((key) => sessionStorage.removeItem(key));
    Object.keys(localStorage).filter((key) => key.startsWith("draft:") && key.split(":")[2] === location.pathname)
      .forEach((key) => localStorage.removeItem(key));
  };
  const restore = () => document.querySelectorAll(DRAFTED).forEach((field) => {
    const kept = storeOf(field).getItem(keyOf(field));
    if (kept === null) return;
    if (field.type === "radio" || field.type === "checkbox") field.checked = field.value === kept;
    else if (field.form?.matches("[data-draft]") ? field.value === field.defaultValue : !field.value) field.value = kept;
  });
  document.addEventListener("DOMContentLoaded", () => {
    if (document.querySelector(".notice.success")) forget();
    restore();
  });
  document.addEventListener("htmx:afterSettle", restore);

  /* A page that is needed where there is no network keeps itself on this phone, with its files, for who sees it now; what
     was kept for anybody else goes with the first page that somebody else sees, signed in or not. */
  const KEPT = "kept-pages";
  const person = () => document.body.dataset.person || "";
  const forgetOthers = async () => {
    for (const name of await caches.keys())
      if (name.startsWith(KEPT) && name !== `${KEPT}-${person()}`) await caches.delete(name);
  };
  const nowHere = () => {
    const parts = new Intl.DateTimeFormat("en-GB", {
      timeZone: "Asia/Ho_Chi_Minh", day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit",
    }).format(new Date()).split(", ");
    return { day: parts[0], hour: parts[1] };
  };
  const keepPage = async (notice) => {
    const say = (isCut) => notice.toggleAttribute("hidden", !isCut);
    addEventListener("offline", () => say(true));
    addEventListener("online", () => say("givenFromKept" in document.body.dataset));
    const [day, hour] = ["day", "hour"].map((name) => document.querySelector(`[data-moment="${name}"] input`));
    if ("givenFromKept" in document.body.dataset) {
      say(true);
      const told = notice.querySelector("[data-kept-since]");
      told.textContent = told.dataset.keptSince.replace("{since}", `${hour.defaultValue} ${day.defaultValue}`);
      const now = nowHere();  /* what is seen now is not dated by the hour of the page that was kept */
      if (day.value === day.defaultValue && hour.value === hour.defaultValue) [day.value, hour.value] = [now.day, now.hour];
      return;
    }
    say(!navigator.onLine);
    try {
      await navigator.serviceWorker.register(notice.dataset.keptBy);
      const files = performance.getEntriesByType("resource").map((one) => one.name.split("#")[0]);
      const own = files.filter((address) => new URL(address).pathname.startsWith(notice.dataset.files));
      await (await caches.open(`${KEPT}-${person()}`)).addAll([location.pathname, ...new Set(own)]);
      notice.dataset.isKept = "1";
    } catch { say(!navigator.onLine); /* no network now, or a browser that keeps nothing: the page works as any other */ }
  };
  if ("caches" in window) document.addEventListener("DOMContentLoaded", forgetOthers);
  addEventListener("load", () => {
    const notice = document.querySelector("[data-kept-by]");
    if (notice && "caches" in window && "serviceWorker" in navigator) keepPage(notice);
  });
})();
