import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findScenario } from "../../src/lab/scenarios/index.ts";
import { record, type Recorded } from "../support/record.ts";
import { validReport } from "../support/validate-report.ts";

const FOLDER = fileURLToPath(new URL("../../docs/where-you-run/", import.meta.url));

const HEADINGS = ["Get it there", "Type", "Expect", "Fetch the report", "Good to know"];

/** Every command line of these pages that runs credprobe on a machine, and the scenario that stands for the machine. */
const SCENARIOS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "vm-ssh": {
    "node credprobe.cjs https://contosodata.blob.core.windows.net/invoices --report report.json --report report.txt":
      "leftover-secret",
    "ssh vm node - https://contosodata.blob.core.windows.net/invoices -o json < credprobe.cjs > report.json":
      "leftover-secret",
  },
  "kudu-windows": {
    [String.raw`node credprobe.cjs https://contosodata.blob.core.windows.net/invoices --report %HOME%\LogFiles\credprobe.txt --report %HOME%\LogFiles\credprobe.json`]:
      "kudu-windows",
  },
  "kudu-linux-ssh": {
    "node /home/credprobe.cjs https://contosodata.blob.core.windows.net/invoices --env-from app --report /home/LogFiles/credprobe.json":
      "app-service-ssh-env-from-app",
    "node /home/credprobe.cjs https://contosodata.blob.core.windows.net/invoices":
      "app-service-ssh-no-variables",
    "node credprobe.cjs https://contosodata.blob.core.windows.net/invoices": "kudu-linux",
  },
  "container-apps": {
    "node /tmp/credprobe.cjs https://contosodata.blob.core.windows.net/invoices": "container-apps-works",
  },
  aks: {
    "kubectl exec -i deploy/web -- node - https://contosodata.blob.core.windows.net/invoices -o json < credprobe.cjs > report.json":
      "workload-identity-works",
    "kubectl exec deploy/web -- node /tmp/credprobe.cjs https://contosodata.blob.core.windows.net/invoices --report /tmp/report.json":
      "aks-annotation-missing",
  },
  functions: {
    [String.raw`node credprobe.cjs --discover --report %HOME%\LogFiles\credprobe.json`]: "functions-discover",
  },
  arc: {
    "node credprobe.cjs https://contosodata.blob.core.windows.net/invoices --report report.json": "arc-works",
  },
  "developer-machine": {
    "node credprobe.cjs https://contosodata.blob.core.windows.net/invoices --report report.json":
      "developer-az",
  },
};

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "credprobe-test-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

test("there is a page for each place, listed in the index", async () => {
  const pages = (await readdir(FOLDER)).filter((name) => name !== "README.md");
  expect(pages.sort()).toEqual(
    Object.keys(SCENARIOS)
      .map((name) => `${name}.md`)
      .sort(),
  );
  const index = await readFile(`${FOLDER}README.md`, "utf8");
  for (const page of pages) expect(index).toContain(`(${page})`);
});

describe.each(Object.entries(SCENARIOS))("docs/where-you-run/%s.md", (name, scenarios) => {
  const read = async () => await readFile(`${FOLDER}${name}.md`, "utf8");

  test("has the headings of all, and no command line that is not tried here", async () => {
    const page = await read();
    expect([...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual(HEADINGS);
    expect(commandsIn(page).sort()).toEqual(Object.keys(scenarios).sort());
  });

  // A busy machine may ask the metadata service twice: such a run is made again.
  test("shows what its command lines give", { retry: 2 }, async () => {
    const recorded = new Map<string, Recorded>();
    for (const [command, scenario] of Object.entries(scenarios)) {
      const { args, files } = optionsOf(command, scenario);
      const run = await record(scenario, args, folder);
      expect(run.code).toBe(findScenario(scenario)?.expect.exitCode);
      for (const file of files) {
        const text = await readFile(join(folder, file), "utf8");
        if (file.endsWith(".json")) expect(validReport(text).complete).toBe(true);
        await rm(join(folder, file));
      }
      recorded.set(scenario, run);
    }
    await expect(await withScreens(await read(), recorded)).toMatchFileSnapshot(`${FOLDER}${name}.md`);
  });
});

/** Command lines in blocks of code that start the program, and do not copy or fetch something. */
function commandsIn(page: string): string[] {
  return [...page.matchAll(/^```(?:sh|bat)\n([\s\S]*?)^```$/gm)]
    .flatMap(([, block = ""]) => block.replaceAll(/\s*[\\^]\n\s*/g, " ").split("\n"))
    .filter((line) => /\bnode (?:-|\S*credprobe\.cjs) /.test(line));
}

/** The options of a command line; files are written to the test's folder, and the scenario has the targets. */
function optionsOf(command: string, scenario: string): { args: string[]; files: string[] } {
  const [, own = ""] = /\bnode (?:-|\S*credprobe\.cjs) ([^<]*)/.exec(command) ?? [];
  const words = own.trim().split(/\s+/);
  const targets = words.filter((word) => word.startsWith("https://"));
  expect(findScenario(scenario)?.targets).toEqual(expect.arrayContaining(targets));
  const files: string[] = [];
  const args = words.flatMap((word, at) => {
    if (targets.includes(word) || word === "-o" || words[at - 1] === "-o") return [];
    if (words[at - 1] !== "--report") return [word];
    const file = word.split(/[\\/]/).at(-1) ?? "";
    files.push(file);
    return [file];
  });
  return { args, files };
}

const SCREEN = /<!-- recorded: (\S+): ([A-Z ]+) -->\n\n```text\n[\s\S]*?^```$/gm;

/** The page with its screens shown anew: the named sections of a report. */
async function withScreens(page: string, recorded: ReadonlyMap<string, Recorded>): Promise<string> {
  const texts = new Map<string, string>();
  for (const [scenario, run] of recorded) texts.set(scenario, await run.shown("text"));
  expect(page.match(SCREEN)?.length).toBeGreaterThan(0);
  return page.replaceAll(SCREEN, (_, scenario: string, sections: string) => {
    const text = texts.get(scenario);
    if (text === undefined) throw new Error(`${scenario} is shown, and no command line gives it`);
    const shown = sectionsOf(text, sections.split(" "));
    return `<!-- recorded: ${scenario}: ${sections} -->\n\n\`\`\`text\n${shown}\n\`\`\``;
  });
}

function sectionsOf(text: string, names: readonly string[]): string {
  const parts = text.trimEnd().split(/\n\n(?=[A-Z]{3,}(?: {2}|\n))/);
  const shown = parts.map((part, at) => {
    const name = /^[A-Z]+/.exec(part)?.[0] ?? "";
    return at === 0 || names.includes(name) ? part : "...";
  });
  expect(shown.filter((part) => part !== "...")).toHaveLength(names.length + 1);
  return shown.filter((part, at) => part !== "..." || shown[at - 1] !== "...").join("\n\n");
}
