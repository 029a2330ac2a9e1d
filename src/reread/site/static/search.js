"use strict";
// Search over names (English, Chinese, pinyin, initials) and, on the page of search, over every statement's words.
window.siteSearch = (() => {
  const chinese = page.lang === "zh", all = window.siteNames;
  const plain = (text) => text.toLowerCase().normalize("NFKC").replace(/(\d),(?=\d{3})/g, "$1").replace(/\s+/g, " ");
  // Words, and phrases in any kind of quotation marks.
  const token = /["“”„「『«]([^"“”」』»]+)["“”」』»]?|[^\s,，、;"“”「」『』«»]+/g;
  const tokens = (query) => [...plain(query).matchAll(token)]
    .map(([word, phrase]) => (phrase ?? word).trim()).filter(Boolean);
  const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  // A number is found as a whole, not within a longer one.
  const whole = (word) => escaped(word).replace(/^(?=\d)/, "(?<!\\d\\.?)").replace(/(?<=\d)$/, "(?!\\.?\\d)");
  const finder = (word) => new RegExp(whole(word));
  const stacks = all.map(([, , en, zh, more]) => plain(`${en} ${zh} ${more}`));
  const shown = (at) => (all[at] ? (chinese && all[at][3]) || all[at][2] : "");

  function names(query) {
    const wanted = tokens(query).map(finder), typed = plain(query.trim());
    if (!wanted.length) return [];
    const hits = [];
    all.forEach((name, at) => {
      if (!wanted.every((word) => word.test(stacks[at]))) return;
      const own = [name[2], name[3]].map(plain);
      const starts = own.some((each) => each.startsWith(typed)) || stacks[at].includes(` ${typed}`);
      hits.push([own.includes(typed) ? 0 : starts ? 1 : 2, name[0] === "sources" ? 1 : 0, -name[5], at]);
    });
    return hits.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]).map((hit) => hit[3]);
  }

  const anchor = (address, label, after) =>
    make("a", { href: page.root + address }, label, make("span", { className: "soft" }, after ?? ""));
  const link = (at) => anchor(`${all[at][0]}/${all[at][1]}.html`, shown(at), all[at][chinese ? 2 : 3]);

  const results = document.getElementById("results");
  if (results) {
    const said = [], field = document.getElementById("q"), given = results.dataset, titles = given.titles.split("|");
    const of = (who, what, meant) =>
      given.of.replace("{0}", shown(who)).replace("{1}", (!chinese && meant) || shown(what));
    const group = (title, links) => (!links.length ? [] : [
      make("h2", {}, title),
      make("ul", { className: "plain" }, ...links.map((each) => make("li", {}, each))),
    ]);
    const show = () => {
      const wanted = tokens(field.value), finders = wanted.map(finder), close = names(field.value);
      const hits = wanted.length ? said.filter(({ stack }) => finders.every((word) => word.test(stack))) : [];
      // First where the figure itself is asked for, then where the words are seen and not only in other names.
      const far = ({ figure, seen }) => finders.reduce((sum, word, at) =>
        sum + (figure === wanted[at] || figure.split(" ").includes(wanted[at]) ? -9 : word.test(seen) ? 0 : 1), 0);
      const ranked = hits.map((each) => [far(each), each.row]).sort((a, b) => a[0] - b[0]).map(([, row]) => row);
      const pairs = new Map();
      for (const [address, who, what] of ranked) {
        const pair = `${who} ${what}`;
        if (!address.includes("/")) pairs.set(pair, [who, what, 1 + (pairs.get(pair)?.[2] ?? 0)]);
      }
      const series = [...pairs.values()].filter((pair) => pair[2] > 1).sort((a, b) => b[2] - a[2]).slice(0, 12);
      const statement = ([address, who, what, period, english, own, quote, meant]) => anchor(
        address.includes("/") ? address : `statements/${address}.html`,
        `${of(who, what, meant)}${period ? `, ${period}` : ""}: ${chinese ? own : english}`, quote ? `“${quote}”` : "");
      results.replaceChildren(
        ...group(titles[0], close.slice(0, 25).map(link)),
        ...group(titles[1], series.map(([who, what, count]) =>
          anchor(`series/${all[who][1]}/${all[what][1]}.html`, of(who, what), count))),
        ...group(titles[2], ranked.slice(0, 60).map(statement)));
      const count = close.length + hits.length;
      const told = count ? given.count.replace("{}", count) : given.none;
      document.getElementById("count").textContent = wanted.length ? told : "";
    };
    field.value = new URLSearchParams(location.search).get("q") ?? "";
    field.addEventListener("input", show);
    loadAll("siteSaid", given.said, () => {
      for (const row of window.siteSaid.splice(0)) {
        const own = plain(row.slice(3).join(" | "));
        const named = [row[1], row[2]].map((at) => plain((all[at] ?? []).slice(2, 4).join(" ")));
        const stack = [own, stacks[row[1]], stacks[row[2]]].join(" | ");
        said.push({ row, figure: plain(row[4]), seen: [own, ...named].join(" "), stack });
      }
      show();
    });
  }
  return { names, link };
})();
