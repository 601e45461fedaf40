"use strict";
// A measured grid: one parameter lies across, the others are chosen; points are placed, nothing else is computed.
(() => {
  const data = JSON.parse(document.getElementById("measured").textContent);
  const [WIDE, HIGH, EDGE] = [640, 400, 48];
  const byId = (id) => document.getElementById(id);
  const [across, logX, logY, picture, body] = ["across", "log-x", "log-y", "curve", "rows"].map(byId);
  const sliders = new Map(data.axes.map((axis) => [axis.name, byId(`move-${axis.name}`)]));
  const chosen = (axis) => axis.values[Number(sliders.get(axis.name).querySelector("input").value)];
  const number = (axis, place) => axis.numbers[axis.values.indexOf(place.at[axis.name])];

  const line = () => {
    const axis = data.axes.find((one) => one.name === across.value);
    const rest = data.axes.filter((one) => one !== axis);
    const places = data.places.filter((place) => rest.every((one) => place.at[one.name] === chosen(one)));
    return [axis, places.sort((a, b) => number(axis, a) - number(axis, b))];
  };
  const scale = (values, logarithmic, from, to) => {
    const fit = logarithmic ? values.filter((value) => value > 0) : values;
    const read = logarithmic ? Math.log : (value) => value;
    const [low, high] = [Math.min(...fit), Math.max(...fit)];
    const place = (value) =>
      value === null || (logarithmic && value <= 0) ? null
        : high === low ? (from + to) / 2 : from + ((read(value) - read(low)) / (read(high) - read(low))) * (to - from);
    return { low, high, place, empty: fit.length === 0 };
  };
  const drawn = (axis, places) => {
    const x = scale(places.map((place) => number(axis, place)), logX.checked, EDGE, WIDE - EDGE / 2);
    const seen = places.flatMap((place) => [place.theory, place.mean, place.low, place.high]).filter((value) => value !== null);
    const y = scale(seen, logY.checked, HIGH - EDGE, EDGE / 2);
    if (x.empty || y.empty) return "";
    const parts = [], short = (value) => String(Number(value.toPrecision(4)));
    const spots = places.map((place) => [place, x.place(number(axis, place)), y.place(place.theory)]);
    for (let i = 1; i < spots.length; i++) {
      const [[a, ax, ay], [b, bx, by]] = [spots[i - 1], spots[i]];
      if ([ax, ay, bx, by].includes(null)) continue;
      parts.push(`<path class="${a.exact && b.exact ? "exact" : "equivalent"}" d="M${ax} ${ay}L${bx} ${by}"/>`);
    }
    for (const [place, left] of spots) {
      const [mean, low, high] = [place.mean, place.low, place.high].map(y.place);
      if (left === null || mean === null) continue;
      if (low !== null && high !== null) parts.push(`<line x1="${left}" x2="${left}" y1="${low}" y2="${high}"/>`);
      parts.push(`<circle cx="${left}" cy="${mean}" r="4"/>`);
    }
    const said = [[EDGE, HIGH - 16, short(x.low)], [WIDE - EDGE, HIGH - 16, short(x.high)], [WIDE / 2, HIGH - 16, axis.name],
      [2, HIGH - EDGE, short(y.low)], [2, EDGE / 2 + 8, short(y.high)]];
    return parts.join("") + said.map(([left, top, text]) => `<text x="${left}" y="${top}">${text}</text>`).join("");
  };
  const update = () => {
    const [axis, places] = line();
    for (const one of data.axes) {
      sliders.get(one.name).hidden = one === axis;
      sliders.get(one.name).querySelector("output").textContent = chosen(one);
    }
    picture.innerHTML = drawn(axis, places);
    body.replaceChildren(...places.map((place) => {
      const row = document.createElement("tr");
      row.append(...[`${axis.name} = ${place.at[axis.name]}`, ...place.cells].map((text) => {
        const cell = document.createElement("td");
        cell.textContent = text;
        return cell;
      }));
      return row;
    }));
  };
  document.querySelectorAll("#across, #log-x, #log-y").forEach((box) => box.addEventListener("change", update));
  document.querySelectorAll(".moves input").forEach((box) => box.addEventListener("input", update));
  update();
})();
