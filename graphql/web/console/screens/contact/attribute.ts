/** An attribute's value as it is typed, and as it is kept. Pure. */
import type { AttributeType } from "../../../client/operator/graphql";

export const textOf = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value);

/** Nothing typed is no attribute; what is no number goes as it is, and the server says so. */
export function readAttribute(type: AttributeType, typed: string): unknown {
  if (typed === "") {
    return undefined;
  }
  if (type === "BOOLEAN") {
    return typed === "true";
  }
  return type === "NUMBER" && Number.isFinite(Number(typed)) ? Number(typed) : typed;
}
