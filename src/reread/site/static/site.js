"use strict";
// Every page can be read without this: it adds suggestions, lit parts, and tables that sort, filter and download.
const page = document.documentElement.dataset;

function load(name) {
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = page.base + name;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });
}

// Suggestions: names only; the page of search looks through words too.
const field = document.getElementById("q"), found = document.getElementById("found");
let ready = null;
field.addEventListener("focus", () => { ready ??= window.siteSearch ? Promise.resolve() : load("search-names.js").then(() => load("search.js")); });
field.addEventListener("input", () => ready?.then(() => {
  const hits = field.value.trim() ? window.siteSearch.names(field.value).slice(0, 8) : [];
  found.replaceChildren(...hits.map((hit) => window.siteSearch.link(hit)));
  found.hidden = !hits.length;
}));
field.form.addEventListener("keydown", (event) => {
  const stops = [field, ...found.querySelectorAll("a")], at = stops.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape") { found.hidden = true; field.focus(); }
  if (step && !found.hidden && at >= 0) { event.preventDefault(); stops[(at + step + stops.length) % stops.length].focus(); }
});
document.addEventListener("click", (event) => { if (!field.form.contains(event.target)) found.hidden = true; });

// The parts of a statement light up together with its line.
const text = document.querySelector("article.text");
if (text) {
  const light = (target, on) => {
    const line = target.closest(".led > li"), figure = target.closest("a.much");
    const ids = line ? [line.id] : figure ? figure.dataset.s.split(" ") : [];
    for (const id of ids) for (const part of text.querySelectorAll(`[data-s~="${CSS.escape(id)}"]`)) part.classList.toggle("on", on);
  };
  for (const [name, on] of [["mouseover", true], ["focusin", true], ["mouseout", false], ["focusout", false]]) {
    text.addEventListener(name, (event) => light(event.target, on));
  }
}

// Tables.
const words = page.lang === "zh" ? { filter: "筛选", shown: "所示行 CSV" } : { filter: "Filter", shown: "Rows shown as CSV" };
for (const table of document.querySelectorAll("table.data")) {
  const body = table.tBodies[0], rows = [...body.rows];
  if (rows.length < 4) continue;
  const value = (cell) => cell.querySelector("data")?.value || cell.textContent.trim().replace(/\s+/g, " ");
  [...table.tHead.rows[0].cells].forEach((head, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = (row) => { const is = value(row.cells[at]).replace(/,/g, ""); return [is === "", isNaN(is) ? 1 : 0, isNaN(is) ? is : +is]; };
      const keys = new Map(rows.map((row) => [row, key(row)]));
      body.append(...[...rows].sort((a, b) => {
        const [x, y] = [keys.get(a), keys.get(b)];
        if (x[0] !== y[0]) return x[0] - y[0];
        const order = x[1] - y[1] || (x[1] ? String(x[2]).localeCompare(y[2], page.lang) : x[2] - y[2]);
        return down ? -order : order;
      }));
    });
  });
  const tools = document.createElement("p"), label = document.createElement("label"), input = document.createElement("input"), save = document.createElement("button");
  tools.className = "tools";
  label.textContent = words.filter + " ";
  input.type = "search";
  label.append(input);
  save.type = "button";
  save.textContent = words.shown;
  tools.append(label, save);
  table.parentElement.before(tools);
  input.addEventListener("input", () => {
    const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) row.hidden = !wanted.every((word) => row.textContent.toLowerCase().includes(word));
  });
  save.addEventListener("click", () => {
    const lines = [table.tHead.rows[0], ...[...body.rows].filter((row) => !row.hidden)].map((row) =>
      [...row.cells].map((c) => `"${value(c).replaceAll('"', '""')}"`).join(","));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff" + lines.join("\n") + "\n"], { type: "text/csv" }));
    link.download = (location.pathname.split("/").pop() || "table").replace(".html", "") + ".csv";
    link.click();
  });
}
