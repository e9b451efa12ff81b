import type { SdkModel } from "../catalogue/sdks/sdk-model.ts";
import type { Link } from "../model/report.ts";
import type { AskedIdentity } from "./asked-identity.ts";

/** Where this SDK would have asked otherwise for a managed identity than the one that was observed; why, in words. */
export function sourceDifference(link: Link, asked: AskedIdentity, model: SdkModel): string | undefined {
  const { source } = asked.row;
  return model.sdk === "javascript" || link.source === undefined || source === link.source
    ? undefined
    : `this SDK asks another source (${source}) than the observed one (${link.source})`;
}
