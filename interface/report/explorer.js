"use strict";
// Derived exponents as exact data: letters are fractions, forms are ratios of polynomials, nothing is rounded.
(() => {
  const data = JSON.parse(document.getElementById("derived").textContent);
  const gcd = (a, b) => { for (a = a < 0n ? -a : a; b; ) [a, b] = [b, a % b]; return a; };
  const make = (top, low) => { if (low < 0n) [top, low] = [-top, -low]; const g = gcd(top, low) || 1n; return [top / g, low / g]; };
  const add = (a, b) => make(a[0] * b[1] + b[0] * a[1], a[1] * b[1]);
  const times = (a, b) => make(a[0] * b[0], a[1] * b[1]);
  const read = (text) => {
    const found = /^\s*(-?\d+)(?:\.(\d+))?(?:\/(\d+))?\s*$/.exec(text);
    if (!found || (found[2] && found[3]) || found[3] === "0") return null;
    const digits = found[2] || "";
    return make(BigInt(found[1] + digits), found[3] ? BigInt(found[3]) : 10n ** BigInt(digits.length));
  };
  const shown = (value) => (value[1] === 1n ? `${value[0]}` : `${value[0]}/${value[1]}`);
  const poly = (terms, at) => terms.reduce((sum, [factor, powers]) => {
    let product = read(factor);
    for (const [name, power] of Object.entries(powers)) for (let i = 0; i < power; i++) product = times(product, at[name]);
    return add(sum, product);
  }, [0n, 1n]);
  const value = ([top, low], at) => { const [a, b] = [poly(top, at), poly(low, at)]; return make(a[0] * b[1], a[1] * b[0]); };
  const inside = (regime, at) =>
    Object.entries(regime.fixed).every(([name, text]) => shown(at[name]) === text) &&
    regime.rows.every(([row, strict]) => { const [top] = value(row, at); return strict ? top > 0n : top >= 0n; });
  const where = (regimes, at) => regimes.findIndex((regime) => inside(regime, at));

  const inputs = new Map(data.names.map((name) => [name, document.getElementById(`value-${name}`)]));
  const [across, up] = ["across", "up"].map((name) => document.getElementById(name));
  const picture = document.getElementById("phases");
  const point = () => {
    const at = {};
    for (const [name, box] of inputs) {
      at[name] = read(box.value);
      box.setAttribute("aria-invalid", at[name] === null ? "true" : "false");
    }
    return Object.values(at).includes(null) ? null : at;
  };
  const say = (id, text) => { document.getElementById(id).textContent = text; };
  const answer = (at) => {
    const here = where(data.regimes, at), best = where(data.optimum, at);
    const regime = data.regimes[here];
    say("exponent", regime ? `${shown(value(regime.exponent, at))} = ${regime.formula}` : "outside the domain");
    say("regime", regime ? regime.where : "");
    say("dominant", regime ? regime.dominant : "");
    const ends = best < 0 ? [] : [data.optimum[best].low, data.optimum[best].high].map((end) => (end ? shown(value(end, at)) : "oo"));
    say("optimal", best < 0 ? "" : ends[0] === ends[1] ? ends[0] : `${ends[0]} to ${ends[1]}`);
    say("rate", best < 0 || !data.optimum[best].exponent ? "" : shown(value(data.optimum[best].exponent, at)));
    return here;
  };
  const STEPS = 48n;
  const draw = (at, here) => {
    const [x, y] = [across.value, up.value], cells = [];
    const end = 3n;
    for (let i = 0n; i < STEPS; i++) for (let j = 0n; j < STEPS; j++) {
      const there = { ...at, [x]: make(end * (2n * i + 1n), 2n * STEPS), [y]: make(end * (2n * j + 1n), 2n * STEPS) };
      const place = where(data.regimes, there);
      if (place >= 0) cells.push(`<rect class="c${place % 10}${place === here ? " here" : ""}" x="${i}" y="${STEPS - 1n - j}" width="1.03" height="1.03"><title>${data.regimes[place].formula}</title></rect>`);
    }
    const dot = [x, y].map((name) => (Number(at[name][0]) / Number(at[name][1])) * 16);
    picture.innerHTML = cells.join("") + `<circle cx="${dot[0]}" cy="${48 - dot[1]}" r="0.8"/>`;
  };
  const update = () => { const at = point(); if (at) draw(at, answer(at)); };
  inputs.forEach((box) => box.addEventListener("input", update));
  [across, up].forEach((box) => box.addEventListener("change", update));
  update();
})();
