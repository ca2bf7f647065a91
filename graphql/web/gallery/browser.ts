/** The built gallery in a real browser, under the console's policy. For the tests beside. */
import { type Browser, chromium, type Page } from "playwright-core";
import { type PreviewServer, preview } from "vite";
import { at } from "../vite.shared.ts";

/** Where what people look at is put. */
export const PICTURES = at("dist/pictures");

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export interface Look {
  theme?: "light" | "dark";
  language?: "en" | "ar";
  density?: "dense" | "roomy";
  /** One part alone. */
  part?: string;
  width?: number;
  height?: number;
}

export class GalleryBrowser {
  readonly #browser: Browser;
  readonly #server: PreviewServer;
  /** What the pages complained of: broken policy, thrown errors, requests elsewhere. */
  readonly complaints: string[] = [];

  private constructor(browser: Browser, server: PreviewServer) {
    this.#browser = browser;
    this.#server = server;
  }

  static async start(): Promise<GalleryBrowser> {
    const server = await preview({
      configFile: at("vite.gallery.ts"),
      logLevel: "error",
      preview: { port: 0, open: false },
    });
    const browser = await chromium.launch({
      executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
      args: FLAGS,
    });
    return new GalleryBrowser(browser, server);
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.#server.close();
  }

  /** The gallery as such a reader sees it, with nothing that moves. */
  async open({ width = 1280, height = 900, ...look }: Look = {}): Promise<Page> {
    const context = await this.#browser.newContext({
      viewport: { width, height },
      reducedMotion: "reduce",
    });
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    const origin = this.#server.resolvedUrls?.local[0] ?? "";
    page.on("console", (message) => {
      const isOwn =
        // React says itself that the gallery's broken part is broken; it has no icon to show in a tab.
        message.text().includes("broken on purpose") ||
        message.location().url.endsWith("favicon.ico");
      if (message.type() === "error" && !isOwn) {
        this.complaints.push(message.text());
      }
    });
    page.on("pageerror", (error) => this.complaints.push(error.message));
    page.on("request", (request) => {
      if (!request.url().replace("blob:", "").startsWith(origin)) {
        this.complaints.push(`asked ${request.url()}`);
      }
    });
    await page.goto(`${origin}gallery/index.html?${new URLSearchParams({ ...look })}`);
    await page.waitForSelector("#console [data-part]");
    await still(page);
    return page;
  }
}

/** Until what moves has come to its end; what goes on without one is left to it. */
export async function still(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        (one) =>
          one.playState !== "running" || one.effect?.getComputedTiming().endTime === Infinity,
      ),
  );
}
