// Puts the page together.

import { button, el, fill } from "./dom.js";
import { isSaved } from "./archive.js";
import { exportEntries } from "./exports.js";
import { moveSlice, turnSlice } from "./fieldlayer.js";
import { inspectorPanel } from "./inspector.js";
import { lineagePanel } from "./lineage.js";
import { metricsPanel } from "./metrics.js";
import { networkPanel } from "./network.js";
import { Player } from "./player.js";
import { runPanel } from "./runpanel.js";
import { openRuns } from "./runs.js";
import { Stage } from "./stage.js";
import { ViewState } from "./state.js";
import { trainingPanel } from "./training.js";
import { viewPanel } from "./viewpanel.js";

const POLL_MILLIS = 1000;

const PANELS = [
  { name: "view", title: "View", content: viewPanel },
  { name: "cell", title: "Cell", content: inspectorPanel },
  { name: "genes", title: "Network", content: networkPanel },
  { name: "lineage", title: "Lineage", content: lineagePanel },
  { name: "plots", title: "Plots", content: metricsPanel },
  { name: "training", title: "Training", content: trainingPanel },
  { name: "run", title: "Run", content: runPanel },
];

const KEYS = [
  ["Space", "play or pause"],
  ["← →", "step back, step"],
  ["Home, End", "first frame, last frame"],
  ["F", "show everything"],
  ["P", "perspective"],
  ["[ ]", "turn to the left, to the right"],
  ["+ −", "come nearer, go away"],
  [", .", "move the slice of the field"],
  ["S", "slice across the next axis"],
  ["1 to 7", "panels"],
  ["Esc", "choose no cell and no place"],
  ["Drag, Shift + drag, wheel", "turn, move, zoom"],
];

const byId = (id) => /** @type {!HTMLElement} */ (document.getElementById(id));

function applyTheme(state) {
  const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  const theme = state.get("theme") || (dark ? "dark" : "light");
  document.documentElement.dataset.theme = theme === "dark" ? "dark" : "light";
}

function showNotices(runs) {
  const lines = runs.flatMap((run) =>
    run.notices.map((notice) => el("p", {}, runs.length > 1 ? `${run.about.name}: ${notice}` : notice)));
  fill(byId("notices"), ...lines);
}

function tabs(side, stage, state) {
  const bar = el("div", { class: "tabs", role: "tablist", "aria-label": "Panels" });
  const panels = PANELS.map((panel, k) => {
    const tab = button(panel.title, () => state.set({ tab: panel.name }), { role: "tab", title: `${panel.title} (${k + 1})`, id: `tab-${panel.name}` });
    const element = el("div", { class: "panel", role: "tabpanel", "aria-labelledby": `tab-${panel.name}`, id: `panel-${panel.name}` });
    bar.append(tab);
    return { ...panel, tab, element };
  });
  bar.append(button("⇔", () => state.set({ wide: !state.get("wide") }), { title: "Wider or narrower panels", "aria-label": "Wider or narrower panels" }));
  fill(side, bar, ...panels.map((panel) => panel.element));
  const choose = () => {
    const known = panels.some((panel) => panel.name === state.get("tab")) ? state.get("tab") : "view";
    for (const panel of panels) {
      panel.element.hidden = panel.name !== known;
      panel.tab.setAttribute("aria-selected", String(panel.name === known));
    }
  };
  state.watch(["tab"], choose);
  choose();
  panels.forEach((panel) => panel.content(panel.element, stage, state));
}

function exportMenu(stage, state, player) {
  const list = el("div", { hidden: true });
  const open = button("Export", () => (list.hidden = !list.hidden), { "aria-haspopup": "true" });
  for (const [text, action] of exportEntries(stage, state, player)) {
    list.append(button(text, async () => {
      list.hidden = true;
      open.textContent = "Exporting…";
      player.pause();
      try {
        await action();
      } catch (failure) {
        fill(byId("notices"), el("p", {}, `The export failed: ${failure.message}`));
      }
      open.textContent = "Export";
    }));
  }
  document.addEventListener("click", (event) => {
    if (!menu.contains(/** @type {!Node} */ (event.target))) {
      list.hidden = true;
    }
  });
  const menu = el("div", { class: "menu" }, open, list);
  return menu;
}

function helpDialog() {
  const rows = KEYS.map(([key, what]) => el("tr", {}, el("td", {}, el("kbd", {}, key)), el("td", {}, what)));
  const dialog = /** @type {!HTMLDialogElement} */ (el("dialog", { "aria-label": "Keys" }, el("h2", {}, "Keys"), el("table", {}, el("tbody", {}, ...rows))));
  dialog.append(el("div", { class: "row" }, button("Close", () => dialog.close())));
  document.body.append(dialog);
  return dialog;
}

