import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { findings } from "../../src/catalogue/findings/index.ts";

const folder = fileURLToPath(new URL("../../docs/findings/", import.meta.url));
const HEADINGS = ["Meaning", "Why it happens", "How to confirm by hand", "Fix", "Related"];
const LONGEST_TITLE = 60;

const rows = Object.entries(findings).map(([slug, { level, title }]) => ({ slug, level, title }));
const slugs = rows.map(({ slug }) => slug);
const files = readdirSync(folder);
const read = (file: string) => readFileSync(folder + file, "utf8");

/** The lines of a page that are prose: a comment in a command is no heading. */
const prose = (page: string) => page.replaceAll(/^```[^]*?^```$/gm, "");

test("every slug has a page, and every page a slug", () => {
  const pages = files.filter((file) => file !== "README.md");
  expect(pages.sort()).toEqual(slugs.map((slug) => `${slug}.md`).sort());
});

describe.each(rows)("the page of $slug", ({ slug, level, title }) => {
  test("begins with the title, the slug and the level of the table", () => {
    expect(title.length).toBeLessThanOrEqual(LONGEST_TITLE);
    const [first, second] = read(`${slug}.md`).split("\n\n");
    expect(first).toBe(`# ${title}`);
    expect(second).toBe(`\`${slug}\` · ${level}`);
  });

  test("has the five parts in order, none of them empty", () => {
    const parts = prose(read(`${slug}.md`))
      .split(/^## /m)
      .slice(1);
    expect(parts.map((part) => part.split("\n", 1)[0])).toEqual(HEADINGS);
    for (const part of parts) expect(part.split("\n").slice(1).join("").trim()).not.toBe("");
  });

  test("leads to one to three other pages", () => {
    const related = read(`${slug}.md`).split("\n## Related\n")[1] ?? "";
    const linked = [...related.matchAll(/^- \[([a-z-]+)\]\(([a-z-]+)\.md\)/gm)];
    expect(linked.length).toBeGreaterThanOrEqual(1);
    expect(linked.length).toBeLessThanOrEqual(3);
    for (const [, text, target] of linked) {
      expect(target).toBe(text);
      expect(target).not.toBe(slug);
      expect(slugs).toContain(target);
    }
  });
});

test("the README lists all of them, in the order of the table, with level and title", () => {
  const listed = [
    ...read("README.md").matchAll(/^\| \[([a-z-]+)\]\(([a-z-]+)\.md\) *\| (\w+) *\| (.*?) *\|$/gm),
  ].map(([, slug, page, level, title]) => ({ slug, page, level, title }));
  expect(listed).toEqual(rows.map((row) => ({ ...row, page: row.slug })));
});
