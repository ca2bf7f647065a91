/** A Switchboard of its own, in a folder that is thrown away: started on a free port, ended by its process. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { newKey } from "../key";

/** The program, where the tests are to be run against one. */
export const PROGRAM = process.env["SWITCHBOARD_BIN"];

const EMAIL = "ada@example.org";
const CHANNEL = "website";

export class Switchboard {
  readonly #data = mkdtempSync(join(tmpdir(), "switchboard-web-"));
  readonly #program: string;
  #child: ChildProcess | undefined;
  #address = "127.0.0.1:0";
  #token = "";

  constructor(program: string) {
    this.#program = program;
    const channel = join(this.#data, "web.toml");
    writeFileSync(channel, `name = "Website"\nkey = "${CHANNEL}"\n`);
    this.#run(["channel", "create", "web", "--settings", channel, "--json"]);
    const admin = ["admin", "create", "--email", EMAIL, "--name", "Ada", "--password-stdin"];
    this.#run(admin, "correct horse battery staple");
    const made = this.#run(["token", "create", "--email", EMAIL, "--name", "tests", "--json"]);
    this.#token = JSON.parse(made).secret;
  }

  get url(): string {
    return `http://${this.#address}`;
  }

  get token(): string {
    return this.#token;
  }

  /** Starts it; after the first time at the same address. */
  async start(): Promise<void> {
    const child = spawn(this.#program, ["serve", "--listen", this.#address, "--development"], {
      env: this.#environment(),
      stdio: ["ignore", "pipe", "ignore"],
    });
    this.#child = child;
    for await (const line of createInterface({ input: child.stdout })) {
      const address = /listens on http:\/\/(\S+)/.exec(line)?.[1];
      if (address) {
        this.#address = address;
        child.stdout.resume();
        return;
      }
    }
    throw new Error("the server ended before it listened");
  }

  /** Kills it as a power cut does. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child && child.exitCode === null) {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await ended;
    }
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.#data, { recursive: true, force: true });
  }

  /** What an operator asks, past the page that is tested. */
  operator(query: string, variables: object = {}): Promise<Record<string, unknown>> {
    return this.#ask("/graphql", this.#token, query, variables);
  }

  /** A customer who writes; gives what writes further messages. */
  async customer(body: string): Promise<(body: string) => Promise<void>> {
    const start = `mutation($input: VisitStartInput!) {
      visitStart(input: $input) { visit { secret } userErrors { message } }
    }`;
    const { visitStart } = await this.#ask("/visitor/graphql", undefined, start, {
      input: { channelKey: CHANNEL },
    });
    const { secret } = (visitStart as { visit: { secret: string } }).visit;
    const write = async (text: string) => {
      const mutation = `mutation($input: MessageWriteInput!) {
        messageWrite(input: $input) { message { id } userErrors { message } }
      }`;
      await this.#ask("/visitor/graphql", secret, mutation, {
        input: { body: text, clientMutationId: newKey() },
      });
    };
    await write(body);
    return write;
  }

  async #ask(
    path: string,
    token: string | undefined,
    query: string,
    variables: object,
  ): Promise<Record<string, unknown>> {
    const answer = await fetch(this.url + path, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = await answer.json();
    const refused = JSON.stringify(data ?? {}).match(/"userErrors":\[\{.*?\]/);
    if (errors || refused) {
      throw new Error(`the server refused: ${JSON.stringify(errors ?? refused?.[0])}`);
    }
    return data;
  }

  #run(parameters: string[], input = ""): string {
    return execFileSync(this.#program, parameters, {
      env: this.#environment(),
      input,
      encoding: "utf8",
      stdio: ["pipe", "pipe", "ignore"],
    });
  }

  #environment(): Record<string, string> {
    return {
      PATH: process.env["PATH"] ?? "",
      SWITCHBOARD_SERVER_DATA: this.#data,
      SWITCHBOARD_DATABASE_URL: `sqlite:${join(this.#data, "switchboard.sqlite")}`,
      SWITCHBOARD_PLUGINS_BUNDLED_FOLDER:
        process.env["SWITCHBOARD_PLUGINS"] ?? join(dirname(this.#program), "..", "plugins"),
      SWITCHBOARD_GRAPHQL_DOCUMENTS_FOLDER: fileURLToPath(new URL("../../client", import.meta.url)),
      SWITCHBOARD_GRAPHQL_COST_PER_MINUTE: "100000000",
    };
  }
}
