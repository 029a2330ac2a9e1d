"use strict";
// Every page can be read without this: it adds suggestions, lit parts, and tables that sort, filter and download.
const page = document.documentElement.dataset;

function make(tag, given, ...inside) {
  const made = Object.assign(document.createElement(tag), given);
  made.append(...inside);
  return made;
}

function load(name) {
  const src = page.base + name;
  return new Promise((onload, onerror) => document.head.append(make("script", { src, onload, onerror })));
}

// The files `name1.js` to `nameN.js`, one after another; `each` is called after each of them.
async function loadAll(name, count, each = () => {}) {
  for (let at = 1; at <= count; at++) each(await load(`${name}${at}.js`));
}

// Suggestions: names only; the page of search looks through words too.
const field = document.getElementById("q"), found = document.getElementById("found");
let ready = null;
const search = () => (ready ??= loadAll("siteNames", page.names).then(() => load("search.js")));
field.addEventListener("focus", search);
field.addEventListener("input", () => search().then(() => {
  found.replaceChildren(...window.siteSearch.names(field.value).slice(0, 8).map(window.siteSearch.link));
  found.hidden = !found.children.length;
}));
field.form.addEventListener("keydown", (event) => {
  const stops = [field, ...found.querySelectorAll("a")], at = stops.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape") { found.hidden = true; field.focus(); }
  if (step && !found.hidden && at >= 0) { event.preventDefault(); stops.at((at + step) % stops.length).focus(); }
});
document.addEventListener("click", (event) => { if (!field.form.contains(event.target)) found.hidden = true; });
if (document.getElementById("results")) search();

// The parts of a statement light up together with its line.
const text = document.querySelector("article.text");
const light = (on) => ({ target }) => {
  const ids = target.closest(".led > li, a.much")?.dataset.s.split(" ") ?? [];
  for (const part of text.querySelectorAll(ids.map((id) => `[data-s~="${CSS.escape(id)}"]`).join() || "none")) {
    part.classList.toggle("on", on);
  }
};
for (const name of text ? ["mouseover", "focusin"] : []) text.addEventListener(name, light(true));
for (const name of text ? ["mouseout", "focusout"] : []) text.addEventListener(name, light(false));

// Tables.
const [filter, shown] = page.lang === "zh" ? ["筛选", "所示行 CSV"] : ["Filter", "Rows shown as CSV"];
const value = (cell) => cell.querySelector("data")?.value || cell.textContent.trim().replace(/\s+/g, " ");
const order = new Intl.Collator(page.lang, { numeric: true }).compare;

// Numbers by their size and before words; what is empty comes last, whichever way.
function compare(one, other, way) {
  const [x, y] = [one, other].map((word) => word.replaceAll(",", ""));
  if (!x || !y) return !x - !y;
  return way * (isNaN(x) - isNaN(y) || (isNaN(x) ? order(x, y) : x - y));
}

for (const table of document.querySelectorAll("table.data")) {
  const body = table.tBodies[0], rows = [...body.rows], heads = [...table.tHead.rows[0].cells];
  if (rows.length < 4) continue;
  heads.forEach((head, at) => {
    const button = make("button", { type: "button" }, ...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const way = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", way > 0 ? "ascending" : "descending");
      const keys = new Map(rows.map((row) => [row, value(row.cells[at])]));
      body.append(...rows.toSorted((a, b) => compare(keys.get(a), keys.get(b), way)));
    });
  });
  const input = make("input", { type: "search" }), save = make("button", { type: "button" }, shown);
  table.parentElement.before(make("p", { className: "tools" }, make("label", {}, `${filter} `, input), save));
  input.addEventListener("input", () => {
    const wanted = input.value.toLowerCase().split(/\s+/);
    for (const row of rows) row.hidden = !wanted.every((word) => row.textContent.toLowerCase().includes(word));
  });
  save.addEventListener("click", () => {
    const lines = [...table.rows].filter((row) => !row.hidden).map((row) =>
      [...row.cells].map((cell) => `"${value(cell).replaceAll('"', '""')}"`).join(","));
    const href = URL.createObjectURL(new Blob([`\ufeff${lines.join("\n")}\n`], { type: "text/csv" }));
    make("a", { href, download: `${location.pathname.split("/").pop().replace(".html", "") || "table"}.csv` }).click();
  });
}
