import { afterEach, expect, it, vi } from "vitest";
import { joinTabs } from "./tabs";
import { until } from "./testing/until";

afterEach(() => vi.unstubAllGlobals());

it("a tab is heard by all others and not by itself", async () => {
  const [one, other, third] = [joinTabs<string>("a"), joinTabs<string>("a"), joinTabs<string>("b")];
  const heard: string[] = [];
  one.listen((message) => heard.push(`one: ${message}`));
  other.listen((message) => heard.push(`other: ${message}`));
  third.listen((message) => heard.push(`third: ${message}`));
  one.tell("signed out");
  await until(() => heard.length > 0, "the message");
  expect(heard).toEqual(["other: signed out"]);
  for (const tab of [one, other, third]) {
    tab.close();
  }
});

it("a browser without channels has tabs that hear nothing", () => {
  vi.stubGlobal("BroadcastChannel", undefined);
  const tab = joinTabs<string>("a");
  tab.listen(() => {
    throw new Error("heard");
  });
  tab.tell("signed out");
  tab.close();
});
