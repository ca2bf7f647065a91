/** No text past Lingui, neither between elements nor in the attributes that people are told. */
import { each, isProduct, walk } from "./source.mjs";

const TOLD =
  /^(aria-(label|description|placeholder|roledescription|valuetext)|title|alt|placeholder|label|description|message|errorMessage)$/;
/** Lingui's elements, whose content is what is translated. */
const LINGUI = /^(Trans|Plural|Select|SelectOrdinal)$/;
const LETTER = /\p{L}/u;

/** @type {import("../rules.mjs").Rule} */
export const words = (files) =>
  each(files.filter(isProduct), (file, found) => {
    /** @param {import("@babel/core").types.Node | null | undefined} node @returns {string} */
    const textOf = (node) => {
      switch (node?.type) {
        case "StringLiteral":
        case "JSXText":
          return node.value;
        case "TemplateLiteral":
          return node.quasis.map((quasi) => quasi.value.raw).join("");
        case "JSXExpressionContainer":
          return textOf(node.expression);
        case "ConditionalExpression":
          return textOf(node.consequent) + textOf(node.alternate);
        case "LogicalExpression":
          return textOf(node.right);
        default:
          return "";
      }
    };
    walk(file, {
      JSXAttribute({ node: { name, value, loc } }) {
        if (name.type === "JSXIdentifier" && TOLD.test(name.name) && LETTER.test(textOf(value))) {
          found(loc?.start.line, `\`${name.name}\` is read by people: t\`..\` of Lingui`);
        }
      },
      JSXElement(path) {
        const isLingui = path.findParent((up) => isTrans(up.node)) || isTrans(path.node);
        for (const child of isLingui ? [] : path.node.children) {
          if (LETTER.test(textOf(child))) {
            found(child.loc?.start.line, "is read by people: <Trans> or t`..` of Lingui");
          }
        }
      },
    });
  });

/** @param {import("@babel/core").types.Node} node */
const isTrans = (node) =>
  node.type === "JSXElement" &&
  node.openingElement.name.type === "JSXIdentifier" &&
  LINGUI.test(node.openingElement.name.name);
