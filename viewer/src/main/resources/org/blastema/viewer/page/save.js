// Offers files to the user.

import { el } from "./dom.js";

/** Offers a file to the user. */
export function offer(name, blob) {
  const address = URL.createObjectURL(blob);
  const link = /** @type {!HTMLAnchorElement} */ (el("a", { href: address, download: name }));
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Text as a file. */
export function textBlob(text, type) {
  return new Blob([text], { type: `${type};charset=utf-8` });
}

/** A number of a table; what is missing is not a number. */
export function csvNumber(value) {
  return value === null || value === undefined ? "NaN" : csvField(String(value));
}

/** A field of a table; one that a spreadsheet would take for a formula is disarmed. */
export function csvField(text) {
  const safe = /^[=+@\t]|^-(?!\d|\.)/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Words as the name of a file. */
export function fileWords(text) {
  return text.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 80) || "plot";
}
