import { describe, expect, it } from "vitest";
import { PageReads } from "./page_reads";

/** A page that is on its way until it is let go. */
function onItsWay() {
  let come: (value?: undefined) => void = () => undefined;
  const page = new Promise<undefined>((resolve) => {
    come = resolve;
  });
  return { read: () => page, come };
}

describe("what is new in a thread", () => {
  it("is read after the page that was on its way", async () => {
    let count = 0;
    const reads = new PageReads(
      () => true,
      async () => {
        count += 1;
      },
    );
    const older = onItsWay();
    const isThere = reads.once(older.read);
    await reads.newer();
    await reads.newer();
    expect(count).toBe(0);
    older.come();
    await isThere;
    expect(count).toBe(1);
    await reads.goOn();
    expect(count).toBe(1);
  });

  it("is read after the first page", async () => {
    let [isLoaded, count] = [false, 0];
    const reads = new PageReads(
      () => isLoaded,
      async () => {
        count += 1;
      },
    );
    await reads.newer();
    expect(count).toBe(0);
    isLoaded = true;
    await reads.goOn();
    expect(count).toBe(1);
  });

  it("is read by the next movement where it could not be", async () => {
    const tries: string[] = [];
    const reads = new PageReads(
      () => true,
      async () => {
        tries.push("asked");
        if (tries.length === 1) {
          throw new Error("no line");
        }
      },
    );
    await reads.newer();
    await reads.goOn();
    await reads.goOn();
    expect(tries.length).toBe(2);
  });
});
