/** Headers and query parameters that a recorded exchange keeps; none of them ever holds a secret. */

export const RECORDED_REQUEST_HEADERS: ReadonlySet<string> = new Set([
  "metadata",
  "x-ms-version",
  "x-ms-client-request-id",
  "x-client-sku",
  "x-client-ver",
]);

export const RECORDED_RESPONSE_HEADERS: ReadonlySet<string> = new Set([
  "content-type",
  "date",
  "server",
  "via",
  "retry-after",
  "retry-after-ms",
  "x-ms-retry-after-ms",
  "www-authenticate",
  "client-request-id",
  "x-ms-client-request-id",
  "x-ms-request-id",
  "x-ms-error-code",
  "x-ms-substatus",
  "x-ms-activity-id",
  "apim-request-id",
  "request-id",
  "x-ms-correlation-request-id",
  "x-ms-routing-request-id",
  "x-ms-keyvault-region",
  "x-ms-keyvault-network-info",
  "x-ms-ests-server",
  "x-ms-version",
]);

export const RECORDED_QUERY_PARAMETERS: ReadonlySet<string> = new Set([
  "api-version",
  "resource",
  "client_id",
  "clientid",
  "object_id",
  "principal_id",
  "msi_res_id",
  "mi_res_id",
  "client-request-id",
  "comp",
  "restype",
  "maxresults",
  "$select",
]);
