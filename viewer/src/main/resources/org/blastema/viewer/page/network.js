// The gene network of the chosen cell: genes by their activity, edges by weight and by what flows now.

import { el, fill, svgEl, themed } from "./dom.js";
import { colorOf } from "./coloring.js";
import { cssColor } from "./colormaps.js";
import { numberText } from "./numbers.js";

const ROLE_PLACES = { input: 60, hidden: 185, output: 310 };
const ROW_HEIGHT = 74;
const NODE_RADIUS = 19;
const ACTIVATING = "#0072b2";
const REPRESSING = "#d55e00";

/**
 * Fills the panel and keeps it up to date.
 * @param {HTMLElement} panel
 * @param {import("./stage.js").Stage} stage
 * @param {import("./state.js").ViewState} state
 */
export function networkPanel(panel, stage, state) {
  let turn = 0;
  const show = async () => {
    if (state.get("tab") !== "genes") {
      return;
    }
    const mine = ++turn;
    const { run, frame } = stage;
    const id = state.get("cell");
    let parts;
    try {
      const networks = await run.networks();
      const numbers = id === null || networks.length === 0 ? null : await run.cell(frame, id);
      const limits = await activityLimits(run, networks);
      parts = networks.flatMap((network) => networkParts(run, network, numbers, limits));
      if (networks.length === 0) {
        parts = [el("p", { class: "soft" }, "No step of this run's scenario has a gene network.")];
      } else {
        parts.unshift(el("p", { class: "soft" }, networkHeading(id, numbers)));
      }
    } catch (failure) {
      parts = [el("p", {}, failure.message)];
    }
    if (mine === turn) {
      fill(panel, ...parts);
    }
  };
  state.watch(["tab", "cell", "frame", "run", "theme"], show);
  stage.addEventListener("frames", show);
  show();
}

function networkHeading(id, numbers) {
  if (id === null) {
    return "Click a cell to see the activity of its genes.";
  }
  return numbers ? `Activity in cell ${id}` : `Cell ${id} does not live at this time.`;
}

async function activityLimits(run, networks) {
  const columns = new Set(networks.flatMap((network) => network.genes.map((gene) => gene.column)).filter(Boolean));
  const found = await Promise.all([...columns].map(async (column) => [column, await run.limits(column)]));
  return new Map(found);
}

function networkParts(run, network, numbers, limits) {
  const parts = [el("h2", {}, `Step ${network.step}`)];
  if (network.weights.length === 0) {
    parts.push(el("p", { class: "soft" }, "The run does not record the weights, so no edges are drawn."));
  }
  const tables = network.weights.length / network.genes.length;
  const table = tables > 1 && numbers ? numbers.type : 0;
  const weights = network.weights.slice(table * network.genes.length, (table + 1) * network.genes.length);
  const activity = network.genes.map((gene) => (numbers && gene.column ? numbers[gene.column] : NaN));
  parts.push(drawing(network, weights, activity, limits));
  parts.push(
    el(
      "p",
      { class: "soft" },
      `${network.trained ? "Trained weights" : "Weights"}: blue raises, orange with a bar lowers; wide is strong. `,
      numbers ? "Bright edges carry much now: weight times the activity of their source." : "",
    ),
  );
  parts.push(weightTable(network, weights, activity));
  return parts;
}

/** Where each gene stands: inputs left, outputs right. */
function placesOf(genes) {
  const used = { input: 0, hidden: 0, output: 0 };
  const counts = { input: 0, hidden: 0, output: 0 };
  genes.forEach((gene) => counts[gene.role]++);
  const tallest = Math.max(...Object.values(counts));
  // Hidden genes stand off the straight ways from inputs to outputs.
  const aside = counts.hidden > 0 ? 0.55 * ROW_HEIGHT : 0;
  const places = genes.map((gene) => {
    const row = used[gene.role]++;
    const first = ((tallest - counts[gene.role]) * ROW_HEIGHT) / 2;
    return { x: ROLE_PLACES[gene.role], y: 66 + first + row * ROW_HEIGHT + (gene.role === "hidden" ? aside : 0) };
  });
  return { places, height: tallest * ROW_HEIGHT + 50 + aside };
}

function drawing(network, weights, activity, limits) {
  const { places, height } = placesOf(network.genes);
  const picture = svgEl("svg", { viewBox: `0 0 370 ${height}`, width: "100%", role: "img", "aria-label": "Gene network" });
  const largest = Math.max(1e-12, ...weights.flat().map(Math.abs));
  const flows = weights.map((row, i) => row.map((weight) => Math.abs(weight * (activity[i] || 0))));
  const largestFlow = Math.max(1e-12, ...flows.flat());
  const known = activity.some(Number.isFinite);
  weights.forEach((row, i) =>
    row.forEach((weight, j) => {
      if (weight !== 0) {
        const opacity = known ? 0.4 + 0.6 * (flows[i][j] / largestFlow) : 0.8;
        picture.append(edge(places[i], places[network.targets[j]], weight, Math.abs(weight) / largest, opacity));
      }
    }));
  network.genes.forEach((gene, i) => picture.append(...node(gene, places[i], activity[i], limits.get(gene.column))));
  return picture;
}

