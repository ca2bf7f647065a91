/** What all builds have in common: words, the server to develop against, and how the output is written. */
import { fileURLToPath } from "node:url";
import { lingui } from "@lingui/vite-plugin";
import babel from "@rolldown/plugin-babel";
import type { PluginOption, ServerOptions } from "vite";

export const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Lingui's macros and catalogues; a text without its translation fails the build. */
export function words(): PluginOption[] {
  return [
    babel({
      include: /\/(console|widget)\/[^?]*\.tsx?(?:$|\?)/,
      plugins: ["@lingui/babel-plugin-lingui-macro"],
    }),
    lingui({ failOnMissing: true, failOnCompileError: true }),
  ];
}

/** React Aria empties its announcer by markup, which the console's policy forbids: number and date fields would throw. */
export function withoutMarkup(): PluginOption {
  return {
    name: "without-markup",
    transform: {
      filter: { id: /\/react-aria\/dist\/private\/live-announcer\/LiveAnnouncer\.m?js$/ },
      handler(code) {
        const mended = code.replaceAll(".innerHTML = ''", ".replaceChildren()");
        if (mended === code) {
          this.error(
            "React Aria's announcer has changed: look whether this plugin is still needed",
          );
        }
        return { code: mended, map: null };
      },
    },
  };
}

/** Requests are known by a hash of ours (`console/live/request_key.ts`): urql's is the same for ids near each other. */
export function requestsApart(): PluginOption {
  return {
    name: "requests-apart",
    transform: {
      filter: { id: /\/@urql\/core\/dist\/urql-core-chunk\.m?js$/ },
      handler(code) {
        const hash = /var phash = \([\s\S]*?5381[\s\S]*?\n\};\n/;
        if (!hash.test(code)) {
          this.error("urql's hash has changed: look whether this plugin is still needed");
        }
        const own = `import { requestKey as phash } from ${JSON.stringify(at("console/live/request_key.ts"))};\n`;
        return { code: own + code.replace(hash, ""), map: null };
      },
    },
  };
}

/** The running switchboard that the pages of the development server talk to. */
const SWITCHBOARD = process.env["SWITCHBOARD"] ?? "http://127.0.0.1:8080";
/** Every path of the server that a page asks. */
const PATHS = [
  "graphql",
  "visitor",
  "session",
  "setup",
  "invitation",
  "uploads",
  "files",
  "exports",
];
/** What is a page of the console for whoever opens it. */
const PAGES = /^\/(setup|invitation)(\/|$|\?)/;
/** The console's own sources, where a folder of theirs has the name of a path of the server. */
const SOURCES = /^\/session\/[\w/]+(\.module)?\.(tsx?|css)($|\?)/;

export const server: ServerOptions = {
  proxy: {
    [`^/(${PATHS.join("|")})(/|$|\\?)`]: {
      target: SWITCHBOARD,
      ws: true,
      changeOrigin: true,
      // The server refuses a session to foreign origins, and the development server is one.
      headers: { origin: SWITCHBOARD },
      bypass: ({ url = "", headers }) =>
        SOURCES.test(url)
          ? url
          : PAGES.test(url) && headers.accept?.includes("text/html")
            ? "/index.html"
            : undefined,
    },
  },
};

/** The browsers of the last two years. */
export const TARGET = "baseline-widely-available";
