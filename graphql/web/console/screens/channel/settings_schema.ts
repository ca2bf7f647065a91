/** Reads a plugin's JSON Schema for a form. It is a stranger's: what is too much is refused, what is newer is shown as it is. */
import { isObject, type Json } from "./edits";

export type FieldShape =
  | { kind: "string"; isAddress: boolean; maxLength: number | undefined }
  | { kind: "secret" }
  | { kind: "number"; isWhole: boolean; min: number | undefined; max: number | undefined }
  | { kind: "boolean" }
  | { kind: "enum"; options: readonly string[] }
  | { kind: "list"; of: FieldShape; most: number }
  | { kind: "object"; fields: readonly SchemaField[] }
  /** Newer than this page. */
  | { kind: "unknown" };

export interface SchemaField {
  name: string;
  title: string;
  help: string | undefined;
  isRequired: boolean;
  initial: Json | undefined;
  shape: FieldShape;
}

export type Refusal = "depth" | "fields" | "options" | "shape";
export type ReadSchema = { fields: readonly SchemaField[] } | { refused: Refusal };

const DEPTH_MAX = 6;
const FIELDS_MAX = 200;
const OPTIONS_MAX = 100;
const TEXT_MAX = 500;
const LIST_MAX = 100;

class TooMuch extends Error {
  readonly why: Refusal;
  constructor(why: Refusal) {
    super(why);
    this.why = why;
  }
}

export function readSchema(schema: unknown): ReadSchema {
  const count = { left: FIELDS_MAX };
  try {
    if (!isObject(schema) || schema["type"] !== "object") {
      throw new TooMuch("shape");
    }
    return { fields: fieldsOf(schema, count, 1) };
  } catch (error) {
    if (error instanceof TooMuch) {
      return { refused: error.why };
    }
    throw error;
  }
}

function fieldsOf(
  schema: { readonly [key: string]: Json },
  count: { left: number },
  depth: number,
): SchemaField[] {
  if (depth > DEPTH_MAX) {
    throw new TooMuch("depth");
  }
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  const ordered: [number, SchemaField][] = [];
  for (const [name, told] of Object.entries(
    isObject(schema["properties"]) ? schema["properties"] : {},
  )) {
    count.left -= 1;
    if (count.left < 0) {
      throw new TooMuch("fields");
    }
    const one = isObject(told) ? told : {};
    const order = one["x-order"];
    ordered.push([
      typeof order === "number" ? order : Number.MAX_SAFE_INTEGER,
      {
        name,
        title: textOf(one["title"]) ?? name.slice(0, TEXT_MAX),
        help: textOf(one["x-help"]) ?? textOf(one["description"]),
        isRequired: required.includes(name),
        initial: one["default"],
        // A place is written with slashes.
        shape: name.includes("/") ? { kind: "unknown" } : shapeOf(one, count, depth),
      },
    ]);
  }
  return ordered.sort(([one], [other]) => one - other).map(([, field]) => field);
}

function shapeOf(
  schema: { readonly [key: string]: Json },
  count: { left: number },
  depth: number,
): FieldShape {
  if (depth > DEPTH_MAX) {
    throw new TooMuch("depth");
  }
  const options = schema["enum"];
  if (Array.isArray(options) && options.length > OPTIONS_MAX) {
    throw new TooMuch("options");
  }
  if (["$ref", "oneOf", "anyOf", "allOf", "if", "x-oauth"].some((key) => key in schema)) {
    return { kind: "unknown" };
  }
  switch (schema["type"]) {
    case "string":
      if (schema["x-secret"] === true) {
        return { kind: "secret" };
      }
      if (Array.isArray(options)) {
        return { kind: "enum", options: options.map(String) };
      }
      return {
        kind: "string",
        isAddress: schema["format"] === "uri",
        maxLength: numberOf(schema["maxLength"]),
      };
    case "integer":
    case "number":
      return {
        kind: "number",
        isWhole: schema["type"] === "integer",
        min: numberOf(schema["minimum"]),
        max: numberOf(schema["maximum"]),
      };
    case "boolean":
      return { kind: "boolean" };
    case "object":
      return isObject(schema["properties"])
        ? { kind: "object", fields: fieldsOf(schema, count, depth + 1) }
        : { kind: "unknown" };
    case "array": {
      const of = isObject(schema["items"]) ? shapeOf(schema["items"], count, depth + 1) : undefined;
      const isSimple = of?.kind === "string" || of?.kind === "enum";
      return of && isSimple
        ? { kind: "list", of, most: Math.min(numberOf(schema["maxItems"]) ?? LIST_MAX, LIST_MAX) }
        : { kind: "unknown" };
    }
    default:
      return { kind: "unknown" };
  }
}

const numberOf = (value: Json | undefined): number | undefined =>
  typeof value === "number" && Number.isFinite(value) ? value : undefined;

const textOf = (value: Json | undefined): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value.slice(0, TEXT_MAX) : undefined;
