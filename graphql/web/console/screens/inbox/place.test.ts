import { describe, expect, it } from "vitest";
import { criteriaOf, orderOf, readPlace, withFilter, writePlace } from "./place";

const read = (address: string) => {
  const [path = "", search = ""] = address.split("?");
  return readPlace(path, search);
};

describe("a place in the inbox", () => {
  it.each([
    "/inbox",
    "/inbox/4127",
    "/inbox?tab=done&list=mine",
    "/inbox/7?tab=new&order=-name&team=team_1&team=team_2&label=label_1&chats=7%2C9&message=message_1",
    "/inbox?colleague=operator_1",
    "/inbox?view=view_1&from=2026-11-01&to=2026-11-30",
  ])("%s comes back as it was", (address) => {
    expect(writePlace(read(address))).toBe(address);
  });

  it("is the usual one where an address says nonsense", () => {
    expect(writePlace(read("/inbox?tab=x&order=y&list=z&chats=a,-1,0,2"))).toBe("/inbox?chats=2");
  });

  it("has the order of its address, else its view's, else the usual one", () => {
    expect(orderOf(read("/inbox?order=-name"), "CREATED")).toBe("-name");
    expect(orderOf(read("/inbox"), "CREATED")).toBe("created");
    expect(orderOf(read("/inbox"))).toBe("latest");
  });

  it("loses a filter with its last value", () => {
    const place = read("/inbox?team=team_1");
    expect(writePlace(withFilter(place, "team", []))).toBe("/inbox");
  });
});

describe("what the server is asked for", () => {
  it("is what is open, by the newest message", () => {
    expect(criteriaOf(read("/inbox"))).toEqual({
      filter: {
        status: ["NEW", "ACTIVE", "AWAITING_RESPONSE", "TRANSFERRED"],
        isSnoozed: false,
      },
      view: "ALL",
      order: "LAST_MESSAGE",
    });
  });

  it("is in the view's order until another is chosen", () => {
    expect(criteriaOf(read("/inbox"), "WAITING_LONGEST").order).toBe("WAITING_LONGEST");
    expect(criteriaOf(read("/inbox?order=name"), "WAITING_LONGEST").order).toBe("CONTACT_NAME");
  });

  it("holds the last day of a period to its end", () => {
    const { filter } = criteriaOf(read("/inbox?tab=done&from=2026-11-01&to=2026-11-01"));
    const [from, to] = [filter.lastMessageFrom, filter.lastMessageTo].map((at) =>
      Date.parse(String(at)),
    );
    expect(Number(to) - Number(from)).toBe(24 * 3_600_000);
  });

  it("is a colleague's list", () => {
    expect(criteriaOf(read("/inbox?tab=active&colleague=operator_1"))).toMatchObject({
      view: "OF_OPERATOR",
      operatorId: "operator_1",
      tab: "ACTIVE",
    });
  });
});
