/** The same over server-sent events, for networks that let no socket through. Fetched when it is needed. */
import { createClient, type RequestParams } from "graphql-sse";
import { refusal } from "./request";

interface Told<Data> {
  live?: () => void;
  next: (data: Data) => void;
}

export async function followEvents<Data>(
  origin: string,
  secret: string | undefined,
  payload: Record<string, unknown>,
  told: Told<Data>,
  signal: AbortSignal,
): Promise<void> {
  const client = createClient({
    url: `${origin}/visitor/graphql`,
    headers: (): Record<string, string> => (secret ? { authorization: `Bearer ${secret}` } : {}),
    credentials: "omit",
    retryAttempts: 0,
    onMessage: () => told.live?.(),
  });
  signal.addEventListener("abort", () => client.dispose());
  await new Promise<void>((resolve, reject) => {
    client.subscribe<Data>(payload as unknown as RequestParams, {
      next: ({ data, errors }) =>
        data ? told.next(data) : reject(refusal(errors as Parameters<typeof refusal>[0])),
      error: reject,
      complete: resolve,
    });
  });
}
