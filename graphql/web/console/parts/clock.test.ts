import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ServerClock } from "./clock";

describe("the server's clock", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("goes on from what the server has said", () => {
    let own = 1_000;
    const clock = new ServerClock(() => own);
    clock.set(61_000);
    own += 5_000;
    clock.tick();
    expect(clock.now()).toBe(66_000);
  });

  it("wakes all listeners by one timer, and by none when nobody listens", () => {
    const clock = new ServerClock(() => Date.now());
    const woken = [0, 0];
    const ends = woken.map((_, place) =>
      clock.subscribe(() => {
        woken[place] = (woken[place] ?? 0) + 1;
      }),
    );
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(10_000);
    expect(woken).toEqual([2, 2]);
    for (const end of ends) {
      end();
    }
    expect(vi.getTimerCount()).toBe(0);
  });
});
