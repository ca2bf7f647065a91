import { describe, expect, it } from "vitest";
import { addresses } from "./rules/addresses.mjs";
import { apart } from "./rules/apart.mjs";
import { classes } from "./rules/classes.mjs";
import { gallery } from "./rules/gallery.mjs";
import { headers } from "./rules/headers.mjs";
import { logical } from "./rules/logical.mjs";
import { nouns } from "./rules/nouns.mjs";
import { once } from "./rules/once.mjs";
import { sinks } from "./rules/sinks.mjs";
import { words } from "./rules/words.mjs";

/** @param {import("./rules.mjs").Rule} rule @param {[string, string][]} planted */
const count = (rule, ...planted) => rule(planted.map(([path, text]) => ({ path, text }))).length;

describe("a planted breach is found", () => {
  it.each([
    ["element.innerHTML = text;", 1],
    ['element["outerHTML"] = text;', 1],
    ["document.write(text);", 1],
    ["const a = <iframe srcDoc={text} />;", 1],
    ["element.textContent = text;", 0],
  ])("of the sinks: %s", (text, found) => {
    expect(count(sinks, ["console/a.tsx", text])).toBe(found);
  });

  it.each([
    ['const a = <img alt="A cat" />;', 1],
    ["const a = <b title={`${n} cats`} />;", 1],
    ['const a = <img alt="" />;', 0],
    ["const a = <b title={t`cats`} />;", 0],
    ['const a = <b id="cats" />;', 0],
    ["const a = <b>cats</b>;", 1],
    ["const a = <b>{many ? 'cats' : name}</b>;", 1],
    ["const a = <Trans>cats are <b>cats</b></Trans>;", 0],
    ["const a = <b>{name} 1 · 2</b>;", 0],
  ])("of the words: %s", (text, found) => {
    expect(count(words, ["widget/a.tsx", text])).toBe(found);
  });

  it.each([
    [".a { margin-left: 4px; }", 1],
    [".a { color: red; right: 0 }", 1],
    [".a { text-align: left; }", 1],
    [".a { border-top-left-radius: 4px; }", 1],
    ["/* left: 0; */ .a-left:hover { text-align: start; }", 0],
  ])("of start and end: %s", (text, found) => {
    expect(count(logical, ["console/a.css", text])).toBe(found);
  });

  it("of start and end in a style of JSX", () => {
    expect(
      count(logical, ["console/a.tsx", "const s = { marginLeft: 4, textAlign: 'right' };"]),
    ).toBe(2);
    expect(count(logical, ["console/a.tsx", "const page = { left: 1, right: 2 };"])).toBe(0);
  });

  it.each([
    ["../label/colour", 1],
    ["../label", 0],
    ["../label/index", 0],
    ["../parts/button", 0],
    ["./colour", 0],
    ["../../widget/app", 1],
    ["../../client/visitor/graphql", 1],
    ["../../client/operator", 0],
    ["../../tokens/theme", 0],
  ])("of the nouns: %s", (name, found) => {
    expect(count(nouns, ["console/chat/a.ts", `import { a } from "${name}";`])).toBe(found);
    expect(count(nouns, ["console/chat/a.ts", `export const a = import("${name}");`])).toBe(found);
  });

  it.each([
    ['fetch("/graphql")', 1],
    ['fetch(address("/graphql"))', 0],
    ['ask("GET", "/session")', 0],
    ["<a href={`/chat/${key}`} />", 1],
    ['here().path === "/invitation"', 0],
    ['<a href="/inbox" />', 0],
    ["location.pathname + location.search", 1],
    ["location.search", 0],
    ["location.origin", 1],
  ])("of the addresses: %s", (text, found) => {
    expect(count(addresses, ["console/a.tsx", text])).toBe(found);
  });

  it.each([
    ["console/a.stories.mjs", 'equal(await field(page).inputValue(), "hello");', 1],
    ["console/a.stories.mjs", "ok(\n  await page.getByText(name).isVisible(),\n);", 1],
    ["console/a.stories.mjs", 'equal(await field(page).inputValue(), "");', 0],
    ["console/a.stories.mjs", 'await shows(() => field(page).inputValue(), "hello");', 0],
    ["console/a.stories.mjs", "const text = await one.textContent();\nequal(text, name);", 0],
    ["stories/a.mjs", 'equal(await field(page).inputValue(), "hello");', 0],
  ])("of looking once: %s, %s", (path, text, found) => {
    expect(count(once, [path, text])).toBe(found);
  });

  it.each([
    ["console/shell/a.ts", 'import { a } from "../library/b";', 1],
    ["console/screens/inbox/a.ts", 'import { a } from "../label";', 1],
    ["console/screens/inbox/a.ts", 'import type { A } from "../label";', 0],
    ["console/screens/inbox/a.ts", 'const a = import("../label");', 0],
    ["console/screens/label/a.ts", 'import { a } from "../../library/b";', 0],
  ])("of the words that come apart: %s, %s", (path, text, found) => {
    expect(count(apart, [path, text])).toBe(found);
  });

  it("of the classes", () => {
    const script = /** @type {[string, string]} */ (["console/a.tsx", "styles.one"]);
    expect(count(classes, script, ["console/a.module.css", ".one { gap: 0.5px }"])).toBe(0);
    expect(count(classes, script, ["console/a.module.css", ".other { gap: 0 }"])).toBe(2);
    expect(count(classes, ["console/a.module.css", ".one { gap: 0 }"])).toBe(1);
  });

  it("of the gallery", () => {
    expect(count(gallery, ["console/parts/a.tsx", ""])).toBe(1);
    expect(count(gallery, ["console/parts/a.tsx", ""], ["console/parts/a.gallery.tsx", ""])).toBe(
      0,
    );
  });

  it("of the first line", () => {
    expect(count(headers, ["live/a.ts", "export {};"])).toBe(1);
    expect(count(headers, ["live/a.ts", "/** What it is for. */\nexport {};"])).toBe(0);
  });
});
