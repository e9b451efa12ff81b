import { UsageError } from "../../../src/cli/usage-error.ts";
import { unfit } from "../../support/hostile-texts.ts";

/** What a user sees of an input. */
export type Outputs = readonly string[] | Promise<readonly string[]>;

/** What came of an input: it is to be read, or refused in one line. */
export type Taken = "read" | "refused" | { readonly fault: string };

/** The outputs of an input, or what was thrown instead of them; nothing is judged yet. */
export type Ended = { readonly outputs: readonly string[] } | { readonly error: unknown };

export async function ended(read: () => Outputs): Promise<Ended> {
  try {
    return { outputs: await read() };
  } catch (error) {
    return { error };
  }
}

export function takenAs(end: Ended): Taken {
  const fault = "outputs" in end ? faultOfOutputs(end.outputs) : faultOfRefusal(end.error);
  if (fault !== undefined) return { fault };
  if (Reflect.get({}, "polluted") !== undefined) return { fault: "the prototype of all objects was changed" };
  return "outputs" in end ? "read" : "refused";
}

function faultOfOutputs(outputs: readonly string[]): string | undefined {
  return outputs.map(unfit).find((one) => one !== undefined);
}

function faultOfRefusal(error: unknown): string | undefined {
  if (!(error instanceof UsageError)) return `${String(error)} ${(error as Error).stack ?? ""}`;
  if (error.message.includes("\n") || error.message.length > 1000) return `not one line: ${error.message}`;
  const found = unfit(error.message);
  return found === undefined ? undefined : `refusal: ${found}`;
}

/** @throws UsageError for what a parser finds wrong, as the commands refuse it. */
export function orRefused<Parsed extends object>(parsed: Parsed | { readonly problem: string }): Parsed {
  if ("problem" in parsed) throw new UsageError(parsed.problem);
  return parsed;
}
