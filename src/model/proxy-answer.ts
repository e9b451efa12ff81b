import type { Exchange } from "./report.ts";

/**
 * Whether a proxy refused to tunnel: its answer came in place of the other end's, whose TLS never began and which
 * showed no certificate.
 */
export function isProxyAnswer({ url, via, status, certificate }: Exchange): boolean {
  return url.startsWith("https:") && via !== undefined && status !== undefined && certificate === undefined;
}

/** The same in words. */
export function proxyAnswer({ via, status }: Exchange): string {
  return `the proxy ${via} answered ${status} in its place`;
}
