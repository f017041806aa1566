// The network of the chosen cell, or the one that a fit has learned: nodes by their activity, edges by
// weight and by what flows now. Gene networks go from left to right, CellBox networks stand in a circle.

import { el, fill, svgEl, themed } from "./dom.js";
import { colorOf } from "./coloring.js";
import { cssColor } from "./colormaps.js";
import { numberText } from "./numbers.js";

const ROLE_PLACES = { input: 60, hidden: 185, output: 310 };
const ROW_HEIGHT = 74;
const NODE_RADIUS = 19;
const SMALL_RADIUS = 6;

/** Edges that are drawn of a large network. */
const MOST_EDGES = 150;

/** Nodes of the largest network whose weights are told one by one. */
const MOST_IN_TABLE = 24;

const ACTIVATING = "#0072b2";
const REPRESSING = "#d55e00";

/**
 * Fills the panel and keeps it up to date.
 * @param {!HTMLElement} panel
 * @param {!Stage} stage
 * @param {!ViewState} state
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
        parts = [el("p", { class: "soft" }, "No step of this run's scenario has a network, and no network was fitted.")];
      } else if (networks.some((network) => network.step !== "")) {
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
  const parts = [el("h2", {}, network.step === "" ? "Fitted network" : `Step ${network.step}`)];
  if (network.weights.length === 0) {
    parts.push(el("p", { class: "soft" }, "The run does not record the weights, so no edges are drawn."));
  }
  const tables = network.weights.length / network.genes.length;
  const table = tables > 1 && numbers ? numbers.type : 0;
  const weights = network.weights.slice(table * network.genes.length, (table + 1) * network.genes.length);
  const activity = network.genes.map((gene) => (numbers && gene.column ? numbers[gene.column] : NaN));
  const circular = network.kind === "cellbox";
  const kept = circular ? strongest(network, weights) : { shown: new Set(network.genes.keys()), threshold: 0, left: 0 };
  parts.push(drawing(network, weights, activity, limits, kept, circular ? circleOf(network.genes, kept.shown) : placesOf(network.genes)));
  const told = network.step === "" ? "Learned weights" : network.trained ? "Trained weights" : "Weights";
  parts.push(
    el(
      "p",
      { class: "soft" },
      `${told}: blue raises, orange with a bar lowers; wide is strong. `,
      numbers ? "Nodes are dark where they are low in this run, yellow where they are high. Bright edges carry much now: weight times the activity of their source. " : "",
      kept.left > 0 ? `${kept.left} weaker edges, below ${numberText(kept.threshold, 2)}, are not drawn.` : "",
    ),
  );
  if (network.edges.length > 0) {
    parts.push(edgeTable(network.edges));
  }
  if (network.genes.length <= MOST_IN_TABLE) {
    parts.push(el("div", { class: "scroll" }, weightTable(network, weights)));
  }
  return parts;
}

/** The strongest edges of a large network, and the nodes that have some. */
function strongest(network, weights) {
  const sizes = weights.flat().map(Math.abs).filter((size) => size > 0).sort((a, b) => b - a);
  const threshold = sizes.length > MOST_EDGES ? sizes[MOST_EDGES - 1] : 0;
  const shown = new Set();
  weights.forEach((row, i) => row.forEach((weight, j) => {
    if (weight !== 0 && Math.abs(weight) >= threshold) {
      shown.add(i).add(network.targets[j]);
    }
  }));
  if (network.genes.length <= MOST_IN_TABLE) {
    network.genes.forEach((_, i) => shown.add(i));
  }
  return { shown, threshold, left: Math.max(0, sizes.length - MOST_EDGES) };
}

