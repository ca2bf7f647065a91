/** The rules that neither the compiler nor Biome sees, one file each; `rules.test.mjs` plants their breaches. */
import { files, report } from "./files.mjs";
import { addresses } from "./rules/addresses.mjs";
import { apart } from "./rules/apart.mjs";
import { classes } from "./rules/classes.mjs";
import { gallery } from "./rules/gallery.mjs";
import { headers } from "./rules/headers.mjs";
import { logical } from "./rules/logical.mjs";
import { nouns } from "./rules/nouns.mjs";
import { once } from "./rules/once.mjs";
import { sinks } from "./rules/sinks.mjs";
import { words } from "./rules/words.mjs";

/** @typedef {(files: import("./files.mjs").File[]) => import("./files.mjs").Finding[]} Rule */
/** @type {Rule[]} */
const RULES = [addresses, apart, classes, gallery, headers, logical, nouns, once, sinks, words];

const all = files();
report(RULES.flatMap((rule) => rule(all)));
