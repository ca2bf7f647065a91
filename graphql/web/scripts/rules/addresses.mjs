/** The console may stand below a path of its host: its own addresses are made in one place. */
import { each, isProduct, walk } from "./source.mjs";

const PLACE = "console/address.ts";
const MAKERS = new Set(["address", "ask"]);
const ROUTE = /^\/(graphql|session|setup|invitation|chat|widget|files|exports|sw\.js|push-words)\b/;

/** @type {import("../rules.mjs").Rule} */
export const addresses = (files) =>
  each(
    files.filter(
      (file) => isProduct(file) && file.path.startsWith("console/") && file.path !== PLACE,
    ),
    (file, found) => {
      /** @param {import("@babel/core").NodePath} path @param {string} text */
      const look = ({ parent, node }, text) => {
        const isMade =
          parent.type === "CallExpression" &&
          parent.callee.type === "Identifier" &&
          MAKERS.has(parent.callee.name);
        const isCompared = parent.type === "BinaryExpression";
        if (ROUTE.test(text) && !isMade && !isCompared) {
          found(node.loc?.start.line, `\`${text}\` is an address of the server: \`address(..)\``);
        }
      };
      walk(file, {
        StringLiteral: (path) => look(path, path.node.value),
        TemplateLiteral: (path) => look(path, path.node.quasis[0]?.value.raw ?? ""),
        MemberExpression({ node: { object, property, loc } }) {
          const isLocation = object.type === "Identifier" && object.name === "location";
          if (isLocation && property.type === "Identifier") {
            if (property.name === "pathname" || property.name === "origin") {
              found(
                loc?.start.line,
                `\`location.${property.name}\` has the path of a proxy: \`${PLACE}\``,
              );
            }
          }
        },
      });
    },
  );
