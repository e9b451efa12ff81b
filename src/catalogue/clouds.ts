import type { Cloud } from "../model/words.ts";

interface CloudDefinition {
  readonly cloud: Cloud;
  readonly authorities: readonly string[];
  /** Hosts that its tokens name as their issuer, of both versions (dataplane.md section 1). */
  readonly issuers: readonly string[];
  readonly armAudience: string;
  /** Of federated tokens (Learn, workload identity federation; failures.md section c.4). */
  readonly federatedAudience: string;
}

/** The clouds that credprobe knows (dataplane.md section 1). */
const clouds: readonly [CloudDefinition, ...CloudDefinition[]] = [
  {
    cloud: "public",
    // The others are names of the same service (its instance discovery lists them).
    authorities: ["login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net"],
    issuers: ["sts.windows.net", "login.microsoftonline.com"],
    armAudience: "https://management.azure.com",
    federatedAudience: "api://AzureADTokenExchange",
  },
  {
    cloud: "usgov",
    authorities: ["login.microsoftonline.us"],
    // Version 1.0 has the same issuer as in the public cloud: such a token does not tell which of the two it is of.
    issuers: ["sts.windows.net", "login.microsoftonline.us"],
    armAudience: "https://management.usgovcloudapi.net",
    federatedAudience: "api://AzureADTokenExchangeUSGov",
  },
  {
    cloud: "china",
    authorities: ["login.chinacloudapi.cn", "login.partner.microsoftonline.cn"],
    issuers: ["sts.chinacloudapi.cn", "login.chinacloudapi.cn", "login.partner.microsoftonline.cn"],
    armAudience: "https://management.chinacloudapi.cn",
    federatedAudience: "api://AzureADTokenExchangeChina",
  },
];

/** Scope of Azure Resource Manager in the cloud whose login host the app uses; the public one for an unknown host. */
export function armScopeOf(authorityHost: string | undefined): string {
  return `${(cloudAt(hostIn(authorityHost)) ?? clouds[0]).armAudience}/.default`;
}

/** The cloud whose login host the app's service principals use; `undefined` for a login host of no known cloud. */
export function cloudOfAuthority(authorityHost: string | undefined): Cloud | undefined {
  if (!authorityHost) return "public";
  return cloudAt(hostIn(authorityHost) ?? authorityHost)?.cloud;
}

/** The audience that a federated token must have at a login host; `undefined` for one of no known cloud. */
export function federatedAudienceOf(authorityHost: string | undefined): string | undefined {
  const cloud = cloudOfAuthority(authorityHost);
  return clouds.find((one) => one.cloud === cloud)?.federatedAudience;
}

/** Whether a token's issuer is known to be of other clouds only; one that is not known, or not told, says nothing. */
export function isIssuedElsewhere(issuer: string | undefined, cloud: Cloud): boolean {
  const host = hostIn(issuer);
  const found = clouds.filter(({ issuers }) => issuers.some((one) => one === host));
  return found.length > 0 && !found.some((one) => one.cloud === cloud);
}

function cloudAt(loginHost: string | undefined): CloudDefinition | undefined {
  return clouds.find(({ authorities }) => authorities.some((one) => one === loginHost));
}

function hostIn(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).hostname : undefined;
}
