/** Typed documents from the two schemas, into `client/`, which git ignores. */
import { createHash } from "node:crypto";
import type { CodegenConfig } from "@graphql-codegen/cli";
import { type ASTNode, type DocumentNode, type FieldNode, Kind, visit } from "graphql";

/** The server knows a document by this. */
const sha256 = (document: string): string => createHash("sha256").update(document).digest("hex");

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: "__typename" } };

/** As graphcache sends it: with `__typename` in every selection but the operation's own. */
function withTypenames(document: DocumentNode): DocumentNode {
  return visit(document, {
    SelectionSet(node, _key, parent) {
      const isRoot = (parent as ASTNode | undefined)?.kind === Kind.OPERATION_DEFINITION;
      const isThere = node.selections.some(
        (one) => one.kind === Kind.FIELD && one.name.value === "__typename" && !one.alias,
      );
      return isRoot || isThere
        ? undefined
        : { ...node, selections: [...node.selections, TYPENAME] };
    },
  });
}

/** How the scalars of both schemas travel in JSON. */
const scalars = {
  DateTime: "string",
  EventCursor: "string",
  JSON: "unknown",
  Long: "number",
};

const config: CodegenConfig = {
  // The first writer of a program may have none yet.
  ignoreNoDocuments: true,
  generates: {
    "client/operator/": {
      schema: "../schema/schema.graphql",
      documents: ["console/**/*.{ts,tsx}", "!console/**/*.test.ts"],
      preset: "client",
      documentTransforms: [
        {
          transform: ({ documents }) =>
            documents.map((file) => ({
              ...file,
              ...(file.document && { document: withTypenames(file.document) }),
            })),
        },
      ],
      // graphcache reads the document itself, so that it stays in the bundle beside its hash.
      presetConfig: {
        fragmentMasking: false,
        persistedDocuments: { mode: "embedHashInDocument", hashAlgorithm: sha256 },
      },
      config: { scalars, enumsAsTypes: true, useTypeImports: true, strictScalars: true },
    },
    "client/visitor/": {
      schema: "../visitor/visitor.graphql",
      documents: ["widget/**/*.{ts,tsx}"],
      preset: "client",
      // The widget sends hashes alone: no text of a document is in its bundle.
      presetConfig: {
        fragmentMasking: false,
        persistedDocuments: { mode: "replaceDocumentWithHash", hashAlgorithm: sha256 },
      },
      config: { scalars, enumsAsTypes: true, useTypeImports: true, strictScalars: true },
    },
  },
};

export default config;
