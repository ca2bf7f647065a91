import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { formatDocument } from "@urql/core";
import { type DocumentNode, print } from "graphql";
import { describe, expect, it } from "vitest";
import * as generated from "../../client/operator/graphql";

const LISTED: Record<string, string> = JSON.parse(
  readFileSync(new URL("../../client/console.documents.json", import.meta.url), "utf8"),
);

const documents = Object.entries(generated as Record<string, unknown>).filter(
  (entry): entry is [string, DocumentNode & { __meta__?: { hash: string } }] =>
    entry[0].endsWith("Document"),
);

describe("the documents that the server is told", () => {
  it("stand under the hash of their text", () => {
    for (const [hash, text] of Object.entries(LISTED)) {
      expect(createHash("sha256").update(text).digest("hex")).toBe(hash);
    }
  });

  it.each(documents)("%s is one of them, as the cache wants it", (_, document) => {
    expect(LISTED).toHaveProperty(document.__meta__?.hash ?? "no hash");
    const wanted = formatDocument(document);
    expect(print(wanted)).toBe(print(document));
    expect(wanted).toHaveProperty("__meta__", document.__meta__);
  });
});
