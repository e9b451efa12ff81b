import type { HostKind, InstanceFacts, Sign } from "../catalogue/hosts/host-kind.ts";
import { hostKinds } from "../catalogue/hosts/index.ts";
import { shownValue } from "../catalogue/shown-value.ts";
import { variables } from "../catalogue/variables.ts";
import { escapeText } from "../model/escape-text.ts";
import type { Host } from "../model/report.ts";
import { variableOf, type World } from "../world/world.ts";

type Evidence = Host["evidence"];

/** Enough for the environment of a process; a value that lies behind it is not found. */
const FILE_BYTES = 65_536;

const SHOWN_CHARACTERS = 200;

/** The kind of host, and what told it; `instance` is what its metadata service said, once that was asked. */
export async function detectHost(
  { env, files }: Pick<World, "env" | "files">,
  instance: InstanceFacts = {},
): Promise<{ readonly kind: HostKind; readonly evidence: Evidence }> {
  const look = { env, files, instance };
  for (const kind of hostKinds) {
    for (const signs of kind.signs) {
      const evidence = await evidenceOf(signs, look);
      if (evidence !== undefined) return { kind, evidence: [...evidence, ...shown(kind, evidence, look)] };
    }
  }
  throw new Error("the last kind of host fits always");
}

interface Look extends Pick<World, "env" | "files"> {
  readonly instance: InstanceFacts;
}

async function evidenceOf(signs: readonly Sign[], look: Look): Promise<Evidence | undefined> {
  const evidence: Evidence = [];
  for (const sign of signs) {
    const seen = await see(sign, look);
    if (seen === undefined) return undefined;
    evidence.push({ ...seen, value: escapeText(seen.value.trim(), SHOWN_CHARACTERS) });
  }
  return evidence;
}

async function see(sign: Sign, { env, files, instance }: Look): Promise<Evidence[number] | undefined> {
  if ("instance" in sign) {
    const value = instance[sign.instance];
    return value ? { what: `${sign.instance} (metadata service)`, value } : undefined;
  }
  if ("variable" in sign) {
    const value = variableOf(env, sign.variable);
    if (!value || sign.holds?.test(value) === false) return undefined;
    return { what: sign.variable, value: harmless(sign.variable, value) };
  }
  const { file, holds, what = file } = sign;
  if (holds === undefined) return (await files.exists(file)) ? { what, value: "exists" } : undefined;
  const found = holds.exec((await files.readText(file, FILE_BYTES)) ?? "");
  return found === null ? undefined : { what, value: found[1] ?? found[0] };
}

/** What else is harmless and helps to find the app. */
function shown({ shows }: HostKind, evidence: Evidence, { env }: Look): Evidence {
  return shows.flatMap((name) => {
    const value = variableOf(env, name);
    const isThere = evidence.some(({ what }) => what === name);
    return !value || isThere
      ? []
      : [{ what: name, value: escapeText(harmless(name, value), SHOWN_CHARACTERS) }];
  });
}

/** What a report shows of the variable anyway. */
function harmless(name: string, value: string): string {
  const definition = variables.find((variable) => variable.name === name);
  return definition === undefined ? value : (shownValue(value, definition) ?? "set");
}
