"use strict";
(() => {
  const root = document.documentElement;
  const theme = document.getElementById("theme");
  theme.hidden = false;
  theme.addEventListener("click", () => {
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    root.dataset.theme = (root.dataset.theme || system) === "dark" ? "light" : "dark";
  });

  const openTarget = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
  };
  addEventListener("hashchange", openTarget);
  openTarget();

  const controls = document.getElementById("controls");
  if (!controls) return;
  controls.hidden = false;
  const words = document.getElementById("filter");
  const errors = document.getElementById("only-errors");
  const matches = document.getElementById("matches");
  const files = [...document.querySelectorAll(".file")].map((file) => ({
    file,
    rules: [...file.querySelectorAll(".rule")].map((rule) => ({
      rule,
      head: rule.querySelector("h4").textContent.toLowerCase(),
      items: [...rule.querySelectorAll(".found > li")].map((item) => ({ item, text: item.textContent.toLowerCase() })),
    })),
  }));
  const filter = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { file, rules } of files) {
      let inFile = 0;
      for (const { rule, head, items } of rules) {
        let inRule = 0;
        for (const { item, text } of items) {
          const fits = wanted.every((word) => text.includes(word) || head.includes(word));
          item.hidden = !fits || (errors.checked && item.dataset.severity !== "error");
          inRule += !item.hidden;
        }
        rule.hidden = !inRule && (wanted.length > 0 || errors.checked);
        inFile += inRule;
      }
      file.hidden = !inFile && (wanted.length > 0 || errors.checked);
      shown += inFile;
    }
    matches.textContent = wanted.length || errors.checked ? `${shown} shown` : "";
  };
  words.addEventListener("input", filter);
  errors.addEventListener("change", filter);
  addEventListener("keydown", (event) => {
    if (event.key === "/" && event.target.tagName !== "INPUT") {
      event.preventDefault();
      words.focus();
    }
  });
})();
