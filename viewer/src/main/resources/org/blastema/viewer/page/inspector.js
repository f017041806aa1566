// The chosen cell: its numbers, their history, its mother, daughters and neighbors.

import { button, el, fill } from "./dom.js";
import { numberText, unitText, withUnit } from "./numbers.js";
import { fieldsAt, placeForm } from "./place.js";
import { Plot } from "./plot.js";

const MOST_NEIGHBORS = 24;

/**
 * Fills the panel and keeps it up to date.
 * @param {!HTMLElement} panel
 * @param {!Stage} stage
 * @param {!ViewState} state
 */
export function inspectorPanel(panel, stage, state) {
  const values = el("div");
  const family = el("div");
  const plot = new Plot({
    title: "",
    xLabel: "time",
    picked: (time) => state.set({ frame: stage.run.frameAt(time) }),
  });
  let column = "";
  let turn = 0;

  const showValues = async () => {
    const id = state.get("cell");
    const mine = ++turn;
    if (id === null) {
      plot.element.hidden = true;
      const shown = await spotContent(stage, state);
      if (mine === turn) {
        fill(values, ...shown);
        fill(family);
      }
      return;
    }
    const { run, frame } = stage;
    try {
      const [numbers, tissue] = await Promise.all([run.cell(frame, id), run.tissue(frame)]);
      if (mine === turn) {
        fill(values, ...valueRows(run, id, numbers, column || state.get("color"), chooseColumn));
        const row = tissue.row(id);
        const around = row < 0 ? [] : await fieldsAt(run, frame, tissue.position(row), "Fields at its middle");
        fill(family, ...around, ...(await relatives(stage, state, tissue, id)));
        plot.setBar(run.times[frame]);
      }
    } catch (failure) {
      if (mine === turn) {
        fill(values, el("p", {}, failure.message));
      }
    }
  };

  const showHistory = async () => {
    const id = state.get("cell");
    if (id === null) {
      return;
    }
    const { run } = stage;
    const name = column || state.get("color");
    try {
      const history = await run.cellHistory(id, name);
      if (state.get("cell") === id) {
        plot.title = withUnit(name, run.unitOf(name));
        plot.xLabel = withUnit("time", run.cells.timeUnit === "time" ? "" : run.cells.timeUnit);
        plot.element.hidden = false;
        plot.show([{ name, x: history.frames.map((frame) => run.times[frame]), y: history.values }]);
        plot.setBar(stage.time);
      }
    } catch {
      plot.element.hidden = true;
    }
  };

  const chooseColumn = (name) => {
    column = name;
    showValues();
    showHistory();
  };

  fill(panel, values, plot.element, family);
  plot.element.hidden = true;
  state.watch(["cell", "run", "color"], () => {
    showValues();
    showHistory();
  });
  state.watch(["frame", "spot"], showValues);
  stage.addEventListener("frames", showHistory);
  showValues();
  showHistory();
}

/** What is told while no cell is chosen. */
async function spotContent(stage, state) {
  const { run, frame } = stage;
  const spot = state.get("spot");
  const hint = el("p", { class: "soft" }, run.fields ? "Click a cell, or a place on the field." : "Click a cell in the picture or in the lineage.");
  if (!run.fields) {
    return [hint];
  }
  const found = spot ? await fieldsAt(run, frame, spot, "Fields at the place") : [];
  return [hint, placeForm(run, state), ...found];
}

function valueRows(run, id, numbers, column, chosen) {
  const heading = el("h2", {}, `Cell ${id}`);
  if (!numbers) {
    return [heading, el("p", {}, "It does not live at this time.")];
  }
  const rows = Object.entries(numbers).map(([name, value]) => {
    const text = name === "type" ? run.cells.types[value] ?? value : numberText(value, 6);
    return el(
      "tr",
      { class: name === column ? "click chosen" : "click", on: { click: () => chosen(name) } },
      el("th", { scope: "row" }, button(name, () => chosen(name), { class: "link", title: "Show its history" })),
      el("td", { class: "number" }, text),
      el("td", { class: "soft" }, name === "type" ? "" : unitText(run.unitOf(name))),
    );
  });
  return [heading, el("table", {}, el("tbody", {}, ...rows))];
}

async function relatives(stage, state, tissue, id) {
  const { run } = stage;
  const go = (cell, frame = undefined) => button(String(cell), () => state.set(frame === undefined ? { cell } : { cell, frame }), { class: "link" });
  const parts = [];
  try {
    const lineage = await run.lineage();
    const family = await stage.family(run);
    const index = family.index.get(id);
    const mother = index === undefined ? -1 : lineage.parent[index];
    const bornAt = (cell) => run.frameAt(lineage.birth[family.index.get(cell)]);
    parts.push(el("h2", {}, "Family"));
    parts.push(el("p", {}, "Mother: ", mother >= 0 ? go(mother, Math.max(0, bornAt(id) - 1)) : "none, a founder"));
    const daughters = family.daughters.get(id) || [];
    const list = el("p", {}, daughters.length === 0 ? "No daughters" : "Daughters: ");
    daughters.forEach((daughter) => list.append(go(daughter, Math.max(stage.frame, bornAt(daughter))), " "));
    parts.push(list);
    parts.push(el("p", { class: "soft" }, `Cells of its clone, ever: ${family.clone(id).size}`));
  } catch (failure) {
    parts.push(el("p", {}, `The lineage cannot be read: ${failure.message}`));
  }
  const row = tissue.row(id);
  if (row >= 0) {
    const neighbors = tissue.neighbors(row);
    parts.push(el("h2", {}, `Touching cells (${neighbors.length})`));
    const list = el("p");
    neighbors.slice(0, MOST_NEIGHBORS).forEach((neighbor) => list.append(go(neighbor.id), " "));
    if (neighbors.length > MOST_NEIGHBORS) {
      list.append(`and ${neighbors.length - MOST_NEIGHBORS} more`);
    }
    parts.push(list);
  }
  return parts;
}
