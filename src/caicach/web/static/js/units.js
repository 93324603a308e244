"use strict";
/* The picker of units: narrowed while one types, ticked by group, by all that is shown, or by a phrase. Without scripts
   a group's box adds its group and a phrase is understood when the form is sent. */
(() => {
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐðÐ]/g, "d").toLowerCase();
  const boxesOf = (root) => Array.from(root.querySelectorAll(".choices input[type=checkbox]"));
  const shownOf = (root) => boxesOf(root).filter((box) => !box.parentElement.hidden && !box.closest("[data-group]").hidden);
  const number = (count) => count.toLocaleString(document.documentElement.lang);

  /* A group's box says what its units say; only theirs are sent. */
  const count = (picker) => {
    const boxes = boxesOf(picker);
    picker.querySelectorAll("[data-group]").forEach((group) => {
      const own = boxesOf(group), ticked = own.filter((box) => box.checked).length, all = group.querySelector("[data-all]");
      all.checked = ticked === own.length;
      all.indeterminate = ticked > 0 && ticked < own.length;
      group.querySelector("[data-group-count]").textContent = `${number(ticked)}/${number(own.length)}`;
    });
    picker.querySelector("[data-counted]").textContent = picker.dataset.count
      .replace("{count}", number(boxes.filter((box) => box.checked).length)).replace("{every}", number(boxes.length));
  };
  const narrow = (picker) => {
    const wanted = fold(picker.querySelector("[data-find]").value.trim());
    const onlyTicked = picker.querySelector("[data-only-ticked]").checked;
    picker.querySelectorAll("[data-group]").forEach((group) => {
      const own = boxesOf(group);
      own.forEach((box) => {
        box.parentElement.hidden = (onlyTicked && !box.checked) || !fold(box.parentElement.textContent).includes(wanted);
      });
      const shown = own.some((box) => !box.parentElement.hidden);
      group.hidden = !shown;
      if (wanted || onlyTicked) group.querySelector("details").open = shown;
    });
  };
  const tick = (picker, boxes, checked) => {
    boxes.forEach((box) => { box.checked = checked; });
    count(picker);
  };
  const say = (picker, text) => Object.assign(picker.querySelector("[data-told]"), { textContent: text, hidden: !text });
  const tickPhrase = async (picker) => {
    const box = picker.querySelector("[data-phrase]");
    if (!box.value.trim()) return;
    try {
      const answer = await fetch(picker.dataset.address + encodeURIComponent(box.value.trim()), { headers: { Accept: "application/json" } });
      const found = await answer.json();
      if (!answer.ok) { say(picker, found.what || picker.dataset.failed); return; }
      const wanted = new Set(found.codes), boxes = boxesOf(picker).filter((unit) => wanted.has(unit.value));
      tick(picker, boxes, true);
      const absent = wanted.size - boxes.length;
      say(picker, found.told + (absent ? ` ${picker.dataset.absent.replace("{count}", number(absent))}` : ""));
      if (boxes.length) box.value = "";
    } catch { say(picker, picker.dataset.failed); }
  };

  const begin = (root) => root.querySelectorAll("[data-units]").forEach((picker) => {
    picker.querySelectorAll("[data-scripted]").forEach((part) => { part.hidden = false; });
    picker.querySelectorAll("[data-all]").forEach((all) => all.removeAttribute("name"));
    count(picker);
  });
  document.addEventListener("DOMContentLoaded", () => begin(document));
  document.addEventListener("htmx:afterSettle", (event) => begin(event.target));
  document.addEventListener("input", (event) => {
    if (event.target.matches?.("[data-find]")) narrow(event.target.closest("[data-units]"));
  });
  document.addEventListener("change", (event) => {
    const box = event.target, picker = box.closest?.("[data-units]");
    if (!picker || box.type !== "checkbox") return;
    if (box.matches("[data-only-ticked]")) narrow(picker);
    else if (box.matches("[data-all]")) tick(picker, shownOf(box.closest("[data-group]")), box.checked);
    else count(picker);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-tick-shown], [data-tick-phrase]"), picker = button?.closest("[data-units]");
    if (!picker) return;
    if (button.matches("[data-tick-phrase]")) tickPhrase(picker);
    else tick(picker, shownOf(picker), Boolean(button.dataset.tickShown));
  });
  /* Enter in a box of the picker never sends the form around it. */
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches?.("[data-find], [data-phrase]")) return;
    event.preventDefault();
    if (event.target.matches("[data-phrase]")) tickPhrase(event.target.closest("[data-units]"));
  });
})();
