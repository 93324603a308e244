/* The page of a form: Enketo asks, this keeps what was typed, sends it once and says what is final.
   A draft and what waits for the line lie in localStorage under the link and the version of the form. */
"use strict";

(() => {
    const told = (id) => JSON.parse(document.getElementById(id).textContent);
    const facts = told("form-facts");
    const words = told("form-words");
    const at = (id) => document.getElementById(id);
    const isOnce = facts.kind === "once";
    const isKiosk = facts.kind === "kiosk";
    const isPaper = facts.kind === "paper";
    const DRAFT = `${facts.key}:draft`;
    const QUEUE = `${facts.key}:queue`;
    const DONE = `${facts.key}:done`;
    const IDLE = 180000;
    const RETRY = 15000;
    for (const one of document.querySelectorAll("[data-i18n]")) one.textContent = words[one.dataset.i18n] ?? one.textContent;
    const markup = at("questions").querySelector("form.or").outerHTML;
    let form = null;
    let timer = 0;
    let idle = 0;
    let isSending = false;
    let canStore = true;

    const read = (key) => {
        try {
            return JSON.parse(localStorage.getItem(key));
        } catch {
            return null;
        }
    };

    const write = (key, value) => {
        try {
            localStorage.setItem(key, JSON.stringify(value));
            return true;
        } catch {
            if (canStore) say(words.storage, "bad");
            canStore = false;
            return false;
        }
    };

    const forget = (key) => {
        try {
            localStorage.removeItem(key);
        } catch {
            canStore = false;
        }
    };

    // What waits: kept here too, with the files that a browser cannot keep in localStorage.
    let queue = (read(QUEUE) || []).map((one) => ({ ...one, files: [] }));
    const keepQueue = () => write(QUEUE, queue.map(({ id, xml, number }) => ({ id, xml, number })));

    function say(text, tone = "") {
        const state = at("state");
        state.hidden = !text;
        state.textContent = text;
        state.className = `notice ${tone}`;
    }

    function show(part) {
        for (const id of ["questions", "done", "used"]) at(id).hidden = id !== part;
    }

    function begin(kept) {
        at("questions").querySelector("#form-languages")?.remove();
        at("questions").querySelector("form.or").outerHTML = markup;
        const element = at("questions").querySelector("form.or");
        const data = { modelStr: facts.model, external: [], submitted: false };
        if (kept) data.instanceStr = kept.xml;
        form = new enketo.Form(element, data, {});
        const errors = form.init();
        if (errors.length) {
            if (kept) {
                forget(DRAFT);
                return begin(null);
            }
            say(`${words.broken} ${errors.join(" ")}`, "bad");
            return;
        }
        element.addEventListener("submit", (event) => event.preventDefault());
        for (const name of ["dataupdate", "change", "removerepeat", "addrepeat"]) element.addEventListener(name, later);
        show("questions");
        at("send").disabled = false;
    }

    function later() {
        clearTimeout(timer);
        timer = setTimeout(keep, 300);
    }

    function keep() {
        clearTimeout(timer);
        if (!form || at("questions").hidden) return;
        const isKept = write(DRAFT, { xml: form.getDataStr(), at: Date.now(), number: isPaper ? at("paper").value : "" });
        if (isKept && !isPaper && queue.length === 0) say(words.kept);
    }

    async function finish() {
        if (isPaper && !at("paper").value.trim()) {
            say(words.numbered, "bad");
            at("paper").focus();
            return;
        }
        at("send").disabled = true;
        clearTimeout(timer);
        const isValid = await form.validate();
        if (!isValid) {
            at("send").disabled = false;
            say(words.wrong, "bad");
            const first = document.querySelector(".invalid-constraint, .invalid-required, .invalid-value");
            first?.scrollIntoView({ block: "center" });
            first?.querySelector("input:not([type=hidden]), select, textarea")?.focus({ preventScroll: true });
            return;
        }
        form.view.html.dispatchEvent(new CustomEvent("before-save", { bubbles: true }));
        const xml = form.getDataStr({ irrelevant: false });
        const files = await enketo.fileManager.getCurrentFiles();
        queue.push({ id: form.instanceID, xml, files: [...files], number: isPaper ? at("paper").value.trim() : "" });
        keepQueue();
        forget(DRAFT);
        form = null;
        if (isKiosk) thank(null);
        await flush();
    }

    async function flush() {
        if (isSending || queue.length === 0) return;
        isSending = true;
        try {
            while (queue.length > 0) {
                if (!(await sent(queue[0]))) break;
                queue.shift();
                keepQueue();
            }
        } finally {
            isSending = false;
            at("send").disabled = form === null;
        }
        if (isKiosk && queue.length > 0) say(`${queue.length} ${words.queued}`);
    }

    async function sent(one) {
        if (!isKiosk) say(words.sending);
        const body = new FormData();
        if (isPaper) body.append("paper", one.number);
        body.append("xml", new Blob([one.xml], { type: "text/xml" }), "phieu.xml");
        for (const file of one.files) body.append("file", file, file.name);
        let answer;
        try {
            answer = await fetch(facts.send, { method: "POST", body, credentials: "omit" });
        } catch {
            return waits();
        }
        if (answer.status >= 500 || answer.status === 429) return waits();
        const found = await answer.json().catch(() => null);
        if (found === null) return waits();
        if (isPaper && answer.ok) return entered(one.number);
        if (isPaper) return again(one, [words.refused, ...(found.told || [])].join(" "));
        if (answer.ok) {
            if (isOnce) write(DONE, found);
            thank(found);
            return true;
        }
        say([words.refused, ...(found.told || [])].join(" "), "bad");
        return false;
    }

    // Paper forms: the next one begins at once, with the next number.
    function entered(number) {
        if (form === null) {
            begin(null);
            const next = number.replace(/\d+$/, (digits) => String(Number(digits) + 1).padStart(digits.length, "0"));
            at("paper").value = next === number ? "" : next;
            at("paper").focus();
            at("paper").select();
            window.scrollTo(0, 0);
        }
        say(`${words.entered} ${number}.`, "good");
        return true;
    }

    // Refused: what was typed comes back to be put right. It waits no more.
    function again(one, told) {
        if (form === null) {
            begin({ xml: one.xml });
            at("paper").value = one.number;
            at("paper").focus();
        }
        say(told, "bad");
        return true;
    }

    function typed(event) {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            document.activeElement.blur();
            finish();
            return;
        }
        const here = document.activeElement.closest(".question");
        if (!here || event.altKey || event.ctrlKey || event.metaKey) return;
        const isWriting = document.activeElement.matches("textarea, input:not([type=radio]):not([type=checkbox])");
        if (event.key === "Enter" && !document.activeElement.matches("textarea")) {
            event.preventDefault();
            return onward(here);
        }
        const chosen = [...here.querySelectorAll("input[type=radio], input[type=checkbox]")].filter((one) => one.offsetParent);
        const one = isWriting ? undefined : chosen[Number(event.key) - 1];
        if (!one) return;
        event.preventDefault();
        one.click();
        if (one.type === "radio") setTimeout(() => onward(here), 60);
    }

    function onward(here) {
        const places = [...document.querySelectorAll(".question")].filter((one) => one.offsetParent);
        for (const next of places.slice(places.indexOf(here) + 1)) {
            const field = [...next.querySelectorAll("input, select, textarea")].find((one) => one.offsetParent && !one.readOnly);
            if (field) return field.focus();
        }
        at("send").focus();
    }

    function waits() {
        if (!isKiosk) {
            show("");
            say(words.waiting, "bad");
        }
        setTimeout(flush, RETRY);
        return false;
    }

    function thank(found) {
        if (isKiosk && form !== null) return; // the next person is writing already
        show("done");
        if (found) say("");
        at("done-words").textContent = found ? words.done : words.sending;
        at("done-code").textContent = found ? `${words.code}: ${found.code} · ${found.on}` : "";
        at("next").hidden = isOnce;
        at("done").focus();
        if (isKiosk) setTimeout(() => form === null && anew(), 12000);
    }

    function anew() {
        forget(DRAFT);
        say("");
        begin(null);
        window.scrollTo(0, 0);
    }

    function awake() {
        clearTimeout(idle);
        if (isKiosk) idle = setTimeout(() => form !== null && read(DRAFT) && anew(), IDLE);
    }

    function start() {
        at("send").addEventListener("click", finish);
        at("next").addEventListener("click", anew);
        at("anew").addEventListener("click", anew);
        window.addEventListener("online", flush);
        document.addEventListener("visibilitychange", () => document.hidden && keep());
        window.addEventListener("pagehide", keep);
        for (const name of ["pointerdown", "keydown"]) document.addEventListener(name, awake);
        awake();
        if (facts.used && queue.length === 0) return show("used");
        const done = isOnce ? read(DONE) : null;
        if (done) return thank(done);
        if (queue.length > 0 && !isKiosk && !isPaper) return void flush();
        const kept = isKiosk ? null : read(DRAFT);
        if (isKiosk) forget(DRAFT);
        begin(kept);
        if (isPaper) {
            document.addEventListener("keydown", typed);
            at("paper").value = kept?.number ?? "";
            at("paper").focus();
        }
        if (kept && form) say(words.restored);
        flush();
    }

    start();
})();
