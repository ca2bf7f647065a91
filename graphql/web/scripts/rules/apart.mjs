/** What has its words apart is shown by its own screens alone: elsewhere they may not be there yet. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import { each, isProduct, walk } from "./source.mjs";

/** @type {string[]} */
const APART = JSON.parse(
  readFileSync(new URL("../../console/words/apart.json", import.meta.url), "utf8"),
);
const folders = APART.map((folder) => `console/${folder}`);
/** @param {string} path */
const folderOf = (path) =>
  folders.find((folder) => path === folder || path.startsWith(`${folder}/`));

/** @type {import("../rules.mjs").Rule} */
export const apart = (files) =>
  each(
    files.filter((file) => isProduct(file) && folderOf(file.path) === undefined),
    ({ path, ...file }, found) => {
      walk(
        { path, ...file },
        {
          ImportDeclaration({ node: { source, importKind, loc } }) {
            const folder = folderOf(join(dirname(path), source.value));
            if (folder !== undefined && importKind !== "type") {
              found(
                loc?.start.line,
                `the words of ${folder} come with its screens: import it lazily`,
              );
            }
          },
        },
      );
    },
  );
