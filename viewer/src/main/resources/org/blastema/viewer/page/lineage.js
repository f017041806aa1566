// The family tree: time to the right, one line a cell, daughters below their mother.

import { checkbox, el, fill, themed } from "./dom.js";
import { colorOf, isKind } from "./coloring.js";
import { cssColor } from "./colormaps.js";
import { familyOf } from "./runs.js";
import { numberText, ticks } from "./numbers.js";

const [TREE_LEFT, TREE_RIGHT, TREE_TOP] = [12, 40, 22];
const TALLEST = 16000;

/**
 * Fills the panel and keeps it up to date.
 * @param {!HTMLElement} panel
 * @param {!Stage} stage
 * @param {!ViewState} state
 */
export function lineagePanel(panel, stage, state) {
  const canvas = /** @type {!HTMLCanvasElement} */ (el("canvas", { role: "img", "aria-label": "Lineage tree" }));
  const words = el("p", { class: "soft" });
  const box = el("div", { class: "tree" }, canvas);
  const clone = checkbox("Emphasize the clone of the chosen cell", state.get("clone"), (on) => state.set({ clone: on }));
  fill(panel, words, clone, box);
  let tree = null;
  let colors = null;
  state.watch(["clone"], () => {
    clone.querySelector("input").checked = state.get("clone");
  });

  const load = async () => {
    if (state.get("tab") !== "lineage") {
      return;
    }
    const { run } = stage;
    try {
      tree = layOut(await run.lineage(), run);
      words.textContent = tree.rows.length === 0
        ? "The run has no lineage."
        : "Time runs to the right. Click a line to go to the cell at that time.";
      await paintSoon();
      scrollToChosen();
    } catch (failure) {
      tree = null;
      words.textContent = `The lineage cannot be read: ${failure.message}`;
    }
  };

  const paintSoon = async () => {
    if (tree && state.get("tab") === "lineage") {
      colors = await colorsOf(stage);
      paint();
    }
  };

  const paint = () => {
    if (!tree || panel.clientWidth === 0) {
      return;
    }
    const clones = state.get("clone") && state.get("cell") !== null ? tree.family.clone(state.get("cell")) : null;
    paintTree(canvas, panel.clientWidth - 30, tree, { stage, chosen: state.get("cell"), colors, clones });
  };

  const scrollToChosen = () => {
    const row = tree && tree.rowOf.get(state.get("cell"));
    if (row !== undefined && row !== null) {
      const y = box.offsetTop + TREE_TOP + row * tree.rowHeight;
      if (y < panel.scrollTop || y > panel.scrollTop + panel.clientHeight) {
        panel.scrollTop = y - panel.clientHeight / 2;
      }
    }
  };

  canvas.addEventListener("click", (event) => {
    const hit = tree && cellAt(tree, event.offsetX, event.offsetY, canvas.clientWidth);
    if (hit) {
      state.set({ cell: hit.id, frame: stage.run.frameAt(hit.time) });
    }
  });
  state.watch(["tab", "run"], load);
  stage.addEventListener("frames", load);
  state.watch(["cell"], () => {
    paint();
    scrollToChosen();
  });
  state.watch(["frame", "color", "map", "low", "high", "log", "clone", "theme", "wide"], paintSoon);
  new ResizeObserver(() => paint()).observe(panel);
  load();
}

/** Gives every cell a row: founders in order, daughters right below their mother, latest first. */
function layOut(lineage, run) {
  const family = familyOf(lineage);
  const rows = [];
  const rowOf = new Map();
  const founders = lineage.id.filter((_, i) => lineage.parent[i] < 0 || !family.index.has(lineage.parent[i]));
  const open = [...founders].reverse();
  while (open.length > 0) {
    const id = open.pop();
    rowOf.set(id, rows.length);
    rows.push(family.index.get(id));
    // The one born first is taken last, so lines to daughters do not cross.
    open.push(...(family.daughters.get(id) || []));
  }
  const last = Math.max(run.times[run.frames - 1] ?? 0, ...lineage.birth.filter(Number.isFinite));
  const first = Math.min(run.times[0] ?? 0, ...lineage.birth.filter(Number.isFinite));
  const rowHeight = Math.max(2, Math.min(9, TALLEST / Math.max(1, rows.length)));
  return { lineage, family, rows, rowOf, first, last: last > first ? last : first + 1, rowHeight, run };
}

