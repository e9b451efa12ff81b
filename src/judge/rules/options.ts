import type { IdOption } from "../../catalogue/findings/chain.ts";
import { sdkModels } from "../../catalogue/sdks/index.ts";
import { finding, type Rule } from "../finding.ts";

/** Options that name a managed identity, in the order in which the SDKs would take them. */
const ID_OPTIONS = [
  "managedIdentityClientId",
  "managedIdentityResourceId",
  "managedIdentityObjectId",
] as const;

/** An option names an identity in a way that the app's `DefaultAzureCredential` has no option for. */
export const lackedOption: Rule = (report) => {
  const { options } = report.invocation;
  const given: IdOption | undefined = ID_OPTIONS.find((name) => options[name] !== undefined);
  if (given === undefined) return [];
  const have = sdkModels
    .filter((model) => model.options.some((option) => option === given))
    .map(({ sdk }) => sdk);
  // Where the SDK is not known, the chains of those that lack the option say so themselves.
  const isLacking = options.sdk === undefined ? have.length === 0 : !have.includes(options.sdk);
  if (!isLacking) return [];
  return [
    finding(
      "option-not-in-sdk",
      { option: given, sdk: options.sdk, have },
      [`/invocation/options/${given}`],
      options.sdk === undefined ? "info" : "warning",
    ),
  ];
};
