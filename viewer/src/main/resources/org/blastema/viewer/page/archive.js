// Where the numbers come from: the server, or the file itself if the page was saved with its run.

/** @type {!Object<string, string>|null} answers by address, in base 64 */
const savedAnswers = (() => {
  const element = document.getElementById("archive");
  return element ? JSON.parse(element.textContent || "{}") : null;
})();

/** Whether the page carries its run. */
export function isSaved() {
  return savedAnswers !== null;
}

/**
 * The bytes at an address below `api/`.
 * @param {string} address
 * @param {!AbortSignal=} signal
 * @returns {!Promise<!ArrayBuffer>}
 */
export async function loadBytes(address, signal) {
  if (savedAnswers) {
    const text = savedAnswers[address];
    if (text === undefined) {
      throw new Error("this is not in the saved page");
    }
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
  }
  let response;
  try {
    response = await fetch(`api/${address}`, { signal });
  } catch (failure) {
    if (signal && signal.aborted) {
      throw failure;
    }
    throw new Error("the server does not answer; is it still running?");
  }
  if (!response.ok) {
    throw new Error(await reason(response));
  }
  return response.arrayBuffer();
}

async function reason(response) {
  try {
    return (await response.json()).error;
  } catch {
    return `the server answers ${response.status}`;
  }
}

/**
 * The text at an address.
 * @param {string} address
 */
export async function loadText(address) {
  return new TextDecoder().decode(await loadBytes(address));
}

/**
 * The object at an address.
 * @param {string} address
 * @returns {!Promise<?>}
 */
export async function loadJson(address) {
  return JSON.parse(await loadText(address));
}
