// What the run is: how it ended, its checks, what it cost, its scenario and its log.

import { button, el, fill } from "./dom.js";
import { bytesText, numberText } from "./numbers.js";

/**
 * Fills the panel and keeps it up to date.
 * @param {!HTMLElement} panel
 * @param {!Stage} stage
 * @param {!ViewState} state
 */
export function runPanel(panel, stage, state) {
  const show = () => {
    if (state.get("tab") === "run") {
      fill(panel, ...runContent(stage.run));
    }
  };
  state.watch(["tab", "run"], show);
  stage.addEventListener("frames", show);
  show();
}

function runContent(run) {
  const { about } = run;
  const session = (about.sessions || [])[(about.sessions || []).length - 1];
  const facts = [
    ["Folder", about.name],
    ["Scenario", about.scenario],
    ["Status", run.status],
    ["Seed", about.seed],
    ["Started", about.start],
    ["Ended", about.end],
    ["Time on the clock", about.wallSeconds && `${numberText(about.wallSeconds, 3)} s`],
    ["Processor time", about.cpuSeconds && `${numberText(about.cpuSeconds, 3)} s`],
    ["Peak memory", about.peakMemoryBytes && bytesText(about.peakMemoryBytes)],
    ["Version", session && session.version],
    ["Command", session && session.command.join(" ")],
    ["Frames", run.frames],
  ].filter(([, value]) => value !== undefined && value !== null && value !== "");
  const table = el("table", {}, el("tbody", {}, ...facts.map(([name, value]) =>
    el("tr", {}, el("th", { scope: "row" }, name), el("td", {}, value)))));
  const parts = [el("h2", {}, run.title), table, ...checkParts(about.checks || [])];
  for (const [name, text] of [["scenario", "Scenario as written"], ["resolved", "Scenario with all defaults"], ["log", "Log"]]) {
    const box = el("pre", { hidden: true, tabindex: 0 });
    const load = async () => {
      if (box.hidden) {
        box.textContent = await run.text(name).catch((failure) => failure.message);
      }
      box.hidden = !box.hidden;
    };
    parts.push(el("div", { class: "row" }, button(text, load)), box);
  }
  return parts;
}

function checkParts(checks) {
  if (checks.length === 0) {
    return [];
  }
  const rows = checks.map((check) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, check.name),
      el("td", {}, check.passed ? "✓ holds" : "✗ fails"),
      el("td", { class: "number" }, numberText(check.value)),
      el("td", { class: "soft" }, check.expected),
    ));
  return [el("h2", {}, "Checks"), el("table", {}, el("tbody", {}, ...rows))];
}
