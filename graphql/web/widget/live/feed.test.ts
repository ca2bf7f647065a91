import { describe, expect, it } from "vitest";
import { type Batch, Feed, type Follow } from "./feed";

const waits: number[] = [];
const calm = { wait: async (ms: number) => void waits.push(ms), wake: () => undefined };

/** A desk whose lines break as they are told; after the last one the feed stops. */
function run(lines: ((told: Parameters<Follow<Batch>>[1]) => void)[], isFinal = false) {
  const asked: string[] = [];
  const heard: string[] = [];
  const live: boolean[] = [];
  let ended = 0;
  const feed: Feed<Batch> = new Feed<Batch>({
    follow: async (after, told) => {
      asked.push(after);
      const line = lines.shift();
      if (!line) {
        feed.stop();
        return;
      }
      line(told);
    },
    onBatch: ({ cursor }) => heard.push(cursor),
    onLive: (is) => live.push(is),
    isFinal: () => isFinal,
    onFinal: () => {
      ended += 1;
    },
    pause: calm,
  });
  return feed.start("0").then(() => ({ asked, heard, live, ended }));
}

describe("the loop over the visitor's chat", () => {
  it("goes on after the last place that it saw", async () => {
    const { asked, heard } = await run([
      ({ batch }) => batch({ cursor: "1" }),
      () => undefined,
      ({ batch }) => {
        batch({ cursor: "2" });
        batch({ cursor: "3" });
        throw new Error("cut");
      },
    ]);
    expect(asked).toEqual(["0", "1", "1", "3"]);
    expect(heard).toEqual(["1", "2", "3"]);
  });

  it("goes on after the place of a reset, too", async () => {
    const { asked } = await run([
      ({ batch }) => batch({ cursor: "9", resetReason: "CURSOR_EXPIRED" }),
    ]);
    expect(asked).toEqual(["0", "9"]);
  });

  it("says when it is live and when it is not", async () => {
    const { live } = await run([({ live: tell }) => tell()]);
    expect(live).toEqual([true, false]);
  });

  it("comes again when the desk has said, not before", async () => {
    waits.length = 0;
    await run([
      () => {
        throw Object.assign(new Error("1001"), { retryAfterMs: 4_321 });
      },
    ]);
    expect(waits).toEqual([4_321]);
  });

  it("ends where the session has ended", async () => {
    const { asked, ended } = await run(
      [
        () => {
          throw new Error("4401");
        },
        () => undefined,
      ],
      true,
    );
    expect(asked).toEqual(["0"]);
    expect(ended).toBe(1);
  });

  it("hears nothing of an earlier run", async () => {
    const heard: string[] = [];
    let late: ((batch: Batch) => void) | undefined;
    const feed: Feed<Batch> = new Feed<Batch>({
      follow: async (_after, { batch }, signal) => {
        late ??= batch;
        await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      },
      onBatch: ({ cursor }) => heard.push(cursor),
      onLive: () => undefined,
      isFinal: () => false,
      onFinal: () => undefined,
      pause: calm,
    });
    const first = feed.start("0");
    const second = feed.start("5");
    late?.({ cursor: "1" });
    feed.stop();
    await Promise.all([first, second]);
    expect(heard).toEqual([]);
  });
});
