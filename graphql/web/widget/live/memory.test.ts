import { describe, expect, it } from "vitest";
import { Memory, type Stored } from "./memory";

/** A browser's storage that counts what is written. */
function storage(values = new Map<string, string>()): Stored & { values: Map<string, string> } {
  return {
    values,
    get length() {
      return values.size;
    },
    key: (place) => [...values.keys()][place] ?? null,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

describe("what the browser keeps", () => {
  it("is nothing before it may", () => {
    const kept = storage();
    const memory = new Memory("site", () => kept);
    memory.set("session", "secret");
    expect(memory.get("session")).toBe("secret");
    expect(kept.values.size).toBe(0);
  });

  it("is all of it once it may, and another tab reads it", () => {
    const kept = storage();
    const memory = new Memory("site", () => kept);
    memory.set("session", "secret");
    memory.allow();
    memory.set("out:1", "a");
    expect([...kept.values.keys()]).toEqual(["switchboard:site:session", "switchboard:site:out:1"]);
    const other = new Memory("site", () => kept);
    expect(other.isAllowed).toBe(true);
    expect(other.names()).toEqual(["session", "out:1"]);
    other.remove("out:1");
    expect(memory.names()).toEqual(["session"]);
  });

  it("belongs to one channel", () => {
    const kept = storage(new Map([["switchboard:other:session", "x"]]));
    const memory = new Memory("site", () => kept);
    expect(memory.isAllowed).toBe(false);
    memory.allow();
    expect(memory.get("session")).toBeUndefined();
    memory.forget();
    expect(kept.values.size).toBe(1);
  });

  it("is gone when it is forgotten, and may not be kept again by itself", () => {
    const kept = storage();
    const memory = new Memory("site", () => kept);
    memory.allow();
    memory.set("session", "secret");
    memory.forget();
    memory.set("session", "another");
    expect(kept.values.size).toBe(0);
    expect(memory.get("session")).toBe("another");
  });
});

describe("a browser whose storage throws", () => {
  it("is memory where even asking throws", () => {
    const memory = new Memory("site", () => {
      throw new DOMException("denied", "SecurityError");
    });
    memory.allow();
    memory.set("session", "secret");
    expect(memory.get("session")).toBe("secret");
    expect(memory.names()).toEqual(["session"]);
  });

  it("is memory from when it is full", () => {
    const kept = storage();
    const full = Object.assign(storage(kept.values), {
      setItem: () => {
        throw new DOMException("full", "QuotaExceededError");
      },
    });
    const memory = new Memory("site", () => full);
    memory.allow();
    memory.set("session", "secret");
    memory.set("out:1", "a");
    expect(memory.names()).toEqual(["session", "out:1"]);
    expect(memory.get("out:1")).toBe("a");
  });
});
