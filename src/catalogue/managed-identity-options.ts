/** Retry options that `DefaultAzureCredential` gives its managed-identity member (`@azure/identity` 4.13.1). */
export const CHAIN_RETRY_OPTIONS = { retryOptions: { maxRetries: 5, retryDelayInMs: 800 } } as const;
