import { expect, it } from "vitest";
import { settled } from "../../live/testing/manual_clock";
import type { Result } from "../../live/transport";
import { Slices } from "./slices";

const batch = (from: number, count: number): Result => ({
  data: {
    events: {
      cursor: `c${from + count - 1}+`,
      reset: null,
      events: Array.from({ length: count }, (_, index) => ({ cursor: `c${from + index}` })),
    },
  },
});

type Told = { cursor: string; events: { cursor: string }[] };

function taken(pause?: () => Promise<void>) {
  const told: Told[] = [];
  const slices = new Slices(({ data }) => {
    told.push(data?.["events"] as Told);
  }, pause);
  return { told, slices };
}

it("a batch of up to 50 events is taken at once", () => {
  const { told, slices } = taken();
  slices.take(batch(1, 50));
  expect(told.map(({ events }) => events.length)).toEqual([50]);
  expect(told[0]?.cursor).toBe("c50+");
});

it("a larger one is taken in slices, each with its cursor, and the page answers between them", async () => {
  let pauses = 0;
  const { told, slices } = taken(async () => {
    pauses += 1;
    await settled();
  });
  slices.take(batch(1, 120));
  expect(told.map(({ events }) => events.length)).toEqual([50]);
  // What comes meanwhile waits for its turn.
  slices.take(batch(121, 1));
  expect(told).toHaveLength(1);
  for (let turn = 0; turn < 6; turn += 1) {
    await settled();
  }
  expect(told.map(({ events }) => events.length)).toEqual([50, 50, 20, 1]);
  expect(told.map(({ cursor }) => cursor)).toEqual(["c50", "c100", "c120+", "c121+"]);
  expect(pauses).toBe(3);
});

it("what is dropped is not taken: it comes again from the last cursor", async () => {
  const { told, slices } = taken(settled);
  slices.take(batch(1, 120));
  slices.drop();
  await settled();
  await settled();
  expect(told.at(-1)?.cursor).toBe("c50");
});
