"use strict";
/* A grid of boxes: arrow keys and Enter walk it, a paste from a spreadsheet fills it, and each row saves itself. Without
   this the grid is a form with one button. */
(() => {
  const boxesOf = (row) => Array.from(row.cells).filter((cell) => cell.matches("td:not(.row-said)"))
    .map((cell) => cell.querySelector("input:not([type=hidden]), select, textarea"));
  const rowsOf = (box) => Array.from(box.closest("tbody").rows);
  const columnOf = (box) => boxesOf(box.closest("tr")).indexOf(box);
  const reach = (box, down, right) => {
    const rows = rowsOf(box);
    let at = rows.indexOf(box.closest("tr")), column = columnOf(box);
    if (right) {
      const boxes = boxesOf(rows[at]);
      for (let next = column + right; next >= 0 && next < boxes.length; next += right) if (boxes[next]) return boxes[next];
      return null;
    }
    for (at += down; at >= 0 && at < rows.length; at += down) {
      const boxes = boxesOf(rows[at]);
      const found = boxes[column] || boxes.find(Boolean);
      if (found) return found;
    }
    return null;
  };
  const go = (event, box) => {
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select?.();
    box.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    const box = event.target.closest?.("[data-grid] td :is(input, select, textarea)");
    if (!box || event.ctrlKey || event.metaKey || event.altKey) return;
    const isChoice = box.matches("select");
    if (event.key === "Enter") return go(event, reach(box, event.shiftKey ? -1 : 1, 0));
    if (!isChoice && event.key === "ArrowDown") return go(event, reach(box, 1, 0));
    if (!isChoice && event.key === "ArrowUp") return go(event, reach(box, -1, 0));
    const isAll = !isChoice && box.selectionStart === 0 && box.selectionEnd === box.value.length;
    if (event.key === "ArrowRight" && (isChoice || isAll || box.selectionStart === box.value.length)) go(event, reach(box, 0, 1));
    if (event.key === "ArrowLeft" && (isChoice || isAll || box.selectionEnd === 0)) go(event, reach(box, 0, -1));
  });

  const fill = (box, text) => {
    if (!box.matches("select")) { box.value = text; return true; }
    const wanted = text.trim().toLowerCase();
    const found = Array.from(box.options).find((one) => [one.value, one.text.trim()].some((word) => word.toLowerCase() === wanted));
    if (found) box.value = found.value;
    return Boolean(found);
  };
  document.addEventListener("paste", (event) => {
    const box = event.target.closest?.("[data-grid] td :is(input, select, textarea)");
    const text = event.clipboardData?.getData("text/plain") || "";
    if (!box || !/[\t\n]/.test(text.replace(/\r?\n$/, ""))) return;
    event.preventDefault();
    const form = box.closest("[data-grid]");
    const rows = rowsOf(box), first = rows.indexOf(box.closest("tr")), column = columnOf(box);
    let outside = 0;
    text.replace(/\r?\n$/, "").split(/\r?\n/).forEach((line, down) => {
      const boxes = rows[first + down] ? boxesOf(rows[first + down]) : [];
      let changed = null;
      line.split("\t").forEach((word, right) => {
        const target = boxes[column + right];
        if (!target || !fill(target, word.trim())) { outside += word.trim() ? 1 : 0; return; }
        changed = target;
      });
      changed?.dispatchEvent(new Event("change", { bubbles: true }));
    });
    say(form, outside ? form.dataset.outside.replace("{count}", outside) : "");
  });
  const say = (form, words) => {
    let told = form.querySelector(":scope > .grid-told");
    if (!told) {
      told = Object.assign(document.createElement("p"), { className: "notice warning grid-told" });
      told.setAttribute("role", "status");
      form.prepend(told);
    }
    told.textContent = words;
    told.hidden = !words;
  };

  /* What was typed and not yet answered for: who leaves the page meanwhile is asked first. */
  const unsaved = new Set();
  document.addEventListener("input", (event) => {
    const box = event.target.closest?.("[data-grid] td :is(input, select, textarea)");
    if (box) unsaved.add(box.closest("tr[data-row]") || box.closest("[data-grid]"));
  });
  let sending = 0;
  document.addEventListener("submit", async (event) => {
    if (!event.target.matches("[data-grid]")) return;
    if (!sending) { unsaved.clear(); return; }
    event.preventDefault(); // a row on its way changes what the form has seen: sent beside it, it would look like a colleague's
    await last;
    event.target.requestSubmit(event.submitter);
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved.size) event.preventDefault();
  });

  /* Rows are sent one after another, each with what it says then; what fails on the way stays in the form. */
  let last = Promise.resolve();
  const save = (row) => {
    const form = row.closest("form");
    unsaved.add(row);
    if (row.dataset.waits) return;
    row.dataset.waits = "1";
    sending += 1;
    last = last.then(async () => {
      delete row.dataset.waits;
      const data = new FormData();
      form.querySelectorAll(":scope > input[type=hidden]").forEach((field) => data.append(field.name, field.value));
      row.querySelectorAll("input, select, textarea").forEach((field) => data.append(field.name, field.value));
      const answer = await fetch(form.action, { method: "POST", body: data, headers: { "X-Row": row.dataset.row } });
      const said = new DOMParser().parseFromString(`<table><tr>${await answer.text()}</tr></table>`, "text/html")
        .querySelector(".row-said");
      if (!answer.ok || !said) throw new Error(String(answer.status));
      row.querySelector(".row-said").replaceWith(said);
      if (!row.dataset.waits && !said.querySelector("[role=alert]")) unsaved.delete(row);
    }).catch(() => say(form, form.dataset.unsaved.replace("{row}", row.dataset.row))).finally(() => { sending -= 1; });
  };
  document.addEventListener("change", (event) => {
    const row = event.target.closest?.("[data-grid] tr[data-row]");
    if (row) save(row);
  });
  document.addEventListener("DOMContentLoaded", () => {
    if (document.querySelector("[data-grid]")) document.querySelectorAll(".scripts-only").forEach((one) => { one.hidden = false; });
  });
})();
