import { IMDS_HOST } from "../../catalogue/managed-identity-sources.ts";
import { sdkModels } from "../../catalogue/sdks/index.ts";
import { NO_PROXY_VARIABLES, PROXY_VARIABLES } from "../../catalogue/variables.ts";
import { MANAGED_IDENTITY_LINKS, type Sdk } from "../../model/words.ts";
import { linkById } from "../describe.ts";
import { finding, type Rule } from "../finding.ts";
import type { Judged } from "../judged.ts";
import { wayTo, type Way } from "../proxy-use.ts";

const LOGIN = "https://login.microsoftonline.com";

/** Which way each SDK sends its requests for tokens, where proxy variables are set. */
export const proxyUses: Rule = (report) => {
  const { proxy } = report.host;
  const names = PROXY_VARIABLES.filter((name) => proxy[name]);
  if (names.length === 0) return [];
  const noProxy = NO_PROXY_VARIABLES.map((name) => proxy[name]).find((value) => value !== undefined);
  const addresses = [identityAddress(report), loginAddress(report)].map((url) => ({
    host: new URL(url).hostname,
    ways: waysTo(url, report),
  }));
  return [finding("proxy-use", { names, noProxy, addresses }, ["/host/proxy"])];
};

function waysTo(url: string, { host }: Judged): Readonly<Record<Way, readonly Sdk[]>> {
  const going = (way: Way) =>
    sdkModels.filter((model) => wayTo(url, model, host.proxy) === way).map(({ sdk }) => sdk);
  return { proxy: going("proxy"), direct: going("direct"), unknown: going("unknown") };
}

/** Where a managed identity was asked for, else where a virtual machine's would be. */
function identityAddress(report: Judged): string {
  const exchanges = MANAGED_IDENTITY_LINKS.flatMap((id) => linkById(report, id)?.exchanges ?? []);
  const looked = report.host.metadata?.exchanges ?? [];
  const asked = [...looked, ...exchanges].find(({ url }) => URL.canParse(url) && !url.startsWith(LOGIN));
  return asked?.url ?? IMDS_HOST;
}

function loginAddress({ environment }: Judged): string {
  const own = environment.find(({ name }) => name === "AZURE_AUTHORITY_HOST")?.value;
  return own !== undefined && URL.canParse(own) && own.startsWith("https://") ? own : LOGIN;
}
