import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EXIT_MEANINGS } from "../../src/catalogue/exit-codes.ts";
import { meaningOfClaim, REPORTED_CLAIMS } from "../../src/catalogue/claims.ts";
import type { Chain, Report } from "../../src/model/report.ts";
import { isClosedWord } from "../../src/report/closed-words.ts";
import { renderHtml } from "../../src/report/html.ts";
import { mapStrings } from "../../src/report/map-strings.ts";
import { seal } from "../../src/report/seal.ts";
import { ticketFacts } from "../../src/report/ticket-facts.ts";
import { buildAccess, buildLink, buildReport, TARGET_URL, VM_ID } from "./fixture.ts";
import { readPage } from "./page-of-html.ts";

const whole = buildReport({
  lab: { scenario: "leftover-secret" },
  redactions: [{ where: "/links/0/reason", kind: "access token" }],
  anonymized: true,
  waited: { seconds: 12, rounds: 3, end: "cannot-help", why: "a role does not come by itself" },
  message: "first line of the error\nAADSTS700016: second line",
  messageReading: {
    bare: "azure-cli",
    ids: { client: [], object: [], tenant: [] },
    readings: [
      {
        code: 700016,
        means: "the app is not known there",
        causes: [{ slug: "app-not-in-tenant", title: "t" }],
        isUsual: false,
      },
    ],
  },
  works: [{ what: "Entra knows the secret", evidence: ["/links/0"] }],
  interruptedAt: "the token of environment",
  complete: false,
  sdkLog: ["azure:identity:info EnvironmentCredential", "azure:identity:info second line"],
});

function pageOf(changes: Partial<Report> = {}) {
  return readPage(renderHtml(seal({ ...whole, ...changes }, [])));
}

/** A pointer stands without its first slash. */
function shown(value: string): string {
  return flat(value.replace(/^\/(?=links|host)/, ""));
}

/** Without what is only layout: the page may break a text where it likes. */
function flat(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}

