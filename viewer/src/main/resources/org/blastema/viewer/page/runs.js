// A run: what it is, and its frames as they are asked for.

import { isSaved, loadBytes, loadJson, loadText } from "./archive.js";
import { Column, FrameCache, Tissue } from "./frames.js";

const CACHE_BYTES = 160e6;

/**
 * The lives of all cells, one entry a cell in each list.
 * @typedef {{
 *   id: !Array<number>,
 *   parent: !Array<number>,
 *   type: !Array<string>,
 *   birth: !Array<number>,
 *   death: !Array<(number|null)>,
 *   cause: !Array<string>
 * }}
 */
export let Lineage;

/**
 * A node of a network: its role is input, hidden or output; its column may be empty.
 * @typedef {{name: string, role: string, column: string}}
 */
export let Gene;

/**
 * An edge as a fit tells it.
 * @typedef {{source: string, target: string, weight: number, numbers: !Object<string, number>}}
 */
export let FittedEdge;

/**
 * A network: weights go from genes (rows) to targets (columns).
 * @typedef {{
 *   kind: string,
 *   step: string,
 *   genes: !Array<!Gene>,
 *   targets: !Array<number>,
 *   weights: !Array<!Array<number>>,
 *   bias: !Array<!Array<number>>,
 *   trained: boolean,
 *   edges: !Array<!FittedEdge>
 * }}
 */
export let Network;

/**
 * The tissues that were recorded during a training; damage is empty if nothing is wrong with them.
 * @typedef {{epochs: !Array<number>, counts: !Array<number>, columns: !Array<string>, damage: string}}
 */
export let RecordedTissues;

/**
 * Parameters after an epoch, rows of numbers by path.
 * @typedef {{epoch: number, score: number, values: !Object<string, !Array<!Array<number>>>}}
 */
export let Snapshot;

/**
 * The parameters at all epochs that were kept.
 * @typedef {{epochs: !Array<!Snapshot>, best: (!Snapshot|undefined), notices: !Array<string>}}
 */
export let Parameters;

/**
 * The outcome of a check.
 * @typedef {{name: string, passed: boolean, value: number, expected: string, message: string}}
 */
export let Check;

/**
 * What the server tells of a run.
 * @typedef {{
 *   name: string,
 *   scenario: (string|undefined),
 *   title: (string|undefined),
 *   cells: ?,
 *   fields: ?,
 *   bounds: ?,
 *   checks: !Array<!Check>,
 *   sessions: !Array<?>
 * }}
 */
export let About;

/** The runs that the server was given. */
export async function openRuns() {
  const list = await loadJson("runs");
  return Promise.all(list.map((entry) => openRun(entry.key)));
}

async function openRun(key) {
  return new Run(key, await loadJson(`runs/${key}`));
}

/** One run. */
export class Run {
  /**
   * @param {number} key
   * @param {?} description
   */
  constructor(key, description) {
    this.key = key;
    this.about = description;
    this.cache = new FrameCache(CACHE_BYTES);
    this.parts = new Map();
    this.status = "";
    /** @type {!Array<string>} */
    this.notices = [];
    /** @type {!Array<number>} */
    this.times = [];
    this.steps = [];
    this.counts = [];
    this.fieldFrames = 0;
    this.take(description, 0);
  }

  /**
   * Takes what the server tells of the frames after the known ones.
   * @param {{status: string, notices: !Array<string>, times: (!Array<number>|undefined),
   *     steps: (!Array<number>|undefined), counts: (!Array<number>|undefined),
   *     fieldFrames: number}} state
   * @param {number} known
   */
  take(state, known) {
    this.status = state.status;
    this.notices = state.notices;
    this.fieldFrames = state.fieldFrames;
    this.times = this.times.slice(0, known).concat(state.times || []);
    this.steps = this.steps.slice(0, known).concat(state.steps || []);
    this.counts = this.counts.slice(0, known).concat(state.counts || []);
  }

  get title() {
    return this.about.title || this.about.scenario || this.about.name;
  }

  get frames() {
    return this.times.length;
  }

  get cells() {
    return this.about.cells || { dimensions: 3, timeUnit: "", lengthUnit: "", types: [], columns: [] };
  }

  get running() {
    return this.status === "running";
  }

  /** Columns that a cell may be colored by. */
  get colorColumns() {
    return this.cells.columns.map((column) => column.name);
  }

  unitOf(column) {
    const found = this.cells.columns.find((entry) => entry.name === column);
    return found ? found.unit : "";
  }

  /** The grid of the run's fields with what they hold, or null. */
  get fields() {
    return this.about.fields || null;
  }

  /** What the fields of the run hold. */
  get chemicals() {
    return this.fields ? this.fields.columns.map((column) => column.name) : [];
  }

  unitOfChemical(name) {
    const found = this.fields && this.fields.columns.find((entry) => entry.name === name);
    return found ? found.unit : "";
  }

  /**
   * Looks how the run stands now.
   * @returns {!Promise<boolean>} whether there is something new
   */
  async poll() {
    if (isSaved()) {
      return false;
    }
    const known = this.frames;
    if (!this.about.cells) {
      const description = await loadJson(`runs/${this.key}`);
      if (!description.cells) {
        return false;
      }
      this.about = description;
      this.take(description, 0);
      return true;
    }
    const state = await loadJson(`runs/${this.key}/state?frames=${known}`);
    const changed = state.frames !== known || state.status !== this.status || state.fieldFrames !== this.fieldFrames;
    if (state.fieldFrames > 0 && !this.fields) {
      this.about = await loadJson(`runs/${this.key}`);
    }
    if (state.frames < known) {
      // The run was resumed from an earlier moment: what came after it is no longer true.
      this.cache.clear();
      this.take(await loadJson(`runs/${this.key}/state?frames=0`), 0);
    } else {
      this.take(state, known);
    }
    if (changed) {
      this.parts.clear();
    }
    return changed;
  }

