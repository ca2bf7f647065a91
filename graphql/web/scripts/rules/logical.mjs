/** Start and end, not left and right: the same rules draw Arabic. */
import { each, isProduct, walk } from "./source.mjs";

const PROPERTY =
  /^((margin|padding|border|inset|scroll-margin|scroll-padding)-(left|right)(-\w+)*|border-(top|bottom)-(left|right)-radius|left|right)$/;
const SIDED = /^(text-align|float|clear|caption-side)$/;
const DECLARATION = /(?:^|[{;])\s*([\w-]+)\s*:\s*([^;{}]*)/g;

/** @type {import("../rules.mjs").Rule} */
export const logical = (files) => [
  ...each(
    files.filter(({ path }) => path.endsWith(".css")),
    ({ text }, found) => {
      const bare = text.replace(/\/\*[\s\S]*?\*\//g, (note) => note.replace(/[^\n]/g, " "));
      for (const match of bare.matchAll(DECLARATION)) {
        const [whole, property = "", value = ""] = match;
        if (isPhysical(property, value)) {
          const place = match.index + whole.indexOf(property);
          const line = bare.slice(0, place).split("\n").length;
          found(line, `\`${property}: ${value.trim()}\` is physical: use start and end`);
        }
      }
    },
  ),
  ...each(files.filter(isProduct), (file, found) => {
    walk(file, {
      ObjectProperty({ node }) {
        const { key, value } = node;
        const name =
          key.type === "Identifier" ? key.name : key.type === "StringLiteral" ? key.value : "";
        const property = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
        const told = value.type === "StringLiteral" ? value.value : "";
        const isStyle = property.includes("-") || SIDED.test(property);
        if (isStyle && isPhysical(property, told)) {
          found(node.loc?.start.line, `\`${name}\` is physical: use start and end`);
        }
      },
    });
  }),
];

/** @param {string} property @param {string} value */
const isPhysical = (property, value) =>
  PROPERTY.test(property) || (SIDED.test(property) && /\b(left|right)\b/.test(value));
