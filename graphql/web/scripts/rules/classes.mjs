/** A class that a component names is in its CSS module, and one that stands there is used. */
import { each } from "./source.mjs";

/** @type {import("../rules.mjs").Rule} */
export const classes = (files) =>
  each(
    files.filter(({ path }) => path.endsWith(".module.css")),
    (sheet, found) => {
      const script = sheet.path.replace(/\.module\.css$/, ".tsx");
      const component = files.find(({ path }) => path === script);
      if (!component) {
        found(1, `belongs to no component: ${script} is missing`);
        return;
      }
      const bare = sheet.text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\{[^{}]*\}/g, "{}");
      const given = new Set([...bare.matchAll(/\.([a-z][\w-]*)/gi)].map(([, name]) => name));
      const used = new Set([...component.text.matchAll(/styles\.(\w+)/g)].map(([, name]) => name));
      // `styles[tone]` may be any of them.
      const isComputed = component.text.includes("styles[");
      for (const name of used) {
        if (!given.has(name)) {
          found(1, `${script} names the class ${name}, which is not here`);
        }
      }
      for (const name of given) {
        if (!used.has(name) && !isComputed) {
          found(1, `nobody uses the class ${name}`);
        }
      }
    },
  );
