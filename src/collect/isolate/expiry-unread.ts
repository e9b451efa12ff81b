/** MSAL's clock has whole seconds, rounded to the nearest (TimeUtils.nowSeconds of `@azure/msal-common` 16). */
const ROUNDING_MS = 500;

/** Whether the SDK could not read when a token ends: it says "now" then, and the token itself says later. */
export function isExpiryUnread(saidBySdk: number, saidByToken: string | undefined, now: number): boolean {
  return saidBySdk <= now + ROUNDING_MS && Date.parse(saidByToken ?? "") > now + ROUNDING_MS;
}