  /** @param {number} frame */
  tissue(frame) {
    return this.cache.get(`t${frame}`, async () => new Tissue(await loadBytes(`runs/${this.key}/frames/${frame}`)));
  }

  /**
   * @param {number} frame
   * @param {string} name
   * @param {boolean=} log whether its decimal logarithms are wanted
   */
  column(frame, name, log = false) {
    const address = `frames/${frame}/${log ? "logs" : "columns"}/${name}`;
    return this.cache.get(address, async () => new Column(await loadBytes(`runs/${this.key}/${address}`)));
  }

  /**
   * A chemical on the grid.
   * @param {number} frame
   * @param {string} name
   * @param {boolean=} log whether its decimal logarithms are wanted
   */
  field(frame, name, log = false) {
    const address = `fields/${frame}/${log ? "logs" : "columns"}/${name}`;
    return this.cache.get(address, async () => new Column(await loadBytes(`runs/${this.key}/${address}`)));
  }

  /** Smallest, largest and smallest positive number of a chemical in all frames. */
  fieldLimits(name) {
    return this.part(`fields/limits/${name}`);
  }

  /** All chemicals in a voxel. */
  async voxel(frame, voxel) {
    if (!isSaved()) {
      return loadJson(`runs/${this.key}/fields/${frame}/voxels/${voxel}`);
    }
    const values = {};
    for (const name of this.chemicals) {
      values[name] = (await this.field(frame, name)).value(voxel);
    }
    return values;
  }

  /** A part that is asked for once until the run changes. */
  part(address) {
    let coming = this.parts.get(address);
    if (!coming) {
      coming = loadJson(`runs/${this.key}/${address}`);
      this.parts.set(address, coming);
      coming.catch(() => this.parts.delete(address));
    }
    return coming;
  }

  /** Smallest, largest and smallest positive number of a column in all frames. */
  limits(name) {
    return this.part(`limits/${name}`);
  }

  /** @returns {!Promise<!Lineage>} */
  lineage() {
    return this.part("lineage");
  }

  metrics() {
    return this.part("metrics");
  }

  history() {
    return this.part("history");
  }

  parameters() {
    return this.part("parameters");
  }

  /**
   * The epochs whose tissues were recorded while the run trained.
   * @returns {!Promise<!RecordedTissues>}
   */
  tissues() {
    return this.part("tissues");
  }

  /** @param {number} place index of the epoch among the recorded ones */
  tissueAfter(place) {
    return this.cache.get(`e${place}`, async () => new Tissue(await loadBytes(`runs/${this.key}/tissues/${place}`)));
  }

  /**
   * @param {number} place index of the epoch among the recorded ones
   * @param {string} name
   * @param {boolean=} log whether its decimal logarithms are wanted
   */
  tissueColumn(place, name, log = false) {
    const address = `tissues/${place}/${log ? "logs" : "columns"}/${name}`;
    return this.cache.get(address, async () => new Column(await loadBytes(`runs/${this.key}/${address}`)));
  }

  /** @returns {!Promise<!Array<!Network>>} */
  networks() {
    return this.part("network");
  }

  text(name) {
    return loadText(`runs/${this.key}/text/${name}`);
  }

  /** All numbers of a cell, or null if it is not in the frame. */
  async cell(frame, id) {
    const row = (await this.tissue(frame)).row(id);
    if (row < 0) {
      return null;
    }
    if (!isSaved()) {
      return loadJson(`runs/${this.key}/frames/${frame}/cells/${id}`);
    }
    const values = {};
    for (const column of this.colorColumns) {
      values[column] = (await this.column(frame, column)).value(row);
    }
    return values;
  }

  /** A column of a cell through the frames that it is in. */
  async cellHistory(id, column) {
    if (!isSaved()) {
      return this.part(`cells/${id}/history/${column}`);
    }
    const history = { frames: [], values: [] };
    for (let frame = 0; frame < this.frames; frame++) {
      const row = (await this.tissue(frame)).row(id);
      if (row >= 0) {
        history.frames.push(frame);
        history.values.push((await this.column(frame, column)).value(row));
      }
    }
    return history;
  }

  /** The frame nearest to a simulated time. */
  frameAt(time) {
    let low = 0;
    let high = this.frames - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.times[middle] < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low > 0 && time - this.times[low - 1] < this.times[low] - time ? low - 1 : low;
  }
}

/**
 * Who descends from whom.
 * @param {?} lineage columns as the server tells them
 */
export function familyOf(lineage) {
  const index = new Map();
  lineage.id.forEach((id, i) => index.set(id, i));
  const daughters = new Map();
  lineage.id.forEach((id, i) => {
    const mother = lineage.parent[i];
    if (mother >= 0) {
      if (!daughters.has(mother)) {
        daughters.set(mother, []);
      }
      daughters.get(mother).push(id);
    }
  });
  return {
    index,
    daughters,
    /** A cell and all that descend from it. */
    clone(id) {
      const members = new Set([id]);
      const open = [id];
      while (open.length > 0) {
        for (const daughter of daughters.get(open.pop()) || []) {
          if (!members.has(daughter)) {
            members.add(daughter);
            open.push(daughter);
          }
        }
      }
      return members;
    },
  };
}
