// npm run browser: the HTML report of some scenarios, looked at in a real Chromium where there is one.
//
//   npm run browser -- [FOLDER]   where the screenshots go; a temporary folder unless named
//   --only PATTERN   scenarios by name      --require   fail where there is no Chromium
//   --results FILE   also write the numbers, in the words of Vitest's JSON report
//
// CHROMIUM in the environment names the program; else it is looked for on PATH.

import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { writeCounts } from "../../.ci/write-counts.mjs";
import { findChromium, openPage, startChromium } from "./chromium.mjs";
import { collisions, deadLinks, focusShown, lowContrast, overflow, smallText, unfold } from "./questions.mjs";

const PROGRAM = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

/** One of each kind: shadowing, several identities, many targets, no name, wrong console, no winner, a split. */
const SCENARIOS = [
  "leftover-secret",
  "three-identities",
  "functions-discover",
  "account-not-found",
  "kudu-linux",
  "arc-key-unreadable",
  "token-credentials-upper-case",
  "metadata-not-found-lasting",
];
const WIDTHS = [400, 1024, 1600];
const SCHEMES = ["light", "dark"];
const SMALLEST_TEXT = 9.5;
const TABS = 12;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: "string" },
    require: { type: "boolean", default: false },
    results: { type: "string" },
  },
});

const found = findChromium();
if (found.path === undefined) {
  console.log(`browser: Chromium is MISSING (looked for ${found.looked.join(", ")}), nothing was checked`);
  process.exit(values.require ? 1 : 0);
}
const folder = path.resolve(positionals[0] ?? mkdtempSync(path.join(os.tmpdir(), "credprobe-browser-")));
await mkdir(folder, { recursive: true });
const names = SCENARIOS.filter((name) => values.only === undefined || new RegExp(values.only).test(name));
if (names.length === 0) throw new Error("no scenario has that name");

const counts = { passed: 0, failed: 0 };
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(130));
const chromium = await startChromium(found.path).catch((error) => {
  console.log(`browser: ${found.path} does not start (${error.message}), nothing was checked`);
  process.exit(values.require ? 1 : 0);
});
console.log(
  `Chromium is present: ${chromium.product}, ${chromium.isAlone ? "in a network of its own" : "without name look-ups"}`,
);
try {
  for (const name of names) await lookAt(name);
} finally {
  await chromium.close();
}
console.log(`screenshots: ${folder}`);
console.log(
  `browser: ${counts.passed + counts.failed} checks, ${counts.passed} passed, ${counts.failed} failed`,
);
if (values.results !== undefined) writeCounts(values.results, counts);
process.exitCode = counts.failed === 0 ? 0 : 1;

/** A check with what speaks against it; nothing does when it passes. */
function check(what, against) {
  if (against.length === 0) {
    counts.passed += 1;
    return;
  }
  counts.failed += 1;
  console.log(`FAILED ${what}: ${against.slice(0, 6).join("; ")}`);
}

async function lookAt(name) {
  const file = path.join(folder, `${name}.html`);
  await writeFile(file, await reportOf(name));
  const page = await openPage(chromium, pathToFileURL(file).href);
  try {
    for (const width of WIDTHS) await atWidth(page, name, width);
    await withKeyboard(page, name);
    await forReaders(page, name);
    await onPaper(page, name);
    check(`${name}: links lead to the evidence`, await page.ask(deadLinks));
    await unfolded(page, name);
    check(`${name}: nothing else is fetched`, page.requests.slice(1));
    check(`${name}: the console is silent`, page.complaints);
  } finally {
    await page.close();
  }
}

function reportOf(name) {
  return new Promise((resolve, reject) => {
    const args = [PROGRAM, "lab", name, "-o", "html", "--quiet"];
    execFile(process.execPath, args, { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (stdout.startsWith("<!DOCTYPE html>")) resolve(stdout);
      else reject(new Error(`${name}: no report; ${error?.message ?? ""} ${stderr}`));
    });
  });
}

async function atWidth(page, name, width) {
  for (const scheme of SCHEMES) {
    await page.show({ width, scheme });
    await writeFile(path.join(folder, `${name}-${width}-${scheme}.png`), await page.screenshot());
  }
  const where = `${name} ${width}`;
  check(`${where}: nothing is wider than the page`, await page.ask(overflow));
  const { small, measured } = await page.ask(smallText, SMALLEST_TEXT);
  check(`${where}: the pictures can be read`, measured === 0 ? ["no text in them"] : small);
  check(`${where}: the texts of the pictures keep apart`, await page.ask(collisions));
}

/** All that is folded, in sight. */
async function unfolded(page, name) {
  await page.ask(unfold);
  for (const width of WIDTHS) {
    for (const scheme of SCHEMES) {
      await page.show({ width, scheme });
      const { low, measured } = await page.ask(lowContrast);
      check(`${name} ${width} ${scheme}: contrast`, measured < 100 ? [`only ${measured} texts`] : low);
    }
    check(`${name} ${width}: nothing is wider than the page, unfolded`, await page.ask(overflow));
  }
}

/** As it is printed: A4, in light colours whatever the screen has. */
async function onPaper(page, name) {
  await page.show({ width: 680, scheme: "dark", media: "print" });
  check(`${name} print: nothing is wider than the paper`, await page.ask(overflow));
  const { low } = await page.ask(lowContrast);
  check(`${name} print: contrast`, low);
  await writeFile(path.join(folder, `${name}-print.png`), await page.screenshot());
  const { data } = await page.send("Page.printToPDF", { paperWidth: 8.27, paperHeight: 11.69 });
  const paper = Buffer.from(data, "base64");
  check(`${name} print: there is paper`, paper.subarray(0, 5).toString() === "%PDF-" ? [] : ["no PDF"]);
  await writeFile(path.join(folder, `${name}.pdf`), paper);
}

async function withKeyboard(page, name) {
  await page.show({ width: 1024, scheme: "light" });
  const reached = [];
  for (let at = 0; at < TABS; at += 1) {
    for (const type of ["keyDown", "keyUp"]) {
      await page.send("Input.dispatchKeyEvent", { type, key: "Tab", code: "Tab", windowsVirtualKeyCode: 9 });
    }
    reached.push(await page.ask(focusShown));
  }
  check(
    `${name}: the keyboard reaches what can be used`,
    reached.includes(null) ? ["the focus is lost"] : [],
  );
  const unseen = reached.filter((one) => one?.isShown === false);
  check(
    `${name}: the focus is seen`,
    unseen.map((one) => one.name),
  );
}

/** What a screen reader is told. */
async function forReaders(page, name) {
  const { nodes } = await page.send("Accessibility.getFullAXTree");
  const shown = nodes.filter(({ ignored }) => !ignored);
  const named = (role) =>
    shown.filter((node) => node.role?.value === role).map((node) => node.name?.value ?? "");
  for (const role of ["main", "navigation", "contentinfo", "table", "image"]) {
    check(`${name}: has ${role}`, named(role).length === 0 ? ["none"] : []);
  }
  for (const role of ["image", "table", "region", "link", "heading"]) {
    const isUnnamed = named(role).some((text) => text.trim() === "");
    check(`${name}: every ${role} has a name`, isUnnamed ? ["one has none"] : []);
  }
}
