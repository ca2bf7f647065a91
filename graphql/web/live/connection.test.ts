import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import WebSocket from "ws";
import { Connection, type ConnectionOptions } from "./connection";
import { Log, TestServer } from "./testing/server";
import { until } from "./testing/until";

const FEED = "subscription Feed($after: EventCursor) { events(after: $after) { cursor } }";

let log: Log;
let server: TestServer;
let connection: Connection;
let cursor: string | undefined;
let seen: string[];

function connect(options: Partial<ConnectionOptions["socket"]> = {}): Connection {
  return new Connection({
    socket: { url: server.socketUrl, webSocket: WebSocket, ...options },
    eventStream: { url: server.url },
    // The shortest waits there are.
    random: () => 0,
  });
}

/** As the feed does: it goes on from the last cursor. */
function follow() {
  return connection.follow({
    operation: () => ({ query: FEED, variables: { after: cursor ?? null } }),
    next: ({ data }) => {
      const batch = data?.["events"] as { cursor: string } | undefined;
      cursor = batch?.cursor;
      seen.push(cursor ?? "no cursor");
    },
  });
}

const isLive = () => connection.sign.kind === "live";

beforeEach(async () => {
  log = new Log();
  server = await TestServer.start({
    events: ({ after }: { after: string | null }) => log.follow(after),
  });
  connection = connect();
  cursor = undefined;
  seen = [];
});

afterEach(async () => {
  connection.close();
  await server.close();
});

describe("a subscription over a cut", () => {
  it("asks again with the last cursor that it saw, and misses nothing", async () => {
    follow();
    await until(() => log.asked.length === 1, "the first subscription");
    log.append([{ __typename: "SettingEvent", kind: "SETTING_UPDATED" }]);
    await until(() => seen.length === 1, "the first event");
    server.cut();
    log.append([{ __typename: "SettingEvent", kind: "SETTING_UPDATED" }]);
    await until(() => seen.length === 2, "the event of the time without a line");
    expect(seen).toEqual(["c1", "c2"]);
    expect(log.asked).toEqual([null, "c1"]);
  });

  it("tells since when nothing is live and when it is tried again", async () => {
    follow();
    await until(isLive, "live");
    const before = Date.now();
    await server.close();
    await until(() => connection.sign.kind === "waiting", "waiting");
    const { sign } = connection;
    expect(sign.kind === "waiting" && sign.since >= before && sign.until > sign.since).toBe(true);
    const since = sign.kind === "waiting" && sign.since;
    const signs: string[] = [];
    connection.onChange(() => signs.push(connection.sign.kind));
    await until(() => signs.includes("waiting"), "waiting again");
    expect(signs).toEqual(["connecting", "waiting"]);
    expect(connection.sign).toMatchObject({ since });
  });

  it("comes again when the server has said, not before", async () => {
    follow();
    await until(isLive, "live");
    server.end(1012, '{"reconnectAfterMs":60000}');
    await until(() => connection.sign.kind === "waiting", "waiting");
    const { sign } = connection;
    expect(sign.kind === "waiting" && sign.until - Date.now()).toBeGreaterThan(50_000);
  });

  it("goes on at once when the page wakes", async () => {
    connection = new Connection({
      socket: { url: server.socketUrl, webSocket: WebSocket },
      eventStream: { url: server.url },
      // No timer ever comes.
      clock: { now: Date.now, after: () => () => {} },
    });
    follow();
    await until(isLive, "live");
    server.cut();
    await until(() => connection.sign.kind === "waiting", "waiting");
    connection.wake();
    await until(isLive, "live again");
  });

  it("finds a line that is dead without a word", async () => {
    connection = connect({ pingEveryMs: 1_000, pongWithinMs: 1_000 });
    follow();
    await until(isLive, "live");
    server.fallSilent();
    await until(() => connection.sign.kind === "waiting", "the silence is found");
  });

  it("asks a line that was silent while the page slept", async () => {
    connection = connect({ pongWithinMs: 3_000 });
    follow();
    await until(isLive, "live");
    connection.wake();
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    expect(isLive()).toBe(true);
    server.fallSilent();
    connection.wake();
    await until(() => connection.sign.kind === "waiting", "the silence is found");
  });
});

