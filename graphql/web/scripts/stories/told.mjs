/** Which stories there are, by the numbers in their names. */

const STORY = /^ {2}(?:async )?((?:f\d+_)+\w+)(?:\(|:)/gm;
const FILE = /\.stories\.mjs$|^widget\/stories\/\w+\.mjs$/;

/** @param {import("../files.mjs").File[]} files @returns {Map<number, string[]>} */
export function told(files) {
  /** @type {Map<number, string[]>} */
  const stories = new Map();
  for (const { path, text } of files) {
    for (const [, name = ""] of FILE.test(path) ? text.matchAll(STORY) : []) {
      const [numbers = ""] = name.match(/^(?:f\d+_)+/) ?? [];
      for (const [number] of numbers.matchAll(/\d+/g)) {
        stories.set(Number(number), [...(stories.get(Number(number)) ?? []), name]);
      }
    }
  }
  return stories;
}
