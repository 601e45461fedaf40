"use strict";
(() => {
  const table = document.getElementById("claim-table");
  const search = document.getElementById("search");
  const boxes = [...document.querySelectorAll(".filter input[type=checkbox]")];
  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/);
    const shown = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    for (const row of table.querySelectorAll("tr[class]")) {
      const text = row.textContent.toLowerCase();
      row.hidden = !(shown.has(row.className) && words.every((word) => text.includes(word)));
    }
    table.querySelectorAll("section").forEach((part) => { part.hidden = !part.querySelector("tr:not([hidden])"); });
  };
  if (table && search) {
    search.addEventListener("input", filter);
    boxes.forEach((box) => box.addEventListener("change", filter));
  }
  // The LaTeX of a formula, from its MathML.
  const signs = {
    "\u2212": "-", "\u2264": "\\leq", "\u2265": "\\geq", "\u2260": "\\neq", "\u226b": "\\gg", "\u2192": "\\to", "~": "\\sim", "\u223c": "\\sim",
    "\u221e": "\\infty", "\u2211": "\\sum", "\u220f": "\\prod", "\u222b": "\\int", "\u2202": "\\partial", "\u22a4": "\\top", "\u2016": "\\|",
    "\ud835\udd3c": "\\mathbb{E}", "\u2113": "\\ell", "\u03d5": "\\phi", "\u03f5": "\\epsilon", "\u00a0": "\\;",
  };
  const capitals = "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega".split(" ");
  const greek = ("alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho varsigma " +
    "sigma tau upsilon varphi chi psi omega").split(" ");
  greek.forEach((name, place) => { signs[String.fromCharCode(0x3b1 + place)] = `\\${name}`; });
  capitals.forEach((name) => { signs[new DOMParser().parseFromString(`&${name};`, "text/html").body.textContent] = `\\${name}`; });
  const latex = (node) => {
    const parts = [...node.children].map(latex), text = node.textContent;
    const [a, b, c] = parts.map((part, place) => (part[0] === "{" && node.children[place].localName === "mrow" ? part : `{${part}}`));
    const base = node.firstElementChild && node.firstElementChild.children.length ? a : parts[0];
    switch (node.localName) {
      case "mn": return text.replace("\u2212", "-");
      case "mi": case "mo": return signs[text] || (/^[A-Za-z]{2,}$/.test(text) ? `\\operatorname{${text}}` : text);
      case "mtext": return `\\text{${text}}`;
      case "mspace": return { "0.167em": "\\,", "2em": "\\qquad" }[node.getAttribute("width")] || "\\quad";
      case "mfrac": return `\\frac${a}${b}`;
      case "msup": case "mover": return `${base}^${b}`;
      case "msub": case "munder": return `${base}_${b}`;
      case "msubsup": case "munderover": return `${base}_${b}^${c}`;
      case "msqrt": return `\\sqrt{${parts.join(" ")}}`;
      case "mroot": return `\\sqrt[${parts[1]}]${a}`;
    }
    const [first, last] = [node.firstElementChild, node.lastElementChild];
    if (node.localName === "mrow" && first && first.localName === "mo" && "([|\u2016".includes(first.textContent) && last.localName === "mo")
      return `\\left${parts[0]} ${parts.slice(1, -1).join(" ")} \\right${parts[parts.length - 1]}`;
    return node.localName === "mrow" ? `{${parts.join(" ")}}` : parts.join(" ");
  };
  const words = (button) => {
    return button.dataset.copy || latex(button.closest("article").querySelector("math[display=block]"));
  };
  document.querySelectorAll(".place:has(+ math)").forEach((line) =>
    line.append(" \u00b7 ", Object.assign(document.createElement("button"), { textContent: "copy LaTeX" })));
  document.querySelectorAll("article button, button[data-copy]").forEach((button) =>
    button.addEventListener("click", () => navigator.clipboard && navigator.clipboard.writeText(words(button))));
  window.addEventListener("beforeprint", () =>
    document.querySelectorAll("details").forEach((one) => { one.open = true; }));
})();
