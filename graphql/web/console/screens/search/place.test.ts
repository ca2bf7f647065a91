import { describe, expect, it } from "vitest";
import { readPlace, shownKind, writePlace } from "./place";

describe("the place in the search", () => {
  it("is the same after it was written", () => {
    const place = {
      query: 'refund label:"late payment"',
      kind: "notes",
      hit: "note_1",
    } as const;
    expect(readPlace(new URL(writePlace(place), "https://desk.example").search)).toEqual(place);
  });

  it("has a short address where nothing is asked", () => {
    expect(writePlace({ query: " ", kind: undefined, hit: undefined })).toBe("/search");
  });

  it("takes no kind that there is not", () => {
    expect(readPlace("?q=a&kind=article").kind).toBeUndefined();
  });

  it("shows the first kind of which there is something, but a chosen one as it is", () => {
    const counts = { messages: 0, chats: 0, contacts: 3, notes: 1 };
    expect(shownKind(undefined, counts)).toBe("contacts");
    expect(shownKind("messages", counts)).toBe("messages");
    expect(shownKind(undefined, undefined)).toBe("messages");
  });
});
