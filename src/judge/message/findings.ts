import type { Found } from "../finding.ts";
import type { Judged } from "../judged.ts";
import { bareCredential } from "./bare-credential.ts";
import { olderRelease } from "./older-release.ts";
import { otherIdentity } from "./other-identity.ts";
import { reproduced } from "./reproduced.ts";

/**
 * What the app's own error text and the evidence say together; `found` is what the rules found of the evidence alone.
 */
export function messageFindingsOf(report: Judged, found: readonly Found[]): Found[] {
  const reading = report.messageReading;
  if (reading === undefined) return [];
  const told = { report, reading, found };
  return [bareCredential, otherIdentity, olderRelease, reproduced].flatMap((rule) => rule(told));
}
