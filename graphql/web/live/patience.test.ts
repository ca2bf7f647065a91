import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ANSWER_WITHIN_MS } from "./limits";
import { patient } from "./patience";
import { ManualClock } from "./testing/manual_clock";

/** A line on which nothing comes back until it is given up. */
const silent: typeof fetch = (_, init) =>
  new Promise((_resolve, reject) => {
    const stop = () => reject(init?.signal?.reason);
    init?.signal?.addEventListener("abort", stop);
    if (init?.signal?.aborted) {
      stop();
    }
  });

describe("a request", () => {
  let clock: ManualClock;
  let failure: Error | undefined;
  beforeEach(() => {
    clock = new ManualClock();
  });
  afterEach(() => {
    failure = undefined;
  });
  const ask = (signal?: AbortSignal) => {
    patient(silent, clock)("/graphql", signal ? { signal } : undefined).catch((error) => {
      failure = error;
    });
  };

  it("is given up when no answer came in time, not before", async () => {
    ask();
    await clock.pass(ANSWER_WITHIN_MS - 1);
    expect(failure).toBeUndefined();
    await clock.pass(1);
    expect(failure?.name).toBe("TimeoutError");
  });

  it("ends when whoever asked wants it no more", async () => {
    const own = new AbortController();
    ask(own.signal);
    own.abort();
    await clock.pass(0);
    expect(failure?.name).toBe("AbortError");
  });

  it("of somebody who is gone already is not waited for", async () => {
    ask(AbortSignal.abort());
    await clock.pass(0);
    expect(failure?.name).toBe("AbortError");
  });
});
