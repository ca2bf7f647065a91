import { describe, expect, it } from "vitest";
import { isNeeded, nextStep } from "./step";

describe("the first run", () => {
  it("goes on where the desk is", () => {
    expect(nextStep({ deskName: null, hasWebChat: false })).toBe("desk");
    expect(nextStep({ deskName: "Pay", hasWebChat: false })).toBe("chat");
    expect(nextStep({ deskName: null, hasWebChat: true })).toBe("hello");
  });

  it("is for whoever may set the desk up, until there is a channel", () => {
    const admin = ["CHANNEL_MANAGE", "SETTING_MANAGE"];
    expect(isNeeded(admin, 0)).toBe(true);
    expect(isNeeded(admin, 1)).toBe(false);
    expect(isNeeded(["CHANNEL_MANAGE"], 0)).toBe(false);
  });
});
