/** A real switchboard for the stories, in a folder of its own, and what an operator does there. */
import { execFileSync, spawn } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createDatabase } from "./database.mjs";

export const PASSWORD = "correct horse battery staple";
export const EMAIL = "olha@example.org";
export const IDENTITY_SECRET = "at-least-32-characters-of-chance-0123456789";

/** Whoever fails on the way leaves no server behind. */
const running = new Set();
process.once("exit", () => {
  for (const server of running) {
    server.kill("SIGKILL");
  }
});

export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/**
 * `binary` serves; its plugins are those of `SWITCHBOARD_PLUGINS`, or beside its folder. Without operators and their token
 * where `isEmpty`; `settings` are the server's own, as variables; `places` says where addresses are, as a file does; with
 * SQLite, or `onPostgres`.
 */
export async function startDesk({
  binary,
  origins,
  isEmpty = false,
  settings = {},
  places,
  onPostgres = false,
}) {
  const database = onPostgres ? await createDatabase() : undefined;
  const folders = [mkdtempSync(join(tmpdir(), "stories-"))];
  const folder = () => folders.at(-1);
  const file = join(folder(), "places.mmdb");
  if (places) {
    writeFileSync(file, places);
  }
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  // What says where program, plugins and PostgreSQL are, is no setting of the server.
  const {
    SWITCHBOARD_BIN: _,
    SWITCHBOARD_PLUGINS: plugins,
    SWITCHBOARD_TEST_POSTGRES: __,
    ...surroundings
  } = process.env;
  const env = {
    ...surroundings,
    SWITCHBOARD_PLUGINS_BUNDLED_FOLDER: plugins ?? join(dirname(binary), "..", "plugins"),
    SWITCHBOARD_WEB_FOLDER: fileURLToPath(new URL("../dist", import.meta.url)),
    ...settings,
    ...(places && { SWITCHBOARD_SERVER_GEOIP: file }),
    ...(database && { SWITCHBOARD_DATABASE_URL: database.url }),
    SWITCHBOARD_FILES_ATTACHMENT_MAX_BYTES: String(2 * 2 ** 20),
  };
  const command = (...words) =>
    execFileSync(binary, ["--data", folder(), ...words], {
      env,
      // Whoever is asked for no password does not wait for one.
      ...(words.includes("--password-stdin")
        ? { input: PASSWORD }
        : { stdio: ["ignore", "pipe", "inherit"] }),
    }).toString();

  let server;
  const serve = async () => {
    server = spawn(
      binary,
      ["--data", folder(), "serve", "--listen", `127.0.0.1:${port}`, "--development"],
      {
        env,
        stdio: "ignore",
      },
    );
    running.add(server);
    for (let tries = 0; ; tries += 1) {
      const isReady = await fetch(`${url}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (isReady) {
        return;
      }
      if (tries > 1200) {
        throw new Error("switchboard did not start");
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const stop = async (signal = "SIGTERM") => {
    const ended = once(server, "exit");
    server.kill(signal);
    await ended;
    running.delete(server);
  };
  await serve();
  let token;
  if (!isEmpty) {
    command("admin", "create", "--email", EMAIL, "--name", "Olha Kovalenko", "--password-stdin");
    token = command("token", "create", "--email", EMAIL, "--name", "stories")
      .trim()
      .split(/\s+/)
      .at(-1);
  }

  const channel = (key, settings = "", secrets = "") => {
    const file = join(folder(), `${key}.toml`);
    const allowed = JSON.stringify(origins);
    writeFileSync(
      file,
      `name = "${key}"\nkey = "${key}"\n[settings]\nallowed_origins = ${allowed}\n${settings}\n[secrets]\n${secrets}\n`,
    );
    command("channel", "create", "web", "--settings", file);
  };
  const ask = async (secret, query, variables = {}) => {
    const answer = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${secret}` },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = await answer.json();
    const userErrors = Object.values(data ?? {}).flatMap((payload) => payload?.userErrors ?? []);
    if (errors || userErrors.length > 0) {
      throw new Error(JSON.stringify(errors ?? userErrors));
    }
    return data;
  };
  const operator = (query, variables) => ask(token, query, variables);
  const act = (name, input, result = "userErrors { message }") => {
    const type = `${name[0].toUpperCase()}${name.slice(1)}Input`;
    return operator(`mutation($input: ${type}!) { ${name}(input: $input) { ${result} } }`, {
      input,
    });
  };

  return {
    url,
    /** All that it keeps; it may be changed from outside while the desk is stopped. */
    get folder() {
      return folder();
    },
    command,
    channel,
    operator,
    act,
    serve,
    stop,
    /** Not asked to end, but ended: what is under way stays as it is. */
    kill: () => stop("SIGKILL"),
    /** Gives what puts everything back to how it is now, as the same desk's on another computer; it is stopped for it. */
    backUp: () => {
      const archive = join(folder(), "..", `${randomUUID()}.tar`);
      command("backup", archive);
      return async () => {
        await stop();
        folders.push(mkdtempSync(join(tmpdir(), "stories-")));
        command("restore", archive);
        rmSync(archive);
        command("resume", "--confirm");
        await serve();
      };
    },
    /** Comes to work as people do; a token's status is not its own. */
    online: async (status = "ONLINE", email = EMAIL) => {
      const answer = await fetch(`${url}/session`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ email, password: PASSWORD }),
      });
      const cookie = answer.headers
        .getSetCookie()
        .map((set) => set.split(";")[0])
        .join("; ");
      const told = await fetch(`${url}/graphql`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "x-switchboard-csrf": "1",
          cookie,
          origin: url,
        },
        body: JSON.stringify({
          query:
            "mutation($input: OperatorSetStatusInput!) { operatorSetStatus(input: $input) { userErrors { message } } }",
          variables: { input: { status, isAutoOffline: false } },
        }),
      });
      return told.json();
    },
    /** The newest chat. */
    newest: async () => {
      const { chats } = await operator(
        "{ chats(first: 1) { nodes { id number contact { id } messages(last: 9) { nodes { id body } } } } }",
      );
      return chats.nodes[0];
    },
    end: async () => {
      await stop();
      await database?.drop();
      for (const one of folders) {
        rmSync(one, { recursive: true, force: true });
      }
    },
  };
}

/** What a page's own server would sign. */
export function signed(claims, secret = IDENTITY_SECRET) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const exp = Math.floor(Date.now() / 1000) + 3600;
  const head = `${part({ alg: "HS256", typ: "JWT" })}.${part({ exp, ...claims })}`;
  return `${head}.${createHmac("sha256", secret).update(head).digest("base64url")}`;
}
