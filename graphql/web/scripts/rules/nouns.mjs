/** A noun's folder is entered by its `index.ts`; the console and the widget know nothing of each other. */
import { posix } from "node:path";
import { each, walk } from "./source.mjs";

/** Folders of the console that are no noun: of many small things, each its own door. */
const OPEN = ["live", "parts", "words"];
/** What each program may use besides itself. */
const SHARED = ["live", "preview", "text", "tokens", "words"];
/** @type {Record<string, string[]>} */
const CLIENTS = { console: ["client/operator"], widget: ["client/visitor"], live: [] };

/** @type {import("../rules.mjs").Rule} */
export const nouns = (files) =>
  each(
    files.filter(({ path }) =>
      /^(console|widget|live|preview|text|tokens|words)\/.*\.tsx?$/.test(path),
    ),
    (file, found) => {
      /** @param {string} name @param {number | undefined} line */
      const look = (name, line) => {
        if (!name.startsWith(".")) {
          return;
        }
        const target = posix.join(posix.dirname(file.path), name).replace(/\?.*$/, "");
        const problem = breach(file.path, target);
        if (problem) {
          found(line, problem);
        }
      };
      walk(file, {
        ImportDeclaration: ({ node }) => look(node.source.value, node.loc?.start.line),
        ExportNamedDeclaration: ({ node }) => look(node.source?.value ?? "", node.loc?.start.line),
        ExportAllDeclaration: ({ node }) => look(node.source.value, node.loc?.start.line),
        ImportExpression({ node }) {
          if (node.source.type === "StringLiteral") {
            look(node.source.value, node.loc?.start.line);
          }
        },
        CallExpression({ node }) {
          const [source] = node.arguments;
          if (node.callee.type === "Import" && source?.type === "StringLiteral") {
            look(source.value, node.loc?.start.line);
          }
        },
      });
    },
  );

/** Its program, its folder and what is below; each of the screens is a folder by itself. @param {string} path */
const placed = (path) => path.replace("/screens/", "/screens:").split("/");

/** @param {string} from @param {string} to @returns {string | undefined} */
function breach(from, to) {
  const [program = "", folder = ""] = placed(from);
  const [otherProgram = "", otherFolder = "", ...rest] = placed(to);
  if (otherProgram !== program) {
    const isAllowed =
      SHARED.includes(otherProgram) ||
      (CLIENTS[program] ?? []).some((client) => to.startsWith(client));
    return isAllowed ? undefined : `${program} does not know ${otherProgram}`;
  }
  if (program !== "console" || otherFolder === folder || rest.length === 0) {
    return undefined;
  }
  const isDoor = rest.length === 1 && rest[0] === "index";
  return OPEN.includes(otherFolder) || isDoor
    ? undefined
    : `reaches into ${otherFolder}: use what its index.ts gives`;
}
