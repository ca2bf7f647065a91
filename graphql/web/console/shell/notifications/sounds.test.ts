import { describe, expect, it } from "vitest";
import { type SoundChoices, sounds, type Told } from "./sounds";

const NOW = Date.parse("2026-07-01T12:00:00Z");
const told: Told = { kind: "NEW_MESSAGE", at: NOW - 1_000, chatId: "chat_1" };
const choices: SoundChoices = { sounds: ["NEW_MESSAGE"], soundVolume: 50 };
const here = { now: NOW, openChats: [] };

describe("a sound", () => {
  it("is made for what its owner chose, and is fresh", () => {
    expect(sounds(told, choices, here)).toBe(true);
    expect(sounds({ ...told, kind: "RATED" }, choices, here)).toBe(false);
    expect(sounds({ ...told, at: NOW - 10_000 }, choices, here)).toBe(false);
  });

  it("is not made without volume, in quiet hours, nor for the chat that is looked at", () => {
    expect(sounds(told, { ...choices, soundVolume: 0 }, here)).toBe(false);
    const quiet = { quietFromMinute: 0, quietToMinute: 1_439, quietTimeZone: "UTC" };
    expect(sounds(told, { ...choices, ...quiet }, here)).toBe(false);
    expect(sounds(told, choices, { now: NOW, openChats: ["chat_1"] })).toBe(false);
    expect(sounds(told, choices, { now: NOW, openChats: ["chat_2"] })).toBe(true);
  });
});
