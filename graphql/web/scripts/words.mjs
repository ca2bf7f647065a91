/** Fails where a catalogue lacks a text of the code, has one that nobody says, or leaves one untranslated. */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { files, ROOT, report } from "./files.mjs";

const catalogues = () => files().filter(({ path }) => path.endsWith(".po"));

const before = catalogues();
execFileSync("npx", ["lingui", "extract", "--clean"], { cwd: ROOT, stdio: "pipe" });
/** @type {import("./files.mjs").Finding[]} */
const findings = [];
for (const { path, text } of catalogues()) {
  const written = before.find((file) => file.path === path)?.text ?? "";
  if (body(written) !== body(text)) {
    findings.push({
      path,
      line: 1,
      message: "is not as the code: `npm run words`, then translate",
    });
  }
  // A check changes nothing.
  writeFileSync(join(ROOT, path), written);
  if (!path.endsWith("/en.po")) {
    for (const [, key] of written.matchAll(/^msgid "(.+)"\nmsgstr ""\n(?!")/gm)) {
      findings.push({ path, line: 1, message: `"${key}" has no translation` });
    }
  }
}
report(findings);

/** Without the head, whose date changes by itself. @param {string} text */
function body(text) {
  return text.slice(text.indexOf("\n\n")).trim();
}
