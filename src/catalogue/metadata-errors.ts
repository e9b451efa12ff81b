/**
 * What the metadata service's error texts mean, where its `error` field (`invalid_request` for both) does not tell
 * them apart (chain.md section 3.3).
 */
export const METADATA_PATTERNS = {
  identityNotFound:
    /identity not found|no (user assigned or delegated )?(managed identity|msi) found for specified/i,
  severalIdentities: /multiple user assigned identities exist/i,
  /** The SDK itself says so, before it asks (msal-node 5.6.0, MachineLearning). */
  onlyClientId: /only client id is supported for user-assigned managed identity/i,
  /** NMI, of AAD Pod Identity (troubleshooting guides of Go and Python). */
  podIdentity: /no azure identity found for request/i,
  /** How SDKs tell Docker Desktop's answer for an address that it cannot reach (azure-sdk-for-js issue 26898). */
  unreachableAddress: /unreachable/i,
  /** The metadata service takes no request that was forwarded (chain.md section 3.3). */
  forwarded: /X-Forwarded-For/i,
} as const;
