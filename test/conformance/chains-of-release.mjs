import { sdkModels } from "../../dist/catalogue/sdks/index.js";
import { inRelease } from "../../dist/catalogue/sdks/in-release.js";
import { chainsOf } from "../../dist/judge/chains.js";

/**
 * What is predicted for the release that ran. A report has one row per SDK, of the modelled release; where another one
 * is known to differ, its rows are computed from the same evidence.
 */
export function chainsOfRelease(report, { sdk, version }) {
  const model = sdkModels.find((one) => one.sdk === sdk);
  const released = inRelease(model, version);
  if (released === model) return report.chains;
  const { links, environment, host, invocation } = report;
  return chainsOf({ links, environment, host, options: invocation.options }, [released]);
}
