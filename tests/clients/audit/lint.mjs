// Lints an exported schema with graphql-eslint and graphql-schema-linter: node audit/lint.mjs FILE
// Prints every finding; fails unless there is none.

import plugin from "@graphql-eslint/eslint-plugin";
import { ESLint } from "eslint";
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { argv, execPath, exit } from "node:process";
import { promisify } from "node:util";

const [argument] = argv.slice(2);
if (!argument) {
  console.error("usage: node audit/lint.mjs FILE");
  exit(2);
}
const file = resolve(argument);

const rules = {
  ...plugin.configs["flat/schema-recommended"].rules,
  ...plugin.configs["flat/schema-relay"].rules,
  // chatClose(input: ChatCloseInput!): fields begin in lower case, types in upper case.
  "@graphql-eslint/input-name": [
    "error",
    { checkInputType: true, caseSensitiveInputType: false },
  ],
  "@graphql-eslint/no-scalar-result-type-on-mutation": "error",
  "@graphql-eslint/require-deprecation-date": "error",
  // Every field, argument, input field and enum value as well.
  "@graphql-eslint/require-description": [
    "error",
    {
      types: true,
      rootField: true,
      DirectiveDefinition: true,
      EnumValueDefinition: true,
      FieldDefinition: true,
      InputValueDefinition: true,
      // GraphQL's own directives stand in the export as the engine knows them.
      ignoredSelectors: ["[type=InputValueDefinition][parent.type=DirectiveDefinition]"],
    },
  ],
  // What is ranked or newest first is read forward only.
  "@graphql-eslint/relay-arguments": ["error", { includeBoth: false }],
  // Payloads, events, counts and limits are values: they have no identity that a cache could use.
  "@graphql-eslint/strict-id-in-types": "off",
  // An edge's node may be a value (a reading of the log), and small lists need no pages.
  "@graphql-eslint/relay-edge-types": [
    "error",
    { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false },
  ],
};

async function eslintFindings() {
  const eslint = new ESLint({
    cwd: dirname(file),
    overrideConfigFile: true,
    overrideConfig: [
      {
        files: ["**/*.graphql"],
        plugins: { "@graphql-eslint": plugin },
        languageOptions: {
          parser: plugin.parser,
          parserOptions: { graphQLConfig: { schema: file } },
        },
        rules,
      },
    ],
  });
  const results = await eslint.lintFiles([file]);
  return results.flatMap(({ messages }) =>
    messages.map(({ line, ruleId, message }) => `${line}: ${ruleId}: ${message}`),
  );
}

async function schemaLinterFindings() {
  const home = dirname(createRequire(import.meta.url).resolve("graphql-schema-linter/package.json"));
  const program = join(home, "lib", "cli.js");
  const run = promisify(execFile)(execPath, [program, "--format", "json", file]);
  // It exits with a code of its own when there are findings; they stand in its output.
  const { stdout } = await run.catch((failed) => {
    if (failed.stdout?.startsWith("{")) return failed;
    throw failed;
  });
  return JSON.parse(stdout).errors.map(
    ({ location, rule, message }) => `${location.line}: graphql-schema-linter ${rule}: ${message}`,
  );
}

const findings = [...(await eslintFindings()), ...(await schemaLinterFindings())];
findings.forEach((finding) => console.error(finding));
console.log(`${findings.length} findings of ${Object.keys(rules).length} rules and the schema linter`);
exit(findings.length === 0 ? 0 : 1);
