/** Every promise that people see has a story; with `--table` it is told which. */
import { argv } from "node:process";
import { files } from "./files.mjs";
import { PROMISED } from "./stories/promised.mjs";
import { told } from "./stories/told.mjs";

const stories = told(files());
const rows = Object.entries(PROMISED).map(([number, seen]) => ({
  number,
  seen,
  names: stories.get(Number(number)) ?? [],
}));
if (argv.includes("--table")) {
  console.log("| | What people see | Stories |\n| --- | --- | --- |");
  for (const { number, seen, names } of rows) {
    console.log(`| F${number} | ${seen} | ${names.map((name) => `\`${name}\``).join(", ")} |`);
  }
}
for (const { number, seen, names } of rows) {
  if (names.length === 0) {
    console.error(`F${number} has no story (${seen}): write one that begins with f${number}_.`);
    process.exitCode = 1;
  }
}