/** The colors of the cells that live now, by id. */
async function colorsOf(stage) {
  const coloring = await stage.coloring();
  const found = new Map();
  if (coloring.column === "type") {
    return { coloring, found };
  }
  try {
    const [tissue, column] = await Promise.all([stage.run.tissue(stage.frame), stage.run.column(stage.frame, coloring.column, coloring.log)]);
    tissue.ids.forEach((id, row) => found.set(id, cssColor(colorOf(column.value(row), coloring))));
  } catch {
    // A damaged frame has no colors; its notice is in the picture.
  }
  return { coloring, found };
}

function paintTree(canvas, width, tree, { stage, chosen, colors, clones }) {
  const { lineage, rows, rowOf, rowHeight } = tree;
  const height = TREE_TOP + rows.length * rowHeight + 10;
  const density = height > TALLEST / 2 ? 1 : window.devicePixelRatio || 1;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  canvas.width = Math.round(width * density);
  canvas.height = Math.round(height * density);
  const ctx = canvas.getContext("2d");
  ctx.scale(density, density);
  const px = (time) => TREE_LEFT + ((time - tree.first) / (tree.last - tree.first)) * (width - TREE_LEFT - TREE_RIGHT);
  const types = new Map(tree.run.cells.types.map((name, k) => [name, k]));
  const kinds = { column: "type", map: "viridis", low: 0, high: 1 };
  timeAxis(ctx, tree, px, height);
  rows.forEach((i, row) => {
    const id = lineage.id[i];
    const y = TREE_TOP + (row + 0.5) * rowHeight;
    const end = lineage.death[i] ?? tree.last;
    const byType = cssColor(colorOf(types.get(lineage.type[i]) ?? 0, kinds));
    ctx.strokeStyle = isKind(colors.coloring.column) ? byType : colors.found.get(id) || themed("--line");
    ctx.globalAlpha = clones && !clones.has(id) ? 0.18 : 1;
    ctx.lineWidth = Math.max(1, Math.min(4, rowHeight * 0.55));
    ctx.beginPath();
    const mother = rowOf.get(lineage.parent[i]);
    if (mother !== undefined) {
      ctx.moveTo(px(lineage.birth[i]), TREE_TOP + (mother + 0.5) * rowHeight);
      ctx.lineTo(px(lineage.birth[i]), y);
    } else {
      ctx.moveTo(px(lineage.birth[i]), y);
    }
    ctx.lineTo(Math.max(px(end), px(lineage.birth[i]) + 1.5), y);
    ctx.stroke();
    if (lineage.death[i] !== null) {
      ctx.fillStyle = themed("--bad");
      ctx.fillRect(px(end) - 1.5, y - 3, 3, 6);
    }
    if (id === chosen) {
      ctx.globalAlpha = 1;
      ctx.fillStyle = themed("--ink");
      ctx.beginPath();
      ctx.arc(px(Math.min(Math.max(stage.time ?? 0, lineage.birth[i]), end)), y, 4.5, 0, 2 * Math.PI);
      ctx.fill();
      ctx.font = '12px system-ui, "DejaVu Sans", sans-serif';
      ctx.textBaseline = "middle";
      ctx.fillText(String(id), Math.min(px(end) + 6, width - 30), y);
    }
  });
  ctx.globalAlpha = 1;
  if (stage.time !== undefined) {
    ctx.strokeStyle = themed("--ink");
    ctx.lineWidth = 1.2;
    ctx.beginPath();
    ctx.moveTo(px(stage.time), TREE_TOP - 4);
    ctx.lineTo(px(stage.time), height);
    ctx.stroke();
  }
}

function timeAxis(ctx, tree, px, height) {
  ctx.font = '12px system-ui, "DejaVu Sans", sans-serif';
  ctx.textBaseline = "middle";
  ctx.textAlign = "center";
  for (const time of ticks(tree.first, tree.last, 4)) {
    ctx.fillStyle = themed("--soft");
    ctx.fillText(numberText(time, 3), px(time), 8);
    ctx.strokeStyle = themed("--line");
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(px(time), TREE_TOP - 6);
    ctx.lineTo(px(time), height);
    ctx.stroke();
  }
  ctx.textAlign = "left";
}

/** The cell whose line is nearest to a place, and the time there. */
function cellAt(tree, x, y, width) {
  const row = Math.floor((y - TREE_TOP) / tree.rowHeight);
  const time = tree.first + ((x - TREE_LEFT) / (width - TREE_LEFT - TREE_RIGHT)) * (tree.last - tree.first);
  const { lineage, rows } = tree;
  for (const near of [0, -1, 1, -2, 2]) {
    const i = rows[row + near];
    if (i !== undefined && lineage.birth[i] <= time + (tree.last - tree.first) * 0.01) {
      const end = lineage.death[i] ?? tree.last;
      return { id: lineage.id[i], time: Math.min(Math.max(time, lineage.birth[i]), end) };
    }
  }
  return null;
}
