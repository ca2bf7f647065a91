/** No text becomes markup: people's texts come as ranges, and the policy knows no sanitiser. */
import { each, isProduct, walk } from "./source.mjs";

const SINKS = new Set([
  "innerHTML",
  "outerHTML",
  "insertAdjacentHTML",
  "createContextualFragment",
  "parseFromString",
  "setHTMLUnsafe",
  "parseHTMLUnsafe",
  "dangerouslySetInnerHTML",
  "srcdoc",
  "srcDoc",
]);

/** @type {import("../rules.mjs").Rule} */
export const sinks = (files) =>
  each(files.filter(isProduct), (file, found) => {
    /** @param {{ name: string, loc?: import("@babel/core").types.SourceLocation | null }} node */
    const look = ({ name, loc }) => {
      if (SINKS.has(name)) {
        found(loc?.start.line, `\`${name}\` makes markup of a text: build elements instead`);
      }
    };
    walk(file, {
      Identifier: ({ node }) => look(node),
      JSXIdentifier: ({ node }) => look(node),
      StringLiteral: ({ node }) => look({ name: node.value, loc: node.loc ?? null }),
      MemberExpression({ node }) {
        const { object, property } = node;
        if (object.type === "Identifier" && object.name === "document") {
          if (property.type === "Identifier" && /^write(ln)?$/.test(property.name)) {
            found(node.loc?.start.line, "`document.write` makes markup of a text");
          }
        }
      },
    });
  });
