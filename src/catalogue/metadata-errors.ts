/**
 * What the metadata service's error texts mean, where its `error` field (`invalid_request` for both) does not tell
 * them apart (chain.md section 3.3).
 */
export const METADATA_PATTERNS = {
  identityNotFound:
    /identity not found|no (user assigned or delegated )?(managed identity|msi) found for specified/i,
  severalIdentities: /multiple user assigned identities exist/i,
} as const;