it("a line that nobody answers is given up, and another one tried", async () => {
  server.swallowsSockets = true;
  connection = new Connection({
    socket: { url: server.socketUrl, webSocket: WebSocket },
    eventStream: { url: server.url },
    random: () => 0,
    connectWithinMs: 3_000,
  });
  follow();
  await until(() => connection.sign.kind === "waiting", "given up");
  server.swallowsSockets = false;
  await until(isLive, "live");
  expect(server.upgrades).toBe(2);
});

describe("a session that is over", () => {
  it("waits for a sign-in and goes on behind it", async () => {
    const code = 4401;
    follow();
    await until(() => log.asked.length === 1, "the first subscription");
    log.append([{ __typename: "SettingEvent", kind: "SETTING_UPDATED" }]);
    await until(() => seen.length === 1, "the first event");
    server.end(code);
    await until(() => connection.sign.kind === "signed_out", "signed out");
    expect(connection.sign).toMatchObject({ code });
    const { upgrades } = server;
    connection.wake();
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(server.upgrades).toBe(upgrades);
    connection.resume();
    await until(isLive, "live again");
    await until(() => log.asked.length === 2, "the second subscription");
    expect(log.asked).toEqual([null, "c1"]);
  });
});

describe("a session of which the server says that it is not as it was", () => {
  it("is asked for again with the same secret, and goes on where what it may do has changed", async () => {
    follow();
    await until(() => log.asked.length === 1, "the first subscription");
    server.end(4403);
    await until(() => connection.sign.kind === "waiting", "the end of the line");
    await until(() => log.asked.length === 2, "the second subscription");
    expect(isLive()).toBe(true);
  });

  it("waits for a sign-in where it was taken away: the next line is refused", async () => {
    server.refusesSessions = true;
    follow();
    await until(() => connection.sign.kind === "signed_out", "signed out");
    expect(connection.sign).toMatchObject({ code: 4403 });
  });
});

describe("where no socket passes", () => {
  it("server-sent events are used after the second one, from the same cursor", async () => {
    server.refusesSockets = true;
    follow();
    await until(isLive, "live");
    expect(connection.isOnEvents).toBe(true);
    expect(server.upgrades).toBe(2);
    await until(() => log.asked.length === 1, "the subscription");
    log.append([{ __typename: "SettingEvent", kind: "SETTING_UPDATED" }]);
    await until(() => seen.length === 1, "the first event");
    server.cut();
    log.append([{ __typename: "SettingEvent", kind: "SETTING_UPDATED" }]);
    await until(() => seen.length === 2, "the second event");
    expect(seen).toEqual(["c1", "c2"]);
  });
});

describe("where nothing at all passes", () => {
  it("sockets are tried again, though what events need could not be fetched", async () => {
    vi.resetModules();
    vi.doMock("./event_stream", () => {
      throw new Error("no line");
    });
    const { Connection: Fresh } = await import("./connection");
    connection = new Fresh({
      socket: { url: server.socketUrl, webSocket: WebSocket },
      eventStream: { url: server.url },
      random: () => 0,
    });
    server.refusesSockets = true;
    follow();
    await until(() => server.upgrades === 2, "the sockets before");
    await until(() => connection.isOnEvents, "the try with events");
    server.refusesSockets = false;
    await until(isLive, "live");
    expect(connection.isOnEvents).toBe(false);
    vi.doUnmock("./event_stream");
  });
});

describe("a subscription that the server ends", () => {
  it("is asked for again, while the others go on", async () => {
    let refused = 0;
    follow();
    connection.follow({
      operation: () => ({ query: "subscription { nothingOfTheKind }" }),
      next: () => {},
      refused: () => {
        refused += 1;
      },
    });
    await until(() => refused === 2, "refused twice");
    log.append([{ __typename: "SettingEvent", kind: "SETTING_UPDATED" }]);
    await until(() => seen.length === 1, "the event");
    expect(log.asked).toEqual([null]);
  });
});
