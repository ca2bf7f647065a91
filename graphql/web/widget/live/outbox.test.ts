import { describe, expect, it } from "vitest";
import { Memory } from "./memory";
import { Outbox, type Outgoing, type Sent } from "./outbox";

const said = (body: string) => ({
  body,
  attachmentIds: [],
  attachmentNames: [],
  quotedId: null,
  quotedText: null,
  name: null,
  email: null,
});

/** Nothing is waited for, and every wait is counted. */
function pause() {
  const waits: number[] = [];
  return { waits, wait: async (ms: number) => void waits.push(ms), wake: () => undefined };
}

function tab(send: (message: Outgoing) => Promise<Sent>, memory = new Memory("site", throws)) {
  const calm = pause();
  let now = 1_000;
  let isReady = true;
  const outbox = new Outbox({
    memory,
    ready: async () => isReady,
    send,
    lock: (act) => act(),
    now: () => now,
    pause: calm,
  });
  return {
    outbox,
    memory,
    waits: calm.waits,
    later: (ms: number) => {
      now += ms;
    },
    ready: (is: boolean) => {
      isReady = is;
    },
  };
}

const throws = (): Storage => {
  throw new DOMException("denied", "SecurityError");
};
const bodies = (outbox: Outbox) => outbox.messages.value.map(({ body }) => body);

describe("messages on their way", () => {
  it("go in the order in which they were written, each once", async () => {
    const sent: string[] = [];
    const { outbox } = tab(async ({ body }) => {
      sent.push(body);
      return { refusal: null };
    });
    for (const body of ["one", "two", "three"]) {
      outbox.add(said(body));
    }
    await Promise.all([outbox.drain(), outbox.drain()]);
    expect(sent).toEqual(["one", "two", "three"]);
    expect(bodies(outbox)).toEqual([]);
  });

  it("are tried again by the same key while nobody answers", async () => {
    const keys: string[] = [];
    const { outbox, waits } = tab(async ({ key }) => {
      keys.push(key);
      if (keys.length < 4) {
        throw new Error("cut off");
      }
      return { refusal: null };
    });
    const { key } = outbox.add(said("hello"));
    await outbox.drain();
    expect(keys).toEqual([key, key, key, key]);
    expect(waits).toHaveLength(3);
  });

  it("wait as long as the desk says", async () => {
    let tries = 0;
    const { outbox, waits } = tab(async () => {
      tries += 1;
      if (tries === 1) {
        throw Object.assign(new Error("slower"), { retryAfterMs: 60_000 });
      }
      return { refusal: null };
    });
    outbox.add(said("hello"));
    await outbox.drain();
    expect(waits).toEqual([60_000]);
  });

  it("stay with their reason when they are refused, and keep no other from going", async () => {
    const { outbox } = tab(async ({ body }) => ({ refusal: body === "bad" ? "too long" : null }));
    outbox.add(said("bad"));
    outbox.add(said("good"));
    await outbox.drain();
    expect(outbox.messages.value).toMatchObject([{ body: "bad", refusal: "too long" }]);
  });

  it("have another key when the visitor tries again", async () => {
    const keys: string[] = [];
    const { outbox } = tab(async ({ key }) => {
      keys.push(key);
      return { refusal: keys.length === 1 ? "no" : null };
    });
    const { key } = outbox.add(said("hello"));
    await outbox.drain();
    outbox.again(key);
    await outbox.drain();
    expect(new Set(keys).size).toBe(2);
    expect(bodies(outbox)).toEqual([]);
  });

  it("ask the visitor when their key may be forgotten", async () => {
    let tries = 0;
    const { outbox, later } = tab(async () => {
      tries += 1;
      return { refusal: null };
    });
    outbox.add(said("hello"));
    later(21 * 3_600_000);
    await outbox.drain();
    expect(tries).toBe(0);
    expect(outbox.messages.value).toMatchObject([{ refusal: "" }]);
  });

  it("wait untouched while the visitor has something to do first", async () => {
    const { outbox, ready } = tab(async () => ({ refusal: null }));
    ready(false);
    outbox.add(said("hello"));
    await outbox.drain();
    expect(bodies(outbox)).toEqual(["hello"]);
    ready(true);
    await outbox.drain();
    expect(bodies(outbox)).toEqual([]);
  });

  it("are not sent a second time by another tab", async () => {
    const memory = new Memory("site", throws);
    const sent: string[] = [];
    const first = tab(async ({ body }) => {
      sent.push(`first ${body}`);
      return { refusal: null };
    }, memory);
    const second = tab(async ({ body }) => {
      sent.push(`second ${body}`);
      return { refusal: null };
    }, memory);
    first.outbox.add(said("hello"));
    second.outbox.read();
    await first.outbox.drain();
    await second.outbox.drain();
    expect(sent).toEqual(["first hello"]);
  });

  it("pass over what somebody else wrote into their keys", () => {
    const memory = new Memory("site", throws);
    memory.set("out:1", "{");
    memory.set("out:2", "null");
    const { outbox } = tab(async () => ({ refusal: null }), memory);
    expect(bodies(outbox)).toEqual([]);
  });
});
