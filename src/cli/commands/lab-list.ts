import { hostKind } from "../../catalogue/hosts/index.ts";
import { findService } from "../../catalogue/services/index.ts";
import { grouped } from "../../model/grouped.ts";
import { wrap } from "../../report/wrap.ts";
import { UsageError } from "../usage-error.ts";
import type { findLabScenario } from "./lab-scenario.ts";

type Scenario = Awaited<ReturnType<typeof findLabScenario>>;

const WIDTH = 80;
const INDENT = "  ";

/** `credprobe lab list [word]`: the scenarios by what they are about; with a word, those whose line, group or findings have it. */
export async function labListCommand(word: string): Promise<number> {
  const { scenarios } = await import("../../lab/scenarios/index.ts");
  const shown = scenarios.filter((one) => holds(one, word));
  const groups = grouped(shown, groupOf);
  if (groups.size === 0) {
    throw new UsageError("lab list: the word stands in no scenario; credprobe lab list shows all");
  }
  const texts = [...groups].map(([title, members]) => `${title}\n${linesOf(members)}`);
  process.stdout.write(texts.join("\n"));
  return 0;
}

function holds(scenario: Scenario, word: string): boolean {
  const { name, title, expect } = scenario;
  const text = [name, title, groupOf(scenario), ...expect.findings].join("\n");
  return text.toLowerCase().includes(word.toLowerCase());
}

/** The kind of host where it is a special one, the service where that is the point. */
function groupOf({ expect, resources, databases }: Scenario): string {
  if (expect.host !== undefined) return hostKind(expect.host).title;
  const [resource] = resources;
  if (resource !== undefined) return findService(resource.service)?.title ?? resource.service;
  return databases.length > 0 ? "Databases and caches" : "Identity, variables, network";
}

function linesOf(scenarios: readonly Scenario[]): string {
  const column = Math.max(...scenarios.map(({ name }) => name.length)) + INDENT.length;
  return scenarios
    .flatMap(({ name, title }) =>
      wrap(title, WIDTH - INDENT.length - column).map(
        (line, at) => `${INDENT}${(at === 0 ? name : "").padEnd(column)}${line}\n`,
      ),
    )
    .join("");
}
