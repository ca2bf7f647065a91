/** What a mutation answers: the one payload in its data, with what the server refused. */
import type { UserErrorCode } from "../../client/operator/graphql";

interface Payload {
  userErrors: readonly { code: UserErrorCode; message: string; path?: readonly string[] | null }[];
}

export type Given<Data> = NonNullable<Extract<Data[keyof Data], Payload>>;

const hasErrors = (value: unknown): value is Payload =>
  typeof value === "object" && value !== null && "userErrors" in value;

export const payloadOf = (data: object | undefined): Payload | undefined =>
  Object.values(data ?? {}).find(hasErrors);
