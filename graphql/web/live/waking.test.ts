import { describe, expect, it } from "vitest";
import { ManualClock } from "./testing/manual_clock";
import { onWaking, type Page } from "./waking";

function page() {
  const document = Object.assign(new EventTarget(), {
    visibilityState: "visible" as DocumentVisibilityState,
  });
  return Object.assign(new EventTarget(), { document }) satisfies Page;
}

describe("a page comes back to life", () => {
  it("when the network is there again", () => {
    let woken = 0;
    const window = page();
    const stop = onWaking(() => woken++, window, new ManualClock());
    window.dispatchEvent(new Event("online"));
    expect(woken).toBe(1);
    stop();
    window.dispatchEvent(new Event("online"));
    expect(woken).toBe(1);
  });

  it("when it is looked at, not when it is hidden", () => {
    let woken = 0;
    const window = page();
    onWaking(() => woken++, window, new ManualClock());
    window.document.visibilityState = "hidden";
    window.document.dispatchEvent(new Event("visibilitychange"));
    expect(woken).toBe(0);
    window.document.visibilityState = "visible";
    window.document.dispatchEvent(new Event("visibilitychange"));
    expect(woken).toBe(1);
  });

  it("when its timers slept 30 s, not while they run", async () => {
    let woken = 0;
    const clock = new ManualClock();
    onWaking(() => woken++, page(), clock);
    await clock.pass(120_000);
    expect(woken).toBe(0);
    await clock.sleep(60_000);
    expect(woken).toBe(1);
    await clock.pass(120_000);
    expect(woken).toBe(1);
  });
});
