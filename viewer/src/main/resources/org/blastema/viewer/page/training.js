// How training went: goal and gradient over epochs, parameters, and tables of weights as they change.

import { el, fill, select } from "./dom.js";
import { cssColor } from "./colormaps.js";
import { colorOf } from "./coloring.js";
import { Plot } from "./plot.js";
import { numberText } from "./numbers.js";

const MOST_CURVES = 8;
const SPREADS = { reward: "reward_sd", gradient_norm: "gradient_error" };
const SHOWN_LATER = new Set(["epoch", "reward_sd", "gradient_error"]);

/**
 * Fills the panel and keeps it up to date.
 * @param {HTMLElement} panel
 * @param {import("./stage.js").Stage} stage
 * @param {import("./state.js").ViewState} state
 */
export function trainingPanel(panel, stage, state) {
  let epoch = null;
  const show = async () => {
    if (state.get("tab") !== "training") {
      return;
    }
    const { run } = stage;
    const parts = [];
    const plots = [];
    try {
      const history = await run.history();
      if (history.columns.length === 0) {
        fill(panel, el("p", { class: "soft" }, "This run is no training."));
        return;
      }
      plots.push(...historyPlots(history));
    } catch (failure) {
      parts.push(el("p", {}, `The history cannot be read: ${failure.message}`));
    }
    parts.push(...plots.map((plot) => plot.element));
    try {
      const parameters = await run.parameters();
      const more = parameterParts(parameters, epoch, (chosen) => {
        epoch = chosen;
        show();
      });
      parts.push(...more.parts);
      plots.push(...more.plots);
    } catch (failure) {
      parts.push(el("p", {}, `The parameters cannot be read: ${failure.message}`));
    }
    fill(panel, ...parts);
    plots.forEach((plot) => plot.draw());
  };
  state.watch(["tab", "run", "theme"], show);
  stage.addEventListener("frames", show);
  addEventListener("training-grew", show);
  show();
}

function historyPlots(history) {
  const byName = new Map(history.columns.map((column, k) => [column.name, history.values[k]]));
  const epochs = byName.get("epoch") || [];
  const plots = [];
  for (const [name, values] of byName) {
    const mirrored = name === "loss" && byName.has("reward") && (byName.get("reward") || []).some((y) => y !== null);
    if (SHOWN_LATER.has(name) || mirrored || values.every((y) => y === null)) {
      continue;
    }
    const spread = byName.get(SPREADS[name]);
    const told = spread ? `${name} ± ${SPREADS[name]}` : name;
    const plot = new Plot({ title: told.replaceAll("_", " "), xLabel: "epoch", height: 150 });
    plot.show([{ name, x: epochs, y: values, spread }]);
    plots.push(plot);
  }
  return plots;
}

function parameterParts(parameters, epoch, chosen) {
  const parts = [];
  const plots = [];
  const { epochs } = parameters;
  for (const notice of parameters.notices) {
    parts.push(el("p", {}, notice));
  }
  if (epochs.length === 0) {
    parts.push(el("p", { class: "soft" }, "No parameters were kept."));
    return { parts, plots };
  }
  parts.push(el("h2", {}, "Parameters"));
  for (const path of Object.keys(epochs[0].values)) {
    const plot = parameterPlot(path, epochs);
    plots.push(plot);
    parts.push(plot.element);
  }
  const tables = Object.keys(epochs[0].values).filter((path) => epochs[0].values[path].flat().length > 1);
  const snapshot = epochs.find((each) => each.epoch === epoch) || epochs[epochs.length - 1];
  if (tables.length > 0) {
    const options = epochs.map((each) => ({ value: String(each.epoch), text: `epoch ${each.epoch}` }));
    parts.push(
      el("h2", {}, "Tables"),
      el("div", { class: "row" }, select("Epoch", options, String(snapshot.epoch), (value) => chosen(Number(value)))),
      ...tables.flatMap((path) => tableParts(path, snapshot, epochs)),
    );
  }
  return { parts, plots };
}

/** All entries of a parameter, or the largest ones of a large table. */
function parameterPlot(path, epochs) {
  const last = epochs[epochs.length - 1].values[path] || [];
  const entries = last.flatMap((row, i) => row.map((value, j) => ({ i, j, value })));
  entries.sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const kept = entries.slice(0, MOST_CURVES).sort((a, b) => a.i - b.i || a.j - b.j);
  const more = entries.length > kept.length ? ` (largest ${kept.length} of ${entries.length})` : "";
  const plot = new Plot({ title: path + more, xLabel: "epoch", height: kept.length > 1 ? 170 : 140 });
  plot.show(kept.map(({ i, j }) => ({
    name: entries.length === 1 ? path : `[${i}][${j}]`,
    x: epochs.map((each) => each.epoch),
    y: epochs.map((each) => each.values[path]?.[i]?.[j] ?? null),
  })));
  return plot;
}

function tableParts(path, snapshot, epochs) {
  const rows = snapshot.values[path] || [];
  const size = Math.max(1e-12, ...epochs.flatMap((each) => (each.values[path] || []).flat().map(Math.abs)));
  const coloring = { column: path, map: "blue-red", low: -size, high: size };
  const wide = rows.length > 0 && rows[0].length > 12;
  const table = el("table", { class: "matrix" });
  for (const row of rows) {
    const line = el("tr");
    for (const value of row) {
      const color = colorOf(value, coloring);
      const cell = el("td", { title: numberText(value, 6) }, wide ? "" : numberText(value, 3));
      cell.style.background = cssColor(color);
      cell.style.color = 0.3 * color[0] + 0.6 * color[1] + 0.1 * color[2] > 140 ? "#000" : "#fff";
      line.append(cell);
    }
    table.append(line);
  }
  return [el("p", { class: "soft" }, path), table];
}
