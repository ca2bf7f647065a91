import { describe, expect, it } from "vitest";
import { readSchema } from "./settings_schema";

const of = (properties: unknown) => readSchema({ type: "object", properties, required: ["host"] });

describe("a plugin's schema", () => {
  it("becomes fields in their order, with their help", () => {
    const read = of({
      port: { type: "integer", minimum: 1, maximum: 65_535, "x-order": 2 },
      host: { type: "string", title: "Server", "x-help": "Where mail is read.", "x-order": 1 },
      tls: { type: "boolean", default: true, "x-order": 3 },
      groups: { type: "string", enum: ["ignore", "chat"], "x-order": 4 },
      folders: { type: "array", items: { type: "string" }, "x-order": 5 },
      token: { type: "string", "x-secret": true, "x-order": 6 },
      more: { type: "object", properties: { deep: { type: "string" } }, "x-order": 7 },
    });
    const fields = "fields" in read ? read.fields : [];
    expect(fields.map(({ name, shape }) => `${name} ${shape.kind}`)).toEqual([
      "host string",
      "port number",
      "tls boolean",
      "groups enum",
      "folders list",
      "token secret",
      "more object",
    ]);
    expect(fields[0]).toMatchObject({
      title: "Server",
      help: "Where mail is read.",
      isRequired: true,
    });
  });

  it("that is newer is shown as it is", () => {
    const read = of({
      a: { oneOf: [] },
      b: { type: "array", items: { type: "object" } },
      c: { "x-oauth": {} },
    });
    expect("fields" in read && read.fields.map(({ shape }) => shape.kind)).toEqual(
      Array(3).fill("unknown"),
    );
  });

  it("that is hostile is refused with the reason", () => {
    let deep: object = { type: "string" };
    for (let level = 0; level < 50; level += 1) {
      deep = { type: "object", properties: { deep } };
    }
    const many = Array.from({ length: 201 }, (_, place) => [`f${place}`, { type: "string" }]);
    const options = Array.from({ length: 101 }, String);
    expect(readSchema(deep)).toEqual({ refused: "depth" });
    expect(of(Object.fromEntries(many))).toEqual({ refused: "fields" });
    expect(of({ a: { type: "string", enum: options } })).toEqual({ refused: "options" });
    expect(readSchema("no")).toEqual({ refused: "shape" });
  });
});
