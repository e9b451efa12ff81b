import { isGuid } from "../model/ids.ts";
import type { Invocation } from "../model/report.ts";
import { UsageError } from "./usage-error.ts";

/** What yargs makes of the options that assert who the app is. */
export interface ExpectArguments {
  readonly expectClientId?: string | undefined;
  readonly expectObjectId?: string | undefined;
}

/** @throws UsageError for what is no id. */
export function expectOptions({
  expectClientId,
  expectObjectId,
}: ExpectArguments): Pick<Invocation["options"], "expectClientId" | "expectObjectId"> {
  return {
    ...(expectClientId === undefined ? {} : { expectClientId: id("--expect-client-id", expectClientId) }),
    ...(expectObjectId === undefined ? {} : { expectObjectId: id("--expect-object-id", expectObjectId) }),
  };
}

function id(option: string, text: string): string {
  if (!isGuid(text)) throw new UsageError(`${option} must be a GUID`);
  return text;
}
