/** Each document becomes a constant of the file that asks it and travels in its screen's chunk: the generated module holds those of all screens. */
import { readFileSync } from "node:fs";

const CONSTANT = /^export const (\w+) = (\{.*\}) as unknown as DocumentNode</gm;
const NAME = /^\s*(query|mutation|subscription|fragment)\s+(\w+)/;
const CLIENT = /\/client\/operator$/;

/** A plugin of Babel; `generated` is the module with the typed documents. @param {string} generated */
export const inlineDocuments =
  (generated) =>
  /** @param {typeof import("@babel/core")} babel @returns {import("@babel/core").PluginObj} */
  ({ types }) => {
    /** @type {Map<string, string> | undefined} */
    let documents;
    /** @param {string} text */
    const constantOf = (text) => {
      const [, kind, name] = NAME.exec(text) ?? [];
      documents ??= new Map(
        [...readFileSync(generated, "utf8").matchAll(CONSTANT)].map(([, name = "", json = ""]) => [
          name,
          json,
        ]),
      );
      return documents.get(kind === "fragment" ? `${name}FragmentDoc` : `${name}Document`);
    };
    return {
      name: "inline-documents",
      visitor: {
        ImportDeclaration(path) {
          if (CLIENT.test(path.node.source.value)) {
            path.remove();
          }
        },
        CallExpression(path) {
          const { callee, arguments: given } = path.node;
          const [text] = given;
          if (!types.isIdentifier(callee, { name: "graphql" }) || !types.isTemplateLiteral(text)) {
            return;
          }
          const constant = constantOf(text.quasis[0]?.value.raw ?? "");
          if (constant === undefined) {
            throw path.buildCodeFrameError("nothing is generated for it: `npm run generate`");
          }
          path.replaceWith(types.valueToNode(JSON.parse(constant)));
        },
      },
    };
  };
