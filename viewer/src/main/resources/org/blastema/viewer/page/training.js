// How training went: goal and gradient over epochs, parameters, and tables of weights as they change.

import { button, el, fill } from "./dom.js";
import { cssColor } from "./colormaps.js";
import { colorOf } from "./coloring.js";
import { EpochTissues } from "./epochs.js";
import { Plot } from "./plot.js";
import { numberText } from "./numbers.js";

const MOST_CURVES = 8;
const EPOCH_MILLIS = 350;
const SPREADS = { reward: "reward_sd", gradient_norm: "gradient_error" };
const SHOWN_LATER = new Set(["epoch", "reward_sd", "gradient_error"]);

/**
 * Fills the panel and keeps it up to date.
 * @param {!HTMLElement} panel
 * @param {!Stage} stage
 * @param {!ViewState} state
 */
export function trainingPanel(panel, stage, state) {
  let epoch = null;
  let plots = [];
  const choose = (chosen) => {
    epoch = chosen;
    show();
  };
  const tissues = new EpochTissues(stage, state, choose);
  const show = async () => {
    if (state.get("tab") !== "training") {
      return;
    }
    const { run } = stage;
    const parts = [];
    const curves = [];
    let rewards = new Map();
    try {
      const history = await run.history();
      if (history.columns.length === 0) {
        fill(panel, el("p", { class: "soft" }, "This run is no training."));
        return;
      }
      rewards = rewardsOf(history);
      curves.push(...historyPlots(history, choose));
    } catch (failure) {
      parts.push(el("p", {}, `The history cannot be read: ${failure.message}`));
    }
    const elements = curves.map((plot) => plot.element);
    parts.push(...elements.slice(0, 1), tissues.element, el("div", { class: "plots" }, ...elements.slice(1)));
    try {
      const parameters = await run.parameters();
      const names = genesByPath(await run.networks().catch(() => []));
      const more = parameterParts(parameters, epoch, choose, names);
      parts.push(...more.parts);
      curves.push(...more.plots);
    } catch (failure) {
      parts.push(el("p", {}, `The parameters cannot be read: ${failure.message}`));
    }
    plots = curves;
    const top = panel.scrollTop;
    fill(panel, ...parts);
    plots.forEach((plot) => {
      plot.setBar(epoch);
      plot.draw();
    });
    panel.scrollTop = top;
    await tissues.show(epoch, rewards).catch((failure) => fill(tissues.element, el("p", {}, failure.message)));
  };
  state.watch(["tab", "run", "theme", "color", "map", "low", "high", "log", "hide", "epochs"], show);
  stage.addEventListener("frames", show);
  window.addEventListener("training-grew", show);
  show();
}

/** Rewards of the epochs, by the number of epochs done before them. */
function rewardsOf(history) {
  const byName = new Map(history.columns.map((column, k) => [column.name, history.values[k]]));
  const rewards = byName.get("reward") || [];
  return new Map((byName.get("epoch") || []).map((epoch, k) => [epoch, rewards[k]]).filter(([, reward]) => reward !== null && reward !== undefined));
}

/** Names of the rows and columns of the weights of networks, by the path of the parameter. */
function genesByPath(networks) {
  return new Map(networks.filter((network) => network.kind === "gene-network").map((network) => [
    `steps.${network.step}.model.weights`,
    { rows: network.genes.map((gene) => gene.name), columns: network.targets.map((target) => network.genes[target].name) },
  ]));
}

function historyPlots(history, picked) {
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
    const plot = new Plot({ title: told.replaceAll("_", " "), xLabel: "epoch", height: 150, picked: (x) => picked(Math.round(x)) });
    plot.show([{ name, x: epochs, y: values, spread }]);
    plots.push(plot);
  }
  return plots;
}

function parameterParts(parameters, epoch, chosen, names) {
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
    plots.push(parameterPlot(path, epochs));
  }
  parts.push(el("div", { class: "plots" }, ...plots.map((plot) => plot.element)));
  const tables = Object.keys(epochs[0].values).filter((path) => epochs[0].values[path].flat().length > 1);
  const snapshot = nearest(epochs, epoch);
  if (tables.length > 0) {
    parts.push(
      el("h2", {}, "Tables"),
      epochSlider(epochs, snapshot, chosen),
      ...tables.flatMap((path) => tableParts(path, snapshot, epochs, names.get(path))),
    );
  }
  return { parts, plots };
}

/** The kept parameters nearest to an epoch; the last ones unless one was chosen. */
function nearest(epochs, epoch) {
  return epoch === null
    ? epochs[epochs.length - 1]
    : epochs.reduce((best, each) => (Math.abs(each.epoch - epoch) < Math.abs(best.epoch - epoch) ? each : best));
}

/** Goes through the epochs, by hand or by itself. */
function epochSlider(epochs, snapshot, chosen) {
  const place = epochs.indexOf(snapshot);
  const range = /** @type {!HTMLInputElement} */ (el("input", {
    type: "range",
    min: 0,
    max: epochs.length - 1,
    step: 1,
    value: place,
    "aria-label": "Epoch of the tables",
    "aria-valuetext": `epoch ${snapshot.epoch}`,
    on: { input: () => chosen(epochs[Number(range.value)].epoch) },
  }));
  const play = async () => {
    for (const each of epochs) {
      chosen(each.epoch);
      await new Promise((done) => setTimeout(done, EPOCH_MILLIS));
    }
  };
  return el("div", { class: "row" }, button("Play", play, { title: "Go through the epochs" }), range, el("span", { class: "number" }, `epoch ${snapshot.epoch}`));
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

function tableParts(path, snapshot, epochs, names) {
  const rows = snapshot.values[path] || [];
  const size = Math.max(1e-12, ...epochs.flatMap((each) => (each.values[path] || []).flat().map(Math.abs)));
  const coloring = { column: path, map: "blue-red", low: -size, high: size };
  const dense = rows.length > 0 && rows[0].length > 12;
  const named = names && !dense && rows.length > 0 && names.columns.length === rows[0].length;
  const table = el("table", { class: dense ? "matrix dense" : "matrix" });
  if (named) {
    table.append(el("tr", {}, el("th", {}, "from \\ to"), ...names.columns.map((name) => el("th", {}, name))));
  }
  rows.forEach((row, i) => {
    const line = el("tr");
    if (named) {
      line.append(el("th", { scope: "row" }, names.rows[i % names.rows.length]));
    }
    row.forEach((value, j) => {
      const color = colorOf(value, coloring);
      const cell = el("td", { title: `[${i}][${j}] = ${numberText(value, 6)}` }, dense ? "" : numberText(value, 3));
      cell.style.background = cssColor(color);
      cell.style.color = 0.3 * color[0] + 0.6 * color[1] + 0.1 * color[2] > 140 ? "#000" : "#fff";
      line.append(cell);
    });
    table.append(line);
  });
  return [el("p", { class: "soft" }, `${path}, from −${numberText(size, 2)} (blue) to ${numberText(size, 2)} (red) at all epochs`), el("div", { class: "scroll" }, table)];
}
