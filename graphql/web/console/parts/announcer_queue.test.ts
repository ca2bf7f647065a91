import { describe, expect, it } from "vitest";
import { AnnouncerQueue, APART_MS } from "./announcer_queue";

function started() {
  let now = 0;
  const timers: { at: number; act: () => void }[] = [];
  const told: string[] = [];
  const queue = new AnnouncerQueue((text) => told.push(text), {
    now: () => now,
    after: (ms, act) => timers.push({ at: now + ms, act }),
  });
  const pass = (ms: number) => {
    now += ms;
    for (const timer of timers.splice(0)) {
      if (timer.at <= now) {
        timer.act();
      } else {
        timers.push(timer);
      }
    }
  };
  return { queue, told, pass };
}

describe("the announcer", () => {
  it("tells the first at once and the next three seconds later", () => {
    const { queue, told, pass } = started();
    queue.announce("Ana: hello");
    queue.announce("Ana: are you there?");
    expect(told).toEqual(["Ana: hello"]);
    pass(APART_MS - 1);
    expect(told).toHaveLength(1);
    pass(1);
    expect(told).toEqual(["Ana: hello", "Ana: are you there?"]);
  });

  it("leaves out the oldest of a burst", () => {
    const { queue, told, pass } = started();
    for (let count = 0; count < 10; count += 1) {
      queue.announce(`${count}`);
    }
    for (let count = 0; count < 10; count += 1) {
      pass(APART_MS);
    }
    expect(told).toEqual(["0", "7", "8", "9"]);
  });
});
