import type { ProbeRequest } from "../collect/request.ts";
import { probeRequest, type ProbeArguments } from "./probe-request.ts";
import { readTargetsFile } from "./targets-file.ts";

/**
 * What a command line asks for, its files read.
 *
 * @throws UsageError naming the option, the file and line, or the target.
 */
export async function requestOf(args: ProbeArguments): Promise<ProbeRequest> {
  const more = args.targetsFile === undefined ? [] : await readTargetsFile(args.targetsFile);
  return probeRequest(args, more);
}
