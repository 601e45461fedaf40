"use strict";
// Pointing at a claim, or coming to it by its name in the address, leaves all below and above it in full colour.
(() => {
  const nodes = [...document.querySelectorAll("svg.graph > a, svg.graph > g")];
  const ways = [...document.querySelectorAll("[data-way]")].map((line) => [line, line.dataset.way.split(" ").map(Number)]);
  const reached = (start, from, to) => {
    const found = new Set([start]);
    for (const key of found) ways.filter(([, ends]) => ends[from] === key).forEach(([, ends]) => found.add(ends[to]));
    return found;
  };
  const show = (start) => {
    const kept = start === null ? null : new Set([...reached(start, 0, 1), ...reached(start, 1, 0)]);
    nodes.forEach((node, key) => node.classList.toggle("aside", kept !== null && !kept.has(key)));
    ways.forEach(([line, ends]) => line.classList.toggle("aside", kept !== null && !ends.every((end) => kept.has(end))));
  };
  const named = () => {
    const place = nodes.indexOf(document.getElementById(decodeURIComponent(location.hash.slice(1))));
    return place < 0 ? null : place;
  };
  nodes.forEach((node, key) => {
    ["mouseenter", "focus"].forEach((event) => node.addEventListener(event, () => show(key)));
    ["mouseleave", "blur"].forEach((event) => node.addEventListener(event, () => show(named())));
  });
  addEventListener("hashchange", () => show(named()));
  addEventListener("keydown", (event) => { if (event.key === "Escape") show(null); });
  show(named());
})();