function edge(from, to, weight, strength, opacity) {
  const self = from === to;
  const color = weight > 0 ? ACTIVATING : REPRESSING;
  const attributes = { fill: "none", stroke: color, "stroke-width": 1 + 5 * strength, opacity };
  const group = svgEl("g", attributes, svgEl("title", {}, `weight ${numberText(weight)}`));
  if (self) {
    group.append(svgEl("path", {
      d: `M ${from.x + 9} ${from.y - NODE_RADIUS + 2} C ${from.x + 34} ${from.y - 62}, ${from.x - 34} ${from.y - 62}, ${from.x - 9} ${from.y - NODE_RADIUS - 3}`,
    }));
    const [x, y] = [from.x - 9, from.y - NODE_RADIUS - 1];
    group.append(svgEl("path", { d: weight > 0 ? `M ${x - 7} ${y - 4} L ${x} ${y} L ${x + 2} ${y - 9}` : `M ${x - 7} ${y + 2} L ${x + 7} ${y - 3}`, "stroke-width": 2.5 }));
    return group;
  }
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  const [ux, uy] = [dx / length, dy / length];
  const bend = 16;
  const start = { x: from.x + ux * NODE_RADIUS, y: from.y + uy * NODE_RADIUS };
  const end = { x: to.x - ux * (NODE_RADIUS + 7), y: to.y - uy * (NODE_RADIUS + 7) };
  const middle = { x: (from.x + to.x) / 2 - uy * bend, y: (from.y + to.y) / 2 + ux * bend };
  group.append(svgEl("path", { d: `M ${start.x} ${start.y} Q ${middle.x} ${middle.y} ${end.x} ${end.y}` }));
  const [tx, ty] = [end.x - middle.x, end.y - middle.y];
  const tangent = Math.hypot(tx, ty);
  const [ax, ay] = [tx / tangent, ty / tangent];
  group.append(
    weight > 0
      ? svgEl("path", {
          d: `M ${end.x - 8 * ax - 6 * ay} ${end.y - 8 * ay + 6 * ax} L ${end.x + 3 * ax} ${end.y + 3 * ay} L ${end.x - 8 * ax + 6 * ay} ${end.y - 8 * ay - 6 * ax}`,
          "stroke-width": 2.5,
        })
      : svgEl("path", {
          d: `M ${end.x - 8 * ay} ${end.y + 8 * ax} L ${end.x + 8 * ay} ${end.y - 8 * ax}`,
          "stroke-width": 3.5,
        }),
  );
  return group;
}

function node(gene, place, value, limits) {
  const known = Number.isFinite(value);
  const coloring = { column: gene.column, map: "viridis", low: limits ? limits[0] : 0, high: limits ? limits[1] : 1 };
  const fillColor = known ? cssColor(colorOf(value, coloring)) : themed("--raised");
  return [
    svgEl("circle", { cx: place.x, cy: place.y, r: NODE_RADIUS, fill: fillColor, stroke: themed("--soft"), "stroke-width": 1.5 },
      svgEl("title", {}, `${gene.name} (${gene.role})`)),
    svgEl("text", { x: place.x, y: place.y + NODE_RADIUS + 14, "text-anchor": "middle" }, gene.name),
    svgEl("text", { x: place.x, y: place.y + NODE_RADIUS + 28, "text-anchor": "middle", opacity: 0.8 }, known ? numberText(value, 3) : ""),
  ];
}

function weightTable(network, weights, activity) {
  if (weights.length === 0) {
    return el("p");
  }
  const head = el("tr", {}, el("th", {}, "from \\ to"));
  network.targets.forEach((target) => head.append(el("th", {}, network.genes[target].name)));
  const rows = weights.map((row, i) =>
    el("tr", {}, el("th", { scope: "row" }, network.genes[i].name), ...row.map((weight) => el("td", {}, numberText(weight, 3)))));
  if (network.bias.length > 0) {
    const bias = network.bias[0];
    rows.push(el("tr", {}, el("th", { scope: "row" }, "bias"), ...network.targets.map((_, j) => el("td", {}, numberText(bias[Math.min(j, bias.length - 1)], 3)))));
  }
  return el("table", { class: "matrix" }, el("thead", {}, head), el("tbody", {}, ...rows));
}