function header(stage, state, player) {
  const badge = el("span", { class: "badge" });
  const title = el("h1");
  const help = helpDialog();
  const theme = () => state.set({ theme: document.documentElement.dataset.theme === "dark" ? "light" : "dark" });
  const show = () => {
    title.textContent = stage.runs.length > 1 ? stage.runs.map((run) => run.about.name).join("  |  ") : stage.run.title;
    badge.textContent = stage.run.status;
    badge.className = `badge ${stage.run.status}`;
    document.title = `${stage.run.about.name} – Blastema`;
  };
  fill(
    byId("header"),
    title,
    badge,
    el("span", { class: "grow" }),
    isSaved() ? el("span", { class: "soft" }, "saved page: numbers of cells are rounded to 16 bits") : "",
    exportMenu(stage, state, player),
    button("◐", theme, { title: "Dark or light", "aria-label": "Dark or light" }),
    button("?", () => help.showModal(), { title: "Keys", "aria-label": "Keys" }),
  );
  state.watch(["run"], show);
  stage.addEventListener("frames", show);
  show();
}

function keyboard(stage, state, player) {
  const actions = {
    " ": () => player.toggle(),
    ArrowLeft: () => player.step(-1),
    ArrowRight: () => player.step(1),
    Home: () => player.go(0),
    End: () => player.go(Infinity),
    f: () => stage.pane.fit(),
    p: () => state.set({ perspective: !state.get("perspective") }),
    "[": () => turn(stage, -0.15),
    "]": () => turn(stage, 0.15),
    "+": () => nearer(stage, 0.85),
    "-": () => nearer(stage, 1 / 0.85),
    ",": () => moveSlice(stage.run, state, -1),
    ".": () => moveSlice(stage.run, state, 1),
    s: () => turnSlice(state),
    Escape: () => state.set({ cell: null, spot: null }),
  };
  PANELS.forEach((panel, k) => {
    actions[String(k + 1)] = () => state.set({ tab: panel.name });
  });
  window.addEventListener("keydown", (event) => {
    const target = /** @type {!HTMLElement} */ (event.target);
    const editing = target.matches("select, input, textarea, [contenteditable]") || target.closest("dialog");
    const pressing = event.key === " " && target.matches("button");
    const action = Object.hasOwn(actions, event.key) ? actions[event.key] : null;
    if (action && !editing && !pressing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      action();
    }
  });
}

function turn(stage, angle) {
  stage.pane.camera.orbit(angle, 0);
  stage.cameraMoved(stage.pane);
}

function nearer(stage, factor) {
  stage.pane.camera.zoom(factor);
  stage.cameraMoved(stage.pane);
}

function follow(stage) {
  const look = async () => {
    try {
      if (stage.runs.some((run) => run.running)) {
        await stage.poll();
        window.dispatchEvent(new Event("training-grew"));
        showNotices(stage.runs);
      }
    } catch (failure) {
      fill(byId("notices"), el("p", {}, failure.message));
    }
    setTimeout(look, POLL_MILLIS);
  };
  setTimeout(look, POLL_MILLIS);
}

async function begin() {
  const state = new ViewState();
  applyTheme(state);
  state.watch(["theme"], () => applyTheme(state));
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => applyTheme(state));
  const main = byId("main");
  const widen = () => main.classList.toggle("wide", state.get("wide"));
  state.watch(["wide"], widen);
  widen();
  const runs = await openRuns();
  // A fit or a calibration grows no tissue; then the panels have the page to themselves.
  main.classList.toggle("plain", runs.every((run) => run.frames === 0 && !run.about.cells && !run.running));
  if (main.classList.contains("plain") && state.get("tab") === "view") {
    state.set({ tab: "genes" });
  }
  const stage = new Stage(byId("stage"), runs, state);
  const player = new Player(byId("player"), stage, state);
  header(stage, state, player);
  tabs(byId("side"), stage, state);
  keyboard(stage, state, player);
  showNotices(runs);
  if (!isSaved()) {
    follow(stage);
  }
  stage.addEventListener("drawn", () => {
    if (stage.settled && !document.documentElement.dataset.ready) {
      document.documentElement.dataset.ready = String(Math.round(performance.now()));
    }
  });
  return { state, stage, player };
}

begin().then(
  (parts) => Object.assign(window, { blastema: parts }),
  (failure) => fill(byId("notices"), el("p", {}, `The page cannot begin: ${failure.message}`)),
);
