"use strict";
// Search over names (English, Chinese, pinyin, initials) and, on the page of search, over every statement's words.
window.siteSearch = (() => {
  const root = document.documentElement.dataset, chinese = root.lang === "zh";
  const plain = (text) => text.toLowerCase().normalize("NFKC").replace(/(\d),(?=\d{3})/g, "$1");
  const tokens = (query) => plain(query).split(/[\s,，、;]+/).filter(Boolean);
  const stacks = window.siteNames.map(([, , en, zh, more]) => plain(`${en} ${zh} ${more}`));
  const shown = ([, , en, zh]) => (chinese && zh ? zh : en);

  function names(query) {
    const wanted = tokens(query), whole = plain(query.trim());
    if (!wanted.length) return [];
    const hits = [];
    window.siteNames.forEach((name, at) => {
      if (!wanted.every((word) => stacks[at].includes(word))) return;
      const own = [name[2], name[3]].map(plain), starts = own.some((n) => n.startsWith(whole)) || stacks[at].includes(` ${whole}`);
      const exact = own.some((n) => n === whole);
      hits.push([exact ? 0 : starts ? 1 : 2, name[0] === "sources" ? 1 : 0, -name[5], name]);
    });
    return hits.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]).map((hit) => hit[3]);
  }

  function anchor(address, label, after) {
    const link = document.createElement("a"), note = document.createElement("span");
    link.href = root.root + address;
    link.textContent = label;
    note.className = "soft";
    note.textContent = after ?? "";
    link.append(note);
    return link;
  }

  const link = (name) => anchor(`${name[0]}/${name[1]}.html`, shown(name), chinese ? name[2] : name[3]);

  const results = document.getElementById("results");
  if (results) {
    const said = window.siteSaid.map((row) => {
      const own = plain([row[3], row[4].replaceAll("\u00a0", " "), row[5], row[6]].join(" "));
      const named = [row[1], row[2]].map((at) => plain((window.siteNames[at] ?? []).slice(2, 4).join(" ")));
      return { row, shown: [own, ...named].join(" "), stack: [own, stacks[row[1]] ?? "", stacks[row[2]] ?? ""].join(" ") };
    });
    const text = results.dataset, field = document.getElementById("q");
    const of = (who, what) => text.of.replace("{0}", who).replace("{1}", what);
    const group = (title, links) => {
      if (!links.length) return [];
      const head = document.createElement("h2"), list = document.createElement("ul");
      head.textContent = title;
      list.className = "plain";
      list.append(...links.map((each) => { const item = document.createElement("li"); item.append(each); return item; }));
      return [head, list];
    };
    const show = () => {
      const wanted = tokens(field.value);
      const close = wanted.length ? names(field.value) : [];
      const hits = wanted.length ? said.filter((each) => wanted.every((word) => each.stack.includes(word))) : [];
      // First where the figure itself is asked for, then where the words are seen and not only in other names.
      const far = ({ row, shown }) => wanted.reduce((sum, word) =>
        sum + (plain(row[4]).split(" ").includes(word) ? -9 : shown.includes(word) ? 0 : 1), 0);
      hits.sort((a, b) => far(a) - far(b));
      const pairs = new Map();
      for (const { row } of hits) if (!row[0].includes("/")) pairs.set(`${row[1]} ${row[2]}`, [...(pairs.get(`${row[1]} ${row[2]}`) ?? []), row]);
      const name = (at) => (window.siteNames[at] ? shown(window.siteNames[at]) : "");
      const id = (at) => window.siteNames[at]?.[1];
      const series = [...pairs.values()].filter((rows) => rows.length > 1).sort((a, b) => b.length - a.length).slice(0, 12)
        .map((rows) => anchor(`series/${id(rows[0][1])}/${id(rows[0][2])}.html`, of(name(rows[0][1]), name(rows[0][2])), String(rows.length)));
      const lines = hits.slice(0, 60).map(({ row }) =>
        anchor(row[0].includes("/") ? row[0] : `statements/${row[0]}.html`, `${of(name(row[1]), name(row[2]))}${row[3] ? ", " + row[3] : ""}: ${row[4]}`, row[5] ? `“${row[5]}”` : ""));
      results.replaceChildren(...group(text.names, close.slice(0, 25).map(link)), ...group(text.series, series), ...group(text.said, lines));
      const count = close.length + hits.length;
      document.getElementById("count").textContent = !wanted.length ? "" : count ? text.count.replace("{}", count) : text.none;
    };
    field.value = new URLSearchParams(location.search).get("q") ?? "";
    field.addEventListener("input", show);
    show();
  }
  return { names, link };
})();