/** Nodes on a circle; what is sensed left of it, what the cell does right of it. */
function circleOf(genes, shown) {
  const used = { input: 0, output: 0 };
  const nodes = genes.map((gene, i) => i).filter((i) => genes[i].role === "hidden" && shown.has(i));
  const sides = genes.some((gene) => gene.role !== "hidden");
  const middle = 185;
  const small = nodes.length > 14;
  const radius = small ? 104 : sides ? 92 : 128;
  const above = small ? 78 : 48;
  const places = genes.map((gene, i) => {
    if (gene.role !== "hidden") {
      return { x: gene.role === "input" ? 8 : 362, y: 46 + used[gene.role]++ * ROW_HEIGHT };
    }
    const turn = (2 * Math.PI * nodes.indexOf(i)) / Math.max(1, nodes.length) - Math.PI / 2;
    return { x: middle + radius * Math.cos(turn), y: radius + above + radius * Math.sin(turn), turn };
  });
  const rows = Math.max(used.input, used.output);
  return { places, height: Math.max(2 * radius + (small ? 156 : 110), rows * ROW_HEIGHT + 40), small, room: sides ? 40 : 0 };
}

/** The edges that a fit tells, the surest and strongest first. */
function edgeTable(edges) {
  const names = Object.keys(edges[0].numbers);
  const rank = (edge) => Math.abs(edge.weight) * (Number.isFinite(edge.numbers.confidence) ? edge.numbers.confidence : 1);
  const rows = [...edges].sort((a, b) => rank(b) - rank(a)).slice(0, MOST_EDGES);
  const head = el("tr", {}, ...["edge", "weight", ...names].map((name) => el("th", {}, name)));
  const body = rows.map((edge) =>
    el("tr", {}, el("th", { scope: "row" }, `${edge.source} → ${edge.target}`), ...[edge.weight, ...names.map((name) => edge.numbers[name])].map((value) => el("td", { class: "number" }, Number.isFinite(value) ? numberText(value, 3) : "–"))));
  const more = edges.length > rows.length ? [el("p", { class: "soft" }, `and ${edges.length - rows.length} more in fit/edges.csv`)] : [];
  return el("div", { class: "scroll" }, el("table", {}, el("thead", {}, head), el("tbody", {}, ...body)), ...more);
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

function drawing(network, weights, activity, limits, kept, { places, height, small = false, room = 0 }) {
  const picture = svgEl("svg", { viewBox: `${-room} 0 ${370 + 2 * room} ${height}`, class: "network", role: "img", "aria-label": "Network" });
  const largest = Math.max(1e-12, ...weights.flat().map(Math.abs));
  const flows = weights.map((row, i) => row.map((weight) => Math.abs(weight * (activity[i] || 0))));
  const largestFlow = Math.max(1e-12, ...flows.flat());
  const known = activity.some(Number.isFinite);
  const size = small ? SMALL_RADIUS : NODE_RADIUS;
  weights.forEach((row, i) =>
    row.forEach((weight, j) => {
      if (weight !== 0 && Math.abs(weight) >= kept.threshold) {
        const opacity = known ? 0.4 + 0.6 * (flows[i][j] / largestFlow) : 0.8;
        const thick = (small ? 0.3 : 1) + (small ? 1.7 : 5) * (Math.abs(weight) / largest);
        picture.append(edge(places[i], places[network.targets[j]], weight, thick, opacity, size));
      }
    }));
  network.genes.forEach((gene, i) => {
    if (kept.shown.has(i) || gene.role !== "hidden") {
      picture.append(...(small && gene.role === "hidden" ? smallNode(gene, places[i], activity[i], limits.get(gene.column)) : node(gene, places[i], activity[i], limits.get(gene.column))));
    }
  });
  return picture;
}

/** A node of a large circle: its name stands outside. */
function smallNode(gene, place, value, limits) {
  const right = Math.cos(place.turn) >= 0;
  const angle = (place.turn * 180) / Math.PI + (right ? 0 : 180);
  const [x, y] = [place.x + (SMALL_RADIUS + 4) * Math.cos(place.turn), place.y + (SMALL_RADIUS + 4) * Math.sin(place.turn)];
  return [
    nodeCircle(gene, place, value, limits, SMALL_RADIUS),
    svgEl("text", { x: 0, y: 3, "text-anchor": right ? "start" : "end", transform: `translate(${x} ${y}) rotate(${angle})`, class: "small" }, gene.name),
  ];
}

function edge(from, to, weight, thick, opacity, size) {
  const self = from === to;
  const color = weight > 0 ? ACTIVATING : REPRESSING;
  const attributes = { fill: "none", stroke: color, "stroke-width": thick, opacity };
  const group = svgEl("g", attributes, svgEl("title", {}, `weight ${numberText(weight)}`));
  if (self) {
    group.append(svgEl("path", {
      d: `M ${from.x + 9} ${from.y - size + 2} C ${from.x + 34} ${from.y - 62}, ${from.x - 34} ${from.y - 62}, ${from.x - 9} ${from.y - size - 3}`,
    }));
    const [x, y] = [from.x - 9, from.y - size - 1];
    group.append(svgEl("path", { d: weight > 0 ? `M ${x - 7} ${y - 4} L ${x} ${y} L ${x + 2} ${y - 9}` : `M ${x - 7} ${y + 2} L ${x + 7} ${y - 3}`, "stroke-width": 2.5 }));
    return group;
  }
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / length, dy / length];
  const bend = 16;
  const start = { x: from.x + ux * size, y: from.y + uy * size };
  const end = { x: to.x - ux * (size + 7), y: to.y - uy * (size + 7) };
  const middle = { x: (from.x + to.x) / 2 - uy * bend, y: (from.y + to.y) / 2 + ux * bend };
  group.append(svgEl("path", { d: `M ${start.x} ${start.y} Q ${middle.x} ${middle.y} ${end.x} ${end.y}` }));
  const [tx, ty] = [end.x - middle.x, end.y - middle.y];
  const tangent = Math.hypot(tx, ty) || 1;
  const head = size < NODE_RADIUS ? 0.4 : 1;
  const [ax, ay] = [(head * tx) / tangent, (head * ty) / tangent];
  group.append(
    weight > 0
      ? svgEl("path", {
          d: `M ${end.x - 8 * ax - 6 * ay} ${end.y - 8 * ay + 6 * ax} L ${end.x + 3 * ax} ${end.y + 3 * ay} L ${end.x - 8 * ax + 6 * ay} ${end.y - 8 * ay - 6 * ax}`,
          "stroke-width": 2.5 * head,
        })
      : svgEl("path", {
          d: `M ${end.x - 8 * ay} ${end.y + 8 * ax} L ${end.x + 8 * ay} ${end.y - 8 * ax}`,
          "stroke-width": 3.5 * head,
        }),
  );
  return group;
}

function nodeCircle(gene, place, value, limits, size) {
  const known = Number.isFinite(value);
  const coloring = { column: gene.column, map: "viridis", low: limits ? limits[0] : 0, high: limits ? limits[1] : 1 };
  const fillColor = known ? cssColor(colorOf(value, coloring)) : themed("--raised");
  const told = `${gene.name} (${gene.role === "hidden" ? "node" : gene.role})${known ? `: ${numberText(value, 3)}` : ""}`;
  return svgEl("circle", { cx: place.x, cy: place.y, r: size, fill: fillColor, stroke: themed("--soft"), "stroke-width": 1.5 }, svgEl("title", {}, told));
}

function node(gene, place, value, limits) {
  const known = Number.isFinite(value);
  return [
    nodeCircle(gene, place, value, limits, NODE_RADIUS),
    svgEl("text", { x: place.x, y: place.y + NODE_RADIUS + 14, "text-anchor": "middle" }, gene.name),
    svgEl("text", { x: place.x, y: place.y + NODE_RADIUS + 28, "text-anchor": "middle", opacity: 0.8 }, known ? numberText(value, 3) : ""),
  ];
}

function weightTable(network, weights) {
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
