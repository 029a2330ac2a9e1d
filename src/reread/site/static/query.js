"use strict";
// SQL over the whole package, in this page: sql.js reads the database that the script beside it carries.
initSqlJs().then((SQL) => {
  const status = document.getElementById("status"), answer = document.getElementById("answer");
  const guarded = (act) => {
    try { act(); } catch (error) { status.textContent = String(error.message ?? error); }
  };
  const database = new SQL.Database(Uint8Array.from(atob(window.siteData), (sign) => sign.charCodeAt(0)));
  const run = () => {
    answer.replaceChildren();
    const start = performance.now(), [result] = database.exec(document.getElementById("sql").value);
    if (!result) { status.textContent = "0"; return; }
    const line = (tag, given, cells) => make("tr", {}, ...cells.map((cell) => make(tag, given, cell ?? "")));
    const rows = result.values.slice(0, 500).map((row) => line("td", {}, row));
    const head = make("thead", {}, line("th", { scope: "col" }, result.columns));
    answer.append(make("table", {}, head, make("tbody", {}, ...rows)));
    const took = Math.round(performance.now() - start);
    status.textContent = `${result.values.length} × ${result.columns.length}, ${took} ms`;
  };
  document.getElementById("query").addEventListener("submit", (event) => { event.preventDefault(); guarded(run); });
  guarded(run);
});
