import type { ProbeRequest } from "../collect/request.ts";
import { UsageError } from "./usage-error.ts";
import { probeRequest, type ProbeArguments } from "./probe-request.ts";
import { readTargetsFile } from "./targets-file.ts";

/**
 * What a command line asks for, its files read.
 *
 * @throws UsageError naming the option, the file and line, or the target.
 */
export async function requestOf(args: ProbeArguments & { readonly quiet?: boolean }): Promise<ProbeRequest> {
  if (args.message === "-" && args.targetsFile === "-") {
    throw new UsageError("--targets-file and --message cannot both come from standard input");
  }
  const more = args.targetsFile === undefined ? [] : await readTargetsFile(args.targetsFile);
  const request = probeRequest(args, more);
  if (args.message === undefined) return request;
  const { readMessageOption } = await import("./message-option.ts");
  return { ...request, message: await readMessageOption(args.message, args.quiet) };
}
