// Time: play, pause, step, first, last, scrub, speed.

import { button, el, fill, select, svgEl } from "./dom.js";
import { numberText, unitText } from "./numbers.js";

const SPEEDS = [1, 2, 5, 10, 20, 30, 60];
const SECONDS_OF_A_RUN = 12;

/** Drawings on the buttons, in a square of 16. */
const ICONS = {
  first: "M3 3h2v10H3z M13 3v10L6 8z",
  back: "M11 3v10L4 8z",
  play: "M4 2.5v11L13 8z",
  pause: "M4 3h3v10H4z M9 3h3v10H9z",
  step: "M5 3v10l7-5z",
  last: "M11 3h2v10h-2z M3 3v10l7-5z",
};

function icon(name) {
  return svgEl("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, svgEl("path", { d: ICONS[name], fill: "currentColor" }));
}

function iconButton(name, label, title, pressed) {
  const made = button("", pressed, { title, "aria-label": label });
  made.append(icon(name));
  return made;
}

/** The bar below the picture. */
export class Player {
  /**
   * @param {!HTMLElement} element
   * @param {!Stage} stage
   * @param {!ViewState} state
   */
  constructor(element, stage, state) {
    this.stage = stage;
    this.state = state;
    this.playing = false;
    this.playButton = iconButton("play", "Play", "Play or pause (space)", () => this.toggle());
    this.range = /** @type {!HTMLInputElement} */ (el("input", {
      type: "range",
      min: 0,
      step: 1,
      "aria-label": "Frame",
      on: { input: () => this.go(Number(this.range.value)) },
    }));
    this.label = el("span", { class: "time number" });
    element.append(
      iconButton("first", "First frame", "First frame (Home)", () => this.go(0)),
      iconButton("back", "Step back", "Step back (←)", () => this.step(-1)),
      this.playButton,
      iconButton("step", "Step", "Step (→)", () => this.step(1)),
      iconButton("last", "Last frame", "Last frame (End)", () => this.go(Infinity)),
      this.range,
      this.label,
      select(
        "Speed",
        SPEEDS.map((speed) => ({ value: String(speed), text: speed === 1 ? "1 frame/s" : `${speed} frames/s` })),
        String(this.speed()),
        (value) => state.set({ speed: Number(value) }),
      ),
    );
    state.watch(["frame", "run"], () => this.show());
    stage.addEventListener("frames", () => this.show());
    this.show();
  }

  /** Frames a second. */
  speed() {
    const wanted = this.stage.run.frames / SECONDS_OF_A_RUN;
    const suiting = SPEEDS.find((speed) => speed >= wanted) || SPEEDS[SPEEDS.length - 1];
    return this.state.get("speed") || suiting;
  }

  show() {
    const { run } = this.stage;
    const frame = this.stage.frame;
    this.range.max = String(Math.max(0, run.frames - 1));
    this.range.value = String(frame);
    const unit = unitText(run.cells.timeUnit);
    const time = run.frames > 0 ? `t = ${numberText(run.times[frame])}${unit && unit !== "time" ? ` ${unit}` : ""}` : "";
    this.label.textContent = run.frames > 0 ? `${time}   frame ${frame + 1} of ${run.frames}` : "no frames";
    this.range.setAttribute("aria-valuetext", time);
  }

  go(frame) {
    const last = this.stage.run.frames - 1;
    // At the end of a running run the view follows it.
    const following = this.stage.run.running && frame >= last;
    this.state.set({ frame: following ? null : Math.max(0, Math.min(last, frame)) });
  }

  step(by) {
    this.pause();
    this.go(this.stage.frame + by);
  }

  toggle() {
    if (this.playing) {
      this.pause();
    } else {
      this.play();
    }
  }

  pause() {
    this.playing = false;
    fill(this.playButton, icon("play"));
    this.playButton.setAttribute("aria-label", "Play");
  }

  play() {
    if (this.stage.run.frames < 2) {
      return;
    }
    if (this.stage.frame >= this.stage.run.frames - 1) {
      this.go(0);
    }
    this.playing = true;
    fill(this.playButton, icon("pause"));
    this.playButton.setAttribute("aria-label", "Pause");
    let next = performance.now();
    const turn = (now) => {
      if (!this.playing) {
        return;
      }
      // The next frame is asked for only when this one is seen: a slow page plays slowly.
      if (now >= next && this.stage.settled) {
        next = Math.max(now - 20, next) + 1000 / this.speed();
        if (this.stage.frame >= this.stage.run.frames - 1) {
          this.pause();
          return;
        }
        this.go(this.stage.frame + 1);
        this.stage.prefetch();
      }
      requestAnimationFrame(turn);
    };
    requestAnimationFrame(turn);
  }
}
