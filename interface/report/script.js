"use strict";
(() => {
  const table = document.getElementById("claim-table");
  const search = document.getElementById("search");
  const boxes = [...document.querySelectorAll(".filter input[type=checkbox]")];
  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/);
    const shown = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    for (const row of table.querySelectorAll("tr[data-verdict]")) {
      const text = row.textContent.toLowerCase();
      row.hidden = !(shown.has(row.dataset.verdict) && words.every((word) => text.includes(word)));
    }
  };
  if (table && search) {
    search.addEventListener("input", filter);
    boxes.forEach((box) => box.addEventListener("change", filter));
  }
  document.querySelectorAll("button[data-copy]").forEach((button) =>
    button.addEventListener("click", () => navigator.clipboard && navigator.clipboard.writeText(button.dataset.copy)));
  window.addEventListener("beforeprint", () =>
    document.querySelectorAll("details").forEach((one) => { one.open = true; }));
})();
