import { describe, expect, it } from "vitest";
import { filterOf, isLike, type Place, readPlace, writePlace } from "./place";

const home: Place = {
  contact: undefined,
  tab: "chats",
  query: "",
  role: undefined,
  state: "all",
  isDescending: false,
};

describe("the place among the contacts", () => {
  it.each<Partial<Place>>([
    {},
    { contact: "contact_1", tab: "notes" },
    { query: "ana", role: "merchant", state: "none", isDescending: true },
  ])("is the same after it was written: %o", (change) => {
    const place = { ...home, ...change };
    const { pathname, search } = new URL(writePlace(place), "https://desk.example");
    expect(readPlace(pathname, search)).toEqual(place);
  });

  it("has a short address where nothing narrows it", () => {
    expect(writePlace(home)).toBe("/contacts");
  });

  it("takes no state that there is not", () => {
    expect(readPlace("/contacts", "?state=sleeping&tab=x")).toEqual(home);
  });
});

describe("what is asked for", () => {
  const ana = { role: "merchant", hasOpenChat: false, isBlocked: false };

  it("is nothing where nothing narrows it", () => {
    expect(filterOf(home)).toEqual({});
    expect(isLike(ana, {})).toBe(true);
  });

  it("judges what was found as the server does", () => {
    expect(isLike(ana, filterOf({ role: "merchant", state: "none" }))).toBe(true);
    expect(isLike(ana, filterOf({ role: "investor", state: "all" }))).toBe(false);
    expect(isLike(ana, filterOf({ role: undefined, state: "open" }))).toBe(false);
    expect(isLike(ana, filterOf({ role: undefined, state: "blocked" }))).toBe(false);
  });
});
