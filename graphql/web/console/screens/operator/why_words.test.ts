import { describe, expect, it } from "vitest";
import { teamsThatHelp } from "./why_words";

const pay = { id: "1", name: "Pay" };
const shop = { id: "2", name: "Shop" };

describe("the teams that would let somebody see a chat", () => {
  it("are the chat's and its channel's, each once", () => {
    expect(teamsThatHelp({ team: pay, channel: { memberTeams: [pay, shop] } }, [])).toEqual([
      pay,
      shop,
    ]);
  });

  it("are none that they are in already", () => {
    expect(teamsThatHelp({ team: null, channel: { memberTeams: [shop] } }, [shop])).toEqual([]);
  });
});