describe("the page", () => {
  const html = renderHtml(seal(whole, []));
  const { tags, style, text } = readPage(html);
  const named = (name: string) => tags.filter((tag) => tag.name === name);

  test("forbids all that is not in it, and allows its own style by its hash", () => {
    const policy = named("meta").find(
      ({ attributes }) => attributes["http-equiv"] === "Content-Security-Policy",
    );
    const hash = createHash("sha384").update(style).digest("base64");
    expect(policy?.attributes["content"]).toBe(
      `default-src 'none'; style-src 'sha384-${hash}'; base-uri 'none'; form-action 'none'`,
    );
    expect(html.indexOf("Content-Security-Policy")).toBeLessThan(html.indexOf("<style>"));
    expect(style).not.toMatch(/url\(|@import|expression/);
  });

  test("says in its title what it came to, and that it is of the lab", () => {
    expect(html).toMatch(/<title>LAB: credprobe: The app gets the service principal/);
    expect(html).toContain("LAB: simulated Azure host, scenario leftover-secret");
    const { lab: _, ...real } = whole;
    const other = renderHtml(seal(real, []));
    expect(other).not.toContain("LAB");
    expect(other).toMatch(/<title>credprobe: The app gets/);
  });

  test("says the verdict first, then the sections in their order", () => {
    const heads = tags.filter(({ name }) => name === "h1" || name === "h2");
    expect(heads.map(({ attributes }) => attributes["id"])).toEqual([
      ...["verdict", "chain", "findings", "message", "works", "access", "tokens", "time", "ticket"],
      ...["environment", "host", "redactions", "log", "evidence"],
    ]);
    expect(text.indexOf(whole.verdict.headline)).toBeLessThan(text.indexOf("On this page") + 1e6);
    expect(text).toContain("exit code 3: a link wins, but at least one of its probes is refused");
  });

  test("has headings that skip no level", () => {
    const levels = tags.flatMap(({ name }) => (/^h[1-6]$/.test(name) ? [Number(name.slice(1))] : []));
    expect(levels[0]).toBe(1);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [index, level] of levels.entries()) {
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
    }
  });

  test("has ids that are there once, and links that lead to them", () => {
    const ids = tags.flatMap(({ attributes }) => attributes["id"] ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const links = named("a").map(({ attributes }) => attributes["href"] ?? "");
    expect(links.length).toBeGreaterThan(15);
    for (const link of links) expect(ids).toContain(link.replace(/^#/, ""));
    const referred = tags.flatMap(({ attributes }) => attributes["aria-labelledby"]?.split(" ") ?? []);
    for (const id of referred) expect(ids).toContain(id);
  });

  test("has tables with captions and heads, each in a box that the keyboard reaches", () => {
    const tables = named("table").length;
    expect(tables).toBeGreaterThan(5);
    expect(named("caption")).toHaveLength(tables);
    expect(named("th").every(({ attributes }) => ["col", "row"].includes(attributes["scope"] ?? ""))).toBe(
      true,
    );
    const boxes = tags.filter(({ attributes }) => attributes["class"] === "scroll");
    expect(boxes).toHaveLength(tables);
    for (const { attributes } of boxes) expect(attributes).toMatchObject({ role: "region", tabindex: "0" });
    const names = boxes.map(({ attributes }) => attributes["aria-label"]);
    expect(new Set(names).size).toBe(names.length);
  });

  test("has pictures with a title and a description", () => {
    const pictures = named("svg").filter(({ attributes }) => attributes["aria-hidden"] === undefined);
    expect(pictures).toHaveLength(4);
    for (const { attributes } of pictures) {
      expect(attributes["role"]).toBe("img");
      const [title, described] = (attributes["aria-labelledby"] ?? "").split(" ");
      expect(tags.find((tag) => tag.attributes["id"] === title)?.name).toBe("title");
      expect(tags.find((tag) => tag.attributes["id"] === described)?.name).toBe("desc");
    }
  });

  test("is the same bytes for the same report, all of them ASCII", () => {
    expect(renderHtml(seal(structuredClone(whole), []))).toBe(html);
    const foreign = buildReport({ links: [buildLink("environment", { reason: "caf\u00e9 \u{1f600}" })] });
    expect(renderHtml(seal(foreign, []))).toMatch(/^[\n\x20-\x7e]+$/);
    expect(readPage(renderHtml(seal(foreign, []))).text).toContain("caf\u00e9 \u{1f600}");
  });
});

describe("what is told", () => {
  test("every text of the report", () => {
    const report = seal(whole, []);
    const text = flat(readPage(renderHtml(report)).text);
    const missing: string[] = [];
    mapStrings(report, (value, { pointer, holder }) => {
      // Names of properties have no holder; times and the state of the winner are told in words of their own, the page
      // of a finding by the command that shows it; how a run ended is the verdict's to tell.
      const isTold =
        holder === "" ||
        /^\/(startedAt|finishedAt|winner|interruptedAt)|\/help$/.test(pointer) ||
        text.includes(shown(value));
      if (!isTold) missing.push(`${pointer}: ${value}`);
      return value;
    });
    expect(missing).toEqual([]);
  });

  test("every ticket fact", () => {
    const { text } = pageOf();
    const facts = ticketFacts(seal(whole, []));
    expect(facts.length).toBeGreaterThan(8);
    for (const { what, value } of facts) {
      expect(text).toContain(what);
      expect(text).toContain(value);
    }
  });

  test("commands whole, to be copied", () => {
    const html = renderHtml(seal(whole, []));
    const commands = [...html.matchAll(/<pre class="command"><code>(.*?)<\/code><\/pre>/gs)];
    const own = whole.findings.flatMap(({ fixes }) => fixes.flatMap((fix) => fix.commands));
    expect(commands).toHaveLength(own.length);
    const { text } = readPage(html);
    for (const command of own) expect(text).toContain(command);
  });

  test("where more is told of a finding: by a command, as the page may be read where no documentation is", () => {
    const { text } = pageOf();
    for (const { slug } of whole.findings) expect(text).toContain(`More: credprobe findings ${slug}`);
  });

  test("every link in words, folded, so that the findings come right behind the picture", () => {
    const html = renderHtml(seal(whole, []));
    const [, chain = ""] = html.split('<h2 id="chain">');
    const [body = ""] = chain.split("</section>");
    const folded = body.indexOf("<details");
    expect(body.slice(0, folded)).not.toContain("<table");
    expect(body.slice(folded)).toMatch(
      /^<details class="more">\n<summary>Every link, tried alone, and what each lane makes of it <span>\(table, \d+ links\)<\/span><\/summary>\n<div class="scroll"/,
    );
    expect(body.trimEnd()).toMatch(/<\/details>$/);
  });

  test("the evidence of a finding, by a link to where it stands", () => {
    const [finding] = whole.findings;
    const evidence = [
      "/links/3/exchanges/0",
      "/environment/0",
      "/host/clock/skewSeconds",
      "/targets/0/access/1",
      "/nowhere/0",
      "/links/99",
    ];
    const { tags, text } = pageOf({ findings: [{ ...finding!, evidence }] });
    const links = tags.flatMap(({ name, attributes }) => (name === "a" ? (attributes["href"] ?? []) : []));
    for (const id of ["at.links.3.exchanges.0", "at.environment.0", "at.host.clock", "at.targets.0.access.1"])
      expect(links).toContain(`#${id}`);
    expect(links).toContain("#at.links");
    expect(text).toContain("nowhere/0");
  });

  test("each claim with what it says", () => {
    const { text } = pageOf();
    for (const name of ["aud", "oid", "appidacr", "idtyp"]) expect(text).toContain(meaningOfClaim(name));
    expect(text).toMatch(/1795424100\s*2026-11-23 08:55:00 UTC/);
    for (const name of REPORTED_CLAIMS) expect(meaningOfClaim(name)).toMatch(/\w{3}/);
    expect(meaningOfClaim("constructor")).toBeUndefined();
  });

  test("the winner's token in sight, the others folded", () => {
    const page = renderHtml(seal(whole, []));
    const html = page.slice(page.indexOf('<h2 id="tokens">'));
    const folded = html.slice(html.indexOf('<details class="more">'));
    expect(folded).toContain("managed-identity-system");
    expect(html.indexOf("Claims in the token of environment")).toBeLessThan(
      html.indexOf('<details class="more">'),
    );
    expect(flat(readPage(page).text)).toContain(VM_ID);
  });

  test("what could not be asked, and what was not", () => {
    const silent = buildAccess("environment", {
      notSent: "no token for this audience",
      verdict: "not-tested",
    });
    const { status: _, errorCode: __, requestId: ___, ...row } = silent;
    const [target] = whole.targets;
    const second = { ...target!, url: "https://contosodata.queue.core.windows.net/", access: [row] };
    const { text } = pageOf({ targets: [target!, second] });
    expect(text).toContain("no token for this audience");
    expect(text).toContain("not asked");
    expect(text).toContain(TARGET_URL);
  });

  test("a run that was cut short, and a report without anything", () => {
    const nothing = { links: [], targets: [], chains: [], findings: [], environment: [], redactions: [] };
    const { text } = pageOf({ ...nothing, complete: false, interruptedBy: "deadline", sdkLog: [] });
    expect(text).toContain("The run was cut short by deadline; this report is partial.");
    for (const said of ["No finding.", "No target was named.", "No token came.", "No request was recorded."])
      expect(text).toContain(said);
  });
});

describe("the chain", () => {
  const [one, other, bare] = whole.chains;
  const steps = [
    { link: "environment", effect: "passed", basis: "modelled", why: "goes on" },
    { link: "managed-identity-system", effect: "stopped", basis: "modelled", why: "ends here" },
  ] as const;
  const { winner: _, ...rest } = one!;
  const lost: Chain = {
    ...rest,
    ...{ state: "none", stopsAt: "managed-identity-system", steps: [...steps], shadowed: [] },
  };

  test("SDKs that agree in every step share a lane, those that do not have their own", () => {
    const html = renderHtml(seal({ ...whole, chains: [bare!, lost, other!] }, []));
    const { text } = readPage(html);
    expect(flat(text)).toContain("lane A: environment passed, managed-identity-system stopped.");
    expect(flat(text)).toMatch(/lane B: environment won, .*lane C: managed-identity-system won/);
    expect(flat(text)).toContain("DefaultAzureCredential: stops at managed-identity-system");
    expect(renderHtml(seal(whole, []))).not.toContain("lane C");
  });

  test("with a split, says in which lanes a link wins or is shadowed", () => {
    const chains = [lost, other!];
    const { text } = pageOf({ chains, winner: { state: "split", link: null } });
    expect(text).toContain("wins in B");
    expect(text).toContain("shadowed in B");
  });

  test("has a mark of its own for each effect", () => {
    const { tags } = pageOf({ chains: [lost, other!] });
    const marks = new Set(
      tags.flatMap(({ attributes }) => attributes["class"]?.match(/^mark .*/)?.[0] ?? []),
    );
    expect(marks).toEqual(new Set(["mark won", "mark open", "mark stopped", "mark open faint"]));
  });
});

describe("the time line", () => {
  test("has each request once, where it was sent", () => {
    const [target] = whole.targets;
    const exchange = {
      method: "GET",
      url: "https://contosodata.blob.core.windows.net/invoices/azcredprobe-1",
      startedAt: "2026-11-23T09:00:01.500Z",
      durationMs: 20,
      failure: { code: "ECONNRESET", stage: "response" },
      requestHeaders: {},
      responseHeaders: {},
    } as const;
    const asked = { ...target!, access: [buildAccess("environment", { exchange })] };
    const { text, tags } = pageOf({ targets: [asked, asked] });
    expect(text.match(/\+1500 ms/g)).toHaveLength(1);
    expect(flat(text)).toContain("ECONNRESET");
    const bars = tags.filter(({ attributes }) => attributes["class"] === "bar unanswered");
    // One in each of two pictures, and one in the legend.
    expect(bars).toHaveLength(3);
    expect(Number(bars[0]?.attributes["x"])).toBeCloseTo((1500 / 4250) * 840, 0);
  });

  test("takes any time that a saved report may hold", () => {
    const links = whole.links.map((link) => ({
      ...link,
      exchanges: link.exchanges.map((one) => ({
        ...one,
        startedAt: "1970-01-01T00:00:00Z",
        durationMs: 1e15,
      })),
    }));
    expect(JSON.stringify(pageOf({ links }).tags)).not.toMatch(/NaN|Infinity|e\+/);
    expect(pageOf({ finishedAt: whole.startedAt }).text).toContain("Time line");
  });
});

describe("foreign text", () => {
  const HOSTILE = fc.oneof(
    fc.constantFrom(
      "<script>alert(1)</script>",
      '"><img src=x onerror=alert(1)>',
      "' onmouseover='alert(1)",
      "</style><style>*{display:none}",
      "</title><svg onload=alert(1)>",
      "javascript:alert(1)",
      "<!--",
      "]]>",
      "&lt;b&gt;",
      "${7*7}",
      "\u202eevil\u2066",
      "\0\b\u007f\u009b31m",
      "\ud800",
      "https://evil.example/",
    ),
    fc.string({ unit: "binary", maxLength: 12 }),
  );

  test("is text wherever it stands", () => {
    fc.assert(
      fc.property(fc.array(HOSTILE, { minLength: 1, maxLength: 6 }), (pieces) => {
        let turn = 0;
        const hostile = mapStrings(whole, (text, { holder }) => {
          // Words of the schema stay: a report without them is none. Times too; names of properties are the schema's.
          if (isClosedWord(text) || holder === "startedAt") return text;
          turn += 1;
          return `${text}${pieces[turn % pieces.length]}`;
        });
        const html = renderHtml(seal(hostile, []));
        expect(html).toMatch(/^[\n\x20-\x7e]+$/);
        const { tags } = readPage(html);
        const attributes = tags.flatMap((tag) => Object.entries(tag.attributes));
        const valuesOf = (wanted: string) =>
          attributes.flatMap(([name, value]) => (name === wanted ? [value] : []));
        expect(ELEMENTS).toEqual(expect.arrayContaining([...new Set(tags.map(({ name }) => name))]));
        expect(ATTRIBUTES).toEqual(expect.arrayContaining([...new Set(attributes.map(([name]) => name))]));
        expect(valuesOf("href").filter((href) => !/^#[\w.-]+$/.test(href))).toEqual([]);
        expect(new Set(valuesOf("fill"))).toEqual(
          new Set(["url(#time-wide-lines)", "url(#time-narrow-lines)"]),
        );
      }),
      { numRuns: 60 },
    );
  });

  test("cannot fake a line, and shows what cannot be seen", () => {
    const { text } = pageOf({
      links: [buildLink("environment", { reason: "a\nVERDICT\u202e all is well" })],
    });
    expect(text).toContain("a\\nVERDICT\\u{202e} all is well");
  });
});

/** All that the page is made of: no script, no frame, no form, nothing that is fetched. */
const ELEMENTS = [
  ...[
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "header",
    "main",
    "nav",
    "section",
    "article",
    "footer",
  ],
  ...[
    "h1",
    "h2",
    "h3",
    "p",
    "span",
    "strong",
    "code",
    "pre",
    "br",
    "ul",
    "ol",
    "li",
    "div",
    "a",
    "dl",
    "dt",
    "dd",
  ],
  ...["figure", "figcaption", "table", "caption", "thead", "tbody", "tr", "th", "td", "details", "summary"],
  ...["svg", "desc", "defs", "pattern", "rect", "circle", "path", "text"],
];
const ATTRIBUTES = [
  ...["lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "scope", "role", "tabindex"],
  ...["aria-label", "aria-labelledby", "aria-hidden", "start"],
  ...["viewBox", "width", "height", "x", "y", "cx", "cy", "r", "rx", "d", "fill", "text-anchor"],
  ...["patternUnits", "patternTransform"],
];

test("the exit codes mean what their page says", async () => {
  const { readFile } = await import("node:fs/promises");
  const page = await readFile(new URL("../../docs/exit-codes.md", import.meta.url), "utf8");
  for (const [code, meaning] of Object.entries(EXIT_MEANINGS)) {
    const row = page.split("\n").find((line) => new RegExp(`^\\| [\\d, ]*\\b${code}\\b`).test(line));
    const [first = ""] = meaning.split(":");
    expect(row).toContain(first.replace("interrupted by a ", ""));
  }
});
