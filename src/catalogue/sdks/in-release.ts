import type { SdkModel } from "./sdk-model.ts";

/**
 * How an SDK behaves in a release: the modelled behaviour, with the differences of the newest named release that is not
 * newer.
 *
 * @example
 * inRelease(javascript, "4.14.1").singleNameDropsOptions; // false
 */
export function inRelease(model: SdkModel, version: string): SdkModel {
  const release = (model.releases ?? []).findLast((one) => compareVersions(one.version, version) <= 0);
  return release === undefined ? model : { ...model, ...release };
}

/** Of `1.2.3` and `1.10.0` the second is newer. */
function compareVersions(one: string, other: string): number {
  const [left, right] = [one, other].map((version) => version.split(/[.-]/).map(Number));
  const place = (left ?? []).findIndex((part, index) => part !== (right?.[index] ?? 0));
  return place < 0 ? 0 : (left?.[place] ?? 0) - (right?.[place] ?? 0);
}
