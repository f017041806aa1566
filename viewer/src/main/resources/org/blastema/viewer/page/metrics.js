// All metrics over time, of all runs on the stage.

import { checkbox, el, fill } from "./dom.js";
import { Plot } from "./plot.js";
import { withUnit } from "./numbers.js";

/**
 * Fills the panel and keeps it up to date.
 * @param {!HTMLElement} panel
 * @param {!Stage} stage
 * @param {!ViewState} state
 */
export function metricsPanel(panel, stage, state) {
  let plots = [];
  let difference = false;
  const bar = () => plots.forEach((plot) => plot.setBar(stage.time));
  const show = async () => {
    if (state.get("tab") !== "plots") {
      return;
    }
    const tables = await Promise.all(stage.runs.map((run) => run.metrics().catch(() => null)));
    const sources = stage.runs.map((run, k) => ({ run, table: withCounts(run, tables[k]) }));
    const names = [...new Set(sources.flatMap(({ table }) => [...table.columns.keys()]))];
    plots = names.map((name) => metricPlot(name, sources, stage, state, difference));
    const parts = [];
    if (stage.runs.length === 2) {
      parts.push(checkbox("Difference of the second and the first run", difference, (on) => {
        difference = on;
        show();
      }));
    }
    parts.push(...plots.map((plot) => plot.element));
    tables.forEach((table, k) => {
      if (!table) {
        parts.push(el("p", {}, `The metrics of ${stage.runs[k].about.name} cannot be read.`));
      }
    });
    fill(panel, ...parts);
    plots.forEach((plot) => plot.draw());
    bar();
  };
  state.watch(["tab", "theme"], show);
  state.watch(["frame", "run"], bar);
  stage.addEventListener("frames", show);
  show();
}

/**
 * The metrics of a run by name; the number of cells is always one of them.
 * @returns {{columns: !Map<string, {unit: string, x: !Array<number>, y: !Array<(number|null)>}>, timeUnit: string}}
 */
function withCounts(run, table) {
  const columns = new Map();
  if (table && table.columns.length > 0) {
    table.columns.forEach((column, k) => {
      if (column.name !== "time" && column.name !== "step") {
        columns.set(column.name, { unit: column.unit, x: table.values[0], y: table.values[k] });
      }
    });
  }
  if (!columns.has("cells") && run.frames > 0) {
    columns.set("cells", { unit: "", x: run.times, y: run.counts });
  }
  const unit = run.cells.timeUnit;
  return { columns, timeUnit: unit === "time" ? "" : unit };
}

function metricPlot(name, sources, stage, state, difference) {
  const having = sources.filter(({ table }) => table.columns.has(name));
  const first = having[0].table;
  const plot = new Plot({
    title: withUnit(name, first.columns.get(name).unit),
    xLabel: withUnit("time", first.timeUnit),
    height: 150,
    picked: (time) => state.set({ frame: stage.run.frameAt(time) }),
  });
  const curves = having.map(({ run, table }) => ({
    name: run.about.name,
    x: table.columns.get(name).x,
    y: table.columns.get(name).y,
    color: stage.runs.indexOf(run),
  }));
  plot.show(difference && curves.length === 2 ? [differenceOf(curves[0], curves[1])] : curves);
  return plot;
}

/** The second curve less the first, at the places of the second; linear between points. */
export function differenceOf(first, second) {
  const y = second.x.map((x, i) => {
    const before = interpolated(first, x);
    return before === null || second.y[i] === null ? null : second.y[i] - before;
  });
  return { name: "difference", x: second.x, y, color: 2 };
}

function interpolated(curve, x) {
  const k = curve.x.findIndex((place) => place >= x);
  if (k < 0 || curve.y[k] === null) {
    return null;
  }
  if (curve.x[k] === x) {
    return curve.y[k];
  }
  if (k === 0 || curve.y[k - 1] === null) {
    return null;
  }
  const share = (x - curve.x[k - 1]) / (curve.x[k] - curve.x[k - 1]);
  return curve.y[k - 1] + share * (curve.y[k] - curve.y[k - 1]);
}
