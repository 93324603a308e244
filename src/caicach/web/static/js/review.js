"use strict";
/* The review page: either side lights the other, the keyboard walks the values, selected words become a task. */
(() => {
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const quotesOf = (key) => all(`mark[data-quotes~="${CSS.escape(key)}"]`);

  const light = (keys, scroll) => {
    all(".lit").forEach((node) => node.classList.remove("lit"));
    for (const key of keys) {
      document.getElementById(key)?.classList.add("lit");
      quotesOf(key).forEach((mark) => mark.classList.add("lit"));
    }
    if (scroll && keys.length) bringQuoteIntoView(keys[0]);
  };

  /* Scrolls the pane, never the page: the card under the pointer must stay where it is. */
  const bringQuoteIntoView = (key) => {
    const mark = quotesOf(key)[0];
    const pane = document.getElementById("source");
    if (!mark || !pane || pane.scrollHeight <= pane.clientHeight) return;
    const top = mark.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    /* Before the page is scrolled, the lower part of the pane is below the window. */
    const seen = Math.min(pane.clientHeight, window.innerHeight - pane.getBoundingClientRect().top);
    if (top < 60 || top > seen - 80) pane.scrollTop += top - seen / 3;
  };

  let waiting = 0;
  document.addEventListener("mouseover", (event) => {
    const card = event.target.closest?.("[data-quote]");
    const mark = event.target.closest?.("mark[data-quotes]");
    window.clearTimeout(waiting);
    if (card) {
      light([card.dataset.quote], false);
      waiting = window.setTimeout(() => bringQuoteIntoView(card.dataset.quote), 350);
    } else if (mark) {
      light(mark.dataset.quotes.split(" "), false);
    }
  });
  document.addEventListener("focusin", (event) => {
    const card = event.target.closest?.("[data-quote]");
    const link = event.target.closest?.(".source a");
    if (card) light([card.dataset.quote], true);
    else if (link) light([decodeURIComponent(link.hash.slice(1))], false);
  });

  /* A link to a quote, from the page of a task too, lights it with its card. */
  const lightAddressed = () => {
    const key = decodeURIComponent(window.location.hash).replace(/^#q-/, "#").slice(1);
    if (!key || !quotesOf(key).length) return;
    light([key], true);
    if (window.location.hash.startsWith("#q-")) document.getElementById(key)?.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("DOMContentLoaded", lightAddressed);
  window.addEventListener("hashchange", lightAddressed);

  const underHeading = () => document.querySelector("#reading > h2").getBoundingClientRect().bottom + 8;
  const isCut = (box) => box.bottom > window.innerHeight || box.top < underHeading();
  const showFromTop = (card) => {
    card.scrollIntoView({ block: "start" });
    const pane = document.getElementById("reading");
    if (pane.scrollHeight > pane.clientHeight) pane.scrollTop += card.getBoundingClientRect().top - underHeading();
  };

  /* Keyboard: j and k anywhere outside of fields, arrows while on a value. */
  const stops = () => all("[data-stop]");
  const current = () => document.activeElement?.closest?.("[data-stop]");
  const isTyping = () => document.activeElement?.matches?.("input, textarea, select");
  const move = (list, step) => {
    const here = list.indexOf(current());
    const next = here < 0 ? (step > 0 ? list[0] : list.at(-1)) : list[here + step];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  /* A quick hand closes an editor before its link is wired; unwired, the link would only scroll. */
  const closeEditor = (editor) => {
    if (!editor) return;
    window.htmx?.process(editor);
    editor.querySelector("[data-close]")?.click();
  };
  /* The editor one types in; else the one opened last. */
  const openEditor = () => document.activeElement?.closest?.("[data-editor]") || all("[data-editor]").at(-1);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { closeEditor(openEditor()); return; }
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping()) return;
    const onStop = document.activeElement?.matches?.("[data-stop]");
    const doubtful = () => stops().filter((stop) => stop.classList.contains("doubt"));
    if (event.key === "j" || (event.key === "ArrowDown" && onStop)) move(stops(), 1);
    else if (event.key === "k" || (event.key === "ArrowUp" && onStop)) move(stops(), -1);
    else if (event.key === "n") nextDoubt(doubtful());
    else if (event.key === "Enter" && onStop) document.activeElement.querySelector("[data-edit]")?.click();
    else return;
    event.preventDefault();
  });
  const nextDoubt = (list) => {
    const here = current();
    const after = list.find((stop) => here && here.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING);
    (after || list[0])?.focus();
  };

  /* Words selected in the source become the quote of a new task. */
  const offsetOf = (node, offset) => {
    const holder = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.("[data-start]");
    if (!holder || node.nodeType !== Node.TEXT_NODE) return null;
    return Number(holder.dataset.start) + Array.from(node.data.slice(0, offset)).length;
  };
  let selected = null;
  document.addEventListener("selectionchange", () => {
    const form = document.getElementById("selection");
    const selection = document.getSelection();
    if (!form || !selection || selection.isCollapsed) { if (form && !form.contains(document.activeElement)) form.hidden = true; return; }
    const range = selection.getRangeAt(0);
    if (!range.commonAncestorContainer.parentElement?.closest("[data-source]")) return;
    const start = offsetOf(range.startContainer, range.startOffset);
    const end = offsetOf(range.endContainer, range.endOffset);
    if (start === null || end === null || end <= start) return;
    selected = { start, end, words: wordsOf(range) };
    form.hidden = false;
  });
  const wordsOf = (range) => {
    const copy = range.cloneContents();
    copy.querySelectorAll("[data-no-text], .page-mark").forEach((node) => node.remove());
    copy.querySelectorAll("p").forEach((node) => node.append("\n"));
    return copy.textContent.trim();
  };
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "selection" || !selected) return;
    event.preventDefault();
    const kept = selected;
    const fill = () => {
      const form = document.querySelector("#them form");
      form.elements.words.value = kept.words;
      form.elements.start.value = kept.start;
      form.elements.end.value = kept.end;
      document.getElementById("them").scrollIntoView({ block: "center" });
      form.elements.words.focus();
      document.getElementById("selection").hidden = true;
    };
    if (document.querySelector("#them form")) { fill(); return; }
    document.addEventListener("htmx:afterSettle", fill, { once: true });
    document.getElementById("add-link").click();
  });

  /* A swap of the page keeps both panes where they were, and the focus on the card one was at. */
  let kept = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.target.id !== "review") return;
    const scroll = (id) => document.getElementById(id)?.scrollTop ?? 0;
    kept = { source: scroll("source"), reading: scroll("reading"), page: window.scrollY, stop: current()?.id };
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (kept) {
      for (const id of ["source", "reading"]) { const pane = document.getElementById(id); if (pane) pane.scrollTop = kept[id]; }
      window.scrollTo(0, kept.page);
      if (kept.stop && !document.querySelector("[data-focus]")) document.getElementById(kept.stop)?.focus({ preventScroll: true });
      kept = null;
      return;
    }
    if (event.detail.requestConfig?.elt?.matches?.("[data-close]")) {
      document.getElementById(event.detail.target.id)?.focus({ preventScroll: true });
      return;
    }
    const editor = event.target.querySelector?.("[data-editor]") || document.querySelector("[data-editor]");
    if (editor && !document.querySelector("[data-focus]")) {
      const field = editor.querySelector("input:not([type=hidden]), textarea, select");
      field?.focus();
      if (field?.matches("input[type=text]")) field.select();
      /* A long form opens from its first line, not with its buttons below the window. */
      const card = editor.closest("[data-stop], .card");
      if (card && isCut(card.getBoundingClientRect())) showFromTop(card);
    }
  });
})();
