"use strict";
// SQL over the whole package, in this page: sql.js reads the database that the script beside it carries.
(async () => {
  const status = document.getElementById("status"), answer = document.getElementById("answer");
  try {
    const SQL = await initSqlJs();
    const database = new SQL.Database(Uint8Array.from(atob(window.siteData), (sign) => sign.charCodeAt(0)));
    const run = () => {
      try {
        const start = performance.now(), [result] = database.exec(document.getElementById("sql").value);
        answer.replaceChildren();
        if (!result) { status.textContent = "0"; return; }
        const table = document.createElement("table"), head = table.createTHead().insertRow(), body = table.createTBody();
        for (const name of result.columns) { const th = document.createElement("th"); th.scope = "col"; th.textContent = name; head.append(th); }
        for (const values of result.values.slice(0, 500)) { const row = body.insertRow(); for (const value of values) row.insertCell().textContent = value ?? ""; }
        answer.append(table);
        status.textContent = `${result.values.length} × ${result.columns.length}, ${Math.round(performance.now() - start)} ms`;
      } catch (error) { answer.replaceChildren(); status.textContent = String(error.message ?? error); }
    };
    document.getElementById("query").addEventListener("submit", (event) => { event.preventDefault(); run(); });
    run();
  } catch (error) { status.textContent = String(error.message ?? error); }
})();
