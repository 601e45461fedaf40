"use strict";
// Pointing at a claim, or coming to it by its name in the address, leaves all below and above it in full colour.
(() => {
  const nodes = new Map([...document.querySelectorAll("[data-node]")].map((node) => [node.dataset.node, node]));
  const lines = [...document.querySelectorAll("line[data-from]")];
  const reached = (start, from, to) => {
    const found = new Set([start]);
    for (const key of found) lines.filter((line) => line.dataset[from] === key).forEach((line) => found.add(line.dataset[to]));
    return found;
  };
  const show = (start) => {
    const kept = start === null ? null : new Set([...reached(start, "from", "to"), ...reached(start, "to", "from")]);
    nodes.forEach((node, key) => node.classList.toggle("aside", kept !== null && !kept.has(key)));
    lines.forEach((line) =>
      line.classList.toggle("aside", kept !== null && !(kept.has(line.dataset.from) && kept.has(line.dataset.to))));
  };
  const named = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    return target && target.dataset.node !== undefined ? target.dataset.node : null;
  };
  nodes.forEach((node, key) => {
    ["mouseenter", "focus"].forEach((event) => node.addEventListener(event, () => show(key)));
    ["mouseleave", "blur"].forEach((event) => node.addEventListener(event, () => show(named())));
  });
  addEventListener("hashchange", () => show(named()));
  addEventListener("keydown", (event) => { if (event.key === "Escape") show(null); });
  show(named());
})();
