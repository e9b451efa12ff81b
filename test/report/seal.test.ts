import * as fc from "fast-check";
import * as z from "zod/mini";
import { describe, expect, test } from "vitest";
import { escapeText } from "../../src/model/escape-text.ts";
import { reportSchema, type Report } from "../../src/model/report.ts";
import { renderJson } from "../../src/report/json.ts";
import type { KnownSecrets } from "../../src/report/known-secrets.ts";
import { seal } from "../../src/report/seal.ts";
import { isSecretName, SECRET_PATTERNS } from "../../src/report/secret-patterns.ts";
import { renderText } from "../../src/report/text.ts";
import { buildLink, buildReport, CORRELATION_ID, TARGET_URL, TENANT, VM_ID } from "./fixture.ts";

const SECRET = "FAKE~canary/one+two=?&\"q\\uote' ü";
const KNOWN: KnownSecrets = [{ name: "AZURE_CLIENT_SECRET", value: SECRET }];

function withText(text: string): Report {
  return buildReport({ links: [buildLink("environment", { reason: text })] });
}

/** What the seal makes of one text. */
function sealed(text: string, secrets: KnownSecrets = []): string {
  return seal(withText(text), secrets).links[0]?.reason ?? "";
}

function htmlEscaped(text: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    '"': "&quot;",
    "'": "&#39;",
    "<": "&lt;",
    ">": "&gt;",
  };
  return text.replace(/[&"'<>]/g, (character) => entities[character] ?? character);
}

const ENCODINGS: Readonly<Record<string, (secret: string) => string>> = {
  raw: (secret) => secret,
  trimmed: (secret) => secret.trim(),
  url: encodeURIComponent,
  "url, lower case": (secret) => encodeURIComponent(secret).replace(/%../g, (escape) => escape.toLowerCase()),
  "url twice": (secret) => encodeURIComponent(encodeURIComponent(secret)),
  form: (secret) => new URLSearchParams({ s: secret }).toString().slice(2),
  json: (secret) => JSON.stringify(secret).slice(1, -1),
  "json in json": (secret) => JSON.stringify(JSON.stringify(secret)).slice(1, -1),
  "url in json": (secret) => JSON.stringify(encodeURIComponent(secret)),
  html: htmlEscaped,
  "html numbers": (secret) => Array.from(secret, (c) => `&#x${c.codePointAt(0)?.toString(16)};`).join(""),
  escapeText: (secret) => escapeText(secret),
  hex: (secret) => Buffer.from(secret).toString("hex"),
  "hex, upper case": (secret) => Buffer.from(secret).toString("hex").toUpperCase(),
  "utf8 read as latin1": (secret) => Buffer.from(secret).toString("latin1"),
  base64: (secret) => Buffer.from(secret).toString("base64"),
  base64url: (secret) => Buffer.from(secret).toString("base64url"),
  "base64 at 1": (secret) => Buffer.from(`a${secret}bc`).toString("base64"),
  "base64url at 2": (secret) => Buffer.from(`id:${secret}`).toString("base64url"),
  "base64 at 2": (secret) => Buffer.from(`ab${secret}`).toString("base64"),
  "base64 in a URL": (secret) => encodeURIComponent(Buffer.from(`user:${secret}`).toString("base64")),
};

describe("known secrets", () => {
  test.each(Object.entries(ENCODINGS))("%s", (name, encode) => {
    const planted = encode(SECRET);
    const text = sealed(`before ${planted} after`, KNOWN);
    expect(text).not.toContain(planted);
    // Around a core of base64 a few characters of its neighbours may stay; nothing else does.
    if (!name.startsWith("base64"))
      expect(text).toMatch(/^before [\\"]*\[removed: AZURE_CLIENT_SECRET\][\\"]* after$/);
    expect(text).toMatch(/^before .{0,10}\[removed: AZURE_CLIENT_SECRET\].{0,6} after$/);
  });

  test.each(["raw", "url", "url, lower case", "form", "json", "escapeText"])(
    "%s, after half an escape",
    (name) => {
      const value = "FAbad secret/\\x";
      const planted = ENCODINGS[name]?.(value) ?? value;
      for (const before of ["%", "\\", "%4", "\\x4", "&", "\\u{"]) {
        expect(sealed(before + planted, [{ name: "S", value }])).not.toContain(planted);
      }
    },
  );

  test("inside other text, several times, next to each other", () => {
    expect(sealed("xFAKEpasswordFAKEpasswordy", [{ name: "P", value: "FAKEpassword" }])).toBe(
      "x[removed: P][removed: P]y",
    );
  });

  test("of two that overlap, the longer names the mark", () => {
    const secrets = [
      { name: "SHORT", value: "FAKEpart" },
      { name: "LONG", value: "the whole FAKEpart value" },
    ];
    expect(sealed("is the whole FAKEpart value here, FAKEpart there", secrets)).toBe(
      "is [removed: LONG] here, [removed: SHORT] there",
    );
  });

  test("under four characters only as a whole", () => {
    const secrets = [{ name: "PIN", value: "xyz" }];
    expect(sealed("xyz", secrets)).toBe("[removed: PIN]");
    expect(sealed(" xyz\n", secrets)).toBe("[removed: PIN]");
    expect(sealed("an xyz b", secrets)).toBe("an xyz b");
  });

  test.each(["", " ", "     ", "\n\n\n\n"])(
    "a secret without visible characters removes nothing: %j",
    (value) => {
      expect(seal(buildReport(), [{ name: "EMPTY", value }])).toEqual(buildReport());
    },
  );

  test("a line of a longer secret, such as a key file", () => {
    const value = "-----FAKE-----\nFAKEFAKEFAKEFAKE0001\r\nFAKEFAKEFAKEFAKE0002\n";
    expect(sealed("line FAKEFAKEFAKEFAKE0002 seen", [{ name: "KEY", value }])).toBe(
      "line [removed: KEY] seen",
    );
  });

  test("the beginning of a secret, where a text was cut", () => {
    const secrets = [{ name: "S", value: "FAKE-secret\twith a tab and an end" }];
    const text = `it is ${secrets[0]?.value}`;
    for (let length = 11; length < 38; length += 1) {
      const cut = sealed(escapeText(text, length), secrets);
      expect(cut).toMatch(/^it is \[removed: S\]\.\.\. \(\d+ more characters\)$/);
    }
    const long = `${"x".repeat(1000)} FAKE-sec`;
    expect(sealed(long, secrets)).toBe(`${"x".repeat(1000)} [removed: S]`);
  });

  test("a name that gives the secret away does not stand in the mark", () => {
    expect(sealed("is FAKE_placeholder", [{ name: "FAKE_placeholder", value: "FAKE_placeholder" }])).toBe(
      "is [removed: secret]",
    );
  });

  test("a secret that is a word of the schema damages no report", () => {
    for (const value of ["environment", "read", "public", "credprobe", "links", "name", "2026", "removed"]) {
      const report = seal(buildReport(), [{ name: "UNLUCKY", value }]);
      expect(z.safeParse(reportSchema, report).success).toBe(true);
      expect(seal(report, [])).toEqual(report);
    }
  });

  test("names of headers and claims are looked at too, and none is lost", () => {
    const [link] = buildReport().links;
    const token = {
      scope: "s",
      outcome: "succeeded",
      claims: { "FAKE-a": "1", "x FAKE-a": "2", "FAKE-b": "3" },
    };
    const report = buildReport({ links: [{ ...link, tokens: [token] } as Report["links"][number]] });
    const result = seal(report, [
      { name: "S", value: "FAKE-a" },
      { name: "S", value: "FAKE-b" },
    ]);
    expect(result.links[0]?.tokens[0]?.claims).toEqual({
      "[removed: S]": "1",
      "x [removed: S]": "2",
      "[removed: S] 2": "3",
    });
    expect(result.redactions).toEqual([{ where: "/links/0/tokens/0/claims", kind: "S" }]);
  });
});

describe("secrets known by their look", () => {
  const samples = SECRET_PATTERNS.flatMap(({ kind, regex, samples: texts }) =>
    texts.map((sample) => ({ kind, regex, sample })),
  );

  test.each(samples)("$kind: $sample", ({ kind, regex, sample }) => {
    expect(sample.match(regex)).not.toBeNull();
    for (const text of [
      sample,
      JSON.stringify({ body: sample }),
      encodeURIComponent(sample),
      htmlEscaped(sample),
    ]) {
      const result = sealed(text);
      expect(result).toMatch(/\[removed: [a-z ]+\]/);
      expect(result).not.toMatch(/FAK|GQUtF|ZXlK/);
      expect(sealed(result)).toBe(result);
    }
    expect(sealed(sample)).toContain(`[removed: ${kind}]`);
  });

  test("no row is without a sample, every expression is global", () => {
    for (const { regex, samples: texts } of SECRET_PATTERNS) {
      expect(regex.flags).toContain("g");
      expect(texts.length).toBeGreaterThan(0);
    }
  });

  test.each([
    `correlation id ${CORRELATION_ID}, trace ${TENANT}`,
    `${VM_ID}/providers/Microsoft.Authorization/roleAssignments/${CORRELATION_ID}`,
    "/subscriptions/x/resourceGroups/y/providers/Microsoft.KeyVault/vaults/v/secrets/db-password",
    `Bearer authorization_uri=https://login.microsoftonline.com/${TENANT}/oauth2/authorize resource_id=https://storage.azure.com`,
    `Bearer authorization="https://login.windows.net/${TENANT}", resource="https://vault.azure.net"`,
    "Basic realm=/var/opt/azcmagent/tokens/aaaa.key",
    `AADSTS7000215: Invalid client secret provided. Trace ID: ${TENANT} Correlation ID: ${CORRELATION_ID} Timestamp: 2026-11-23 09:00:00Z`,
    "https://login.microsoftonline.com/error?code=7000215",
    "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fstorage.azure.com",
    "az ad app credential reset --id x --append",
    "unset AZURE_CLIENT_SECRET AZURE_CLIENT_CERTIFICATE_PASSWORD",
    "export AZURE_CLIENT_SECRET=<value>",
    "AZURE_CLIENT_SECRET: not set",
    "Basic authentication is not enabled; bearer tokens are",
    TARGET_URL,
    "contact someone@example.com about https://example.com/a@b",
    '{"error":{"code":"AuthorizationPermissionMismatch","message":"This request is not authorized"}}',
  ])("stays: %s", (text) => {
    expect(sealed(text)).toBe(text);
    expect(sealed(text, KNOWN)).toBe(text);
  });

  test("the report of the fixture stays as it is", () => {
    expect(seal(buildReport(), KNOWN)).toEqual(buildReport());
  });

  test("the value of what is named like a secret", () => {
    const report = buildReport();
    const [first] = report.links;
    const exchange = {
      method: "GET",
      url: "http://localhost/",
      startedAt: report.startedAt,
      durationMs: 1,
      requestHeaders: {
        authorization: "FAKE",
        secret: "FAKE",
        "X-IDENTITY-HEADER": "FAKE",
        metadata: "true",
      },
      responseHeaders: { "set-cookie": "FAKE", "www-authenticate": "Basic realm=x" },
    };
    const input = {
      name: "AZURE_PASSWORD",
      from: "environment" as const,
      state: "set" as const,
      value: "FAKE",
    };
    const result = seal(
      {
        ...report,
        links: [{ ...(first as NonNullable<typeof first>), inputs: [input], exchanges: [exchange] }],
      },
      [],
    );
    expect(JSON.stringify(result)).not.toContain('"FAKE"');
    expect(result.links[0]?.exchanges[0]?.responseHeaders["www-authenticate"]).toBe("Basic realm=x");
    expect(result.redactions.map(({ where }) => where)).toEqual([
      "/links/0/exchanges/0/requestHeaders/X-IDENTITY-HEADER",
      "/links/0/exchanges/0/requestHeaders/authorization",
      "/links/0/exchanges/0/requestHeaders/secret",
      "/links/0/exchanges/0/responseHeaders/set-cookie",
      "/links/0/inputs/0/value",
    ]);
    expect(seal(result, [])).toEqual(result);
  });

  test("no name of the schema is taken for the name of a secret's value", () => {
    const names = new Set(JSON.stringify(z.toJSONSchema(reportSchema)).match(/[a-zA-Z]+/g));
    expect([...names].filter(isSecretName)).toEqual(["secret"]);
  });
});

describe("redactions", () => {
  test("are sorted, without doubles, and point into the report", () => {
    const text = `${SECRET} ${SECRET} eyJGQUtFMHNlY3JldCI6MX0.eyJGQUtFMHNlY3JldCI6MX0.FAKE`;
    const report = buildReport({ links: [buildLink("environment", { reason: text, title: `a ${SECRET}` })] });
    expect(seal(report, KNOWN).redactions).toEqual([
      { where: "/links/0/reason", kind: "AZURE_CLIENT_SECRET" },
      { where: "/links/0/reason", kind: "token" },
      { where: "/links/0/title", kind: "AZURE_CLIENT_SECRET" },
    ]);
  });

  test("of an earlier sealing are kept, and its marks are left alone", () => {
    const once = seal(withText(`client_secret=${SECRET}&a=b http://u:p@host ${SECRET}`), KNOWN);
    expect(once.redactions.length).toBeGreaterThan(0);
    expect(seal(once, [])).toEqual(once);
    expect(seal(once, KNOWN)).toEqual(once);
  });

  test("a text that only looks like a mark protects nothing", () => {
    expect(sealed("password=[removed:FAKE]")).not.toContain("FAKE");
    expect(sealed("[removed: FAKEsecret]", [{ name: "S", value: "FAKEsecret" }])).toBe(
      "[removed: [removed: S]]",
    );
    const report = buildReport({ redactions: [{ where: "/x", kind: "FAKEsecret" }] });
    expect(JSON.stringify(seal(report, [{ name: "S", value: "FAKEsecret" }]))).not.toContain("FAKEsecret");
  });
});

/** Texts that someone may have made to keep a seal busy. */
const HOSTILE_UNITS = [
  "a",
  "eyJ",
  "eyJaaaaa.",
  "ZXlK",
  "://",
  "://a@",
  "://a",
  "password=",
  'password="',
  '"password":"',
  "sharedaccesssignature=",
  "\\",
  '\\"',
  "\\u0041",
  "%41",
  "%25",
  "%2541",
  "+%",
  "&amp;",
  "&#65;",
  "-----BEGIN PRIVATE KEY-----",
  "-----BEGIN ",
  "-----BEGIN PRIVATE KEY----------END ",
  "Bearer ",
  "Bearer a",
  "Basic a",
  "authorization: ",
  "authorization:          ",
  "\nsecret: ",
  "\n\t",
  " ",
  "[removed: ",
  "[removed: token]",
  "aQ~",
  "0Q~",
  "FAKE",
  "AA==",
  "... (1 more characters)",
];

describe("hostile text", () => {
  const secrets = [{ name: "S", value: `${"FAKE".repeat(20)}!` }];

  test.each(HOSTILE_UNITS)("1 MB of %j takes a moment", (unit) => {
    const text = unit.repeat(Math.ceil(1e6 / unit.length));
    const started = performance.now();
    const once = sealed(text, secrets);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(once).toBeTypeOf("string");
  });

  test.each(HOSTILE_UNITS)("sealing %j twice changes nothing", (unit) => {
    for (const count of [1, 2, 7, 500]) {
      const once = seal(withText(unit.repeat(count)), secrets);
      expect(seal(once, secrets)).toEqual(once);
    }
  });
});

describe("properties", () => {
  const words = JSON.stringify(buildReport()) + renderText(seal(buildReport(), []));
  const secretText = fc
    .string({
      unit: fc.constantFrom(..."FAKEsecret0189+/=&%\\\"'<>;:@?#._~-{}[] \t\nüé€😀"),
      minLength: 8,
      maxLength: 60,
    })
    .filter((text) => text.trim().length >= 8 && !words.includes(text.trim()));
  const around = fc.constantFrom(
    "",
    " ",
    "x",
    '"',
    "=",
    "secret=",
    "password=",
    "client_secret=",
    "http://u:",
  );
  const encoding = fc.constantFrom(...Object.keys(ENCODINGS));
  const places: readonly ((text: string) => Report)[] = [
    withText,
    (text) => buildReport({ sdkLog: ["line", text] }),
    (text) => buildReport({ verdict: { exitCode: 0, headline: text, detail: text } }),
    (text) => buildReport({ lab: { scenario: text } }),
    (text) => {
      const report = buildReport();
      return {
        ...report,
        host: { ...report.host, proxy: { [text]: text }, evidence: [{ what: "x", value: text }] },
      };
    },
    (text) => {
      const report = buildReport();
      return {
        ...report,
        findings: report.findings.map((finding) => ({
          ...finding,
          cause: text,
          fixes: [{ what: text, commands: [text, `a ${text} b`] }],
        })),
      };
    },
  ];

  test("a known secret never comes out, wherever and however it stands", () => {
    fc.assert(
      fc.property(
        secretText,
        encoding,
        around,
        around,
        fc.constantFrom(...places),
        (value, name, before, after, place) => {
          const encode = ENCODINGS[name] ?? String;
          const planted = encode(value);
          const secrets = [{ name: "AZURE_CLIENT_SECRET", value }];
          const report = seal(place(before + planted + after), secrets);
          const needles = [value, value.trim(), JSON.stringify(value.trim()).slice(1, -1)];
          if (!name.startsWith("base64"))
            needles.push(planted.trim(), JSON.stringify(planted.trim()).slice(1, -1));
          const output = JSON.stringify(report);
          const text = renderText(report, { width: 500, unicode: true });
          for (const needle of needles) {
            expect(output).not.toContain(needle);
            expect(text).not.toContain(needle);
          }
          expect(renderJson(report)).not.toContain(JSON.stringify(value.trim()).slice(1, -1));
          expect(seal(report, secrets)).toEqual(report);
          expect(seal(report, [])).toEqual(report);
        },
      ),
      { numRuns: 400 },
    );
  });

  test("sealing any text twice is sealing it once", () => {
    const piece = fc.oneof(
      fc.constantFrom(...HOSTILE_UNITS, ...SECRET_PATTERNS.flatMap(({ samples }) => samples)),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const secrets = [{ name: "S", value: "FAKE0secret" }];
        const once = seal(withText(pieces.join("")), secrets);
        expect(seal(once, secrets)).toEqual(once);
        expect(seal(once, [])).toEqual(once);
        expect(JSON.stringify(once)).not.toContain("FAKE0secret");
      }),
      { numRuns: 400 },
    );
  });
});
