/** What an Entra error number means for an app; the finding it leads to is a rule's (failures.md section a). */
interface EntraErrorRow {
  readonly code: number;
  readonly finding:
    | "secret-wrong"
    | "secret-expired"
    | "app-not-in-tenant"
    | "tenant-not-found"
    | "federation-missing"
    | "certificate-not-registered"
    | "assertion-expired"
    | "password-login-refused";
}

export const entraErrors: readonly EntraErrorRow[] = [
  { code: 7000215, finding: "secret-wrong" },
  { code: 7000222, finding: "secret-expired" },
  { code: 700016, finding: "app-not-in-tenant" },
  { code: 700011, finding: "app-not-in-tenant" },
  { code: 90002, finding: "tenant-not-found" },
  { code: 900023, finding: "tenant-not-found" },
  { code: 70021, finding: "federation-missing" },
  { code: 700211, finding: "federation-missing" },
  { code: 700212, finding: "federation-missing" },
  { code: 700213, finding: "federation-missing" },
  { code: 7002138, finding: "federation-missing" },
  { code: 70025, finding: "federation-missing" },
  { code: 700027, finding: "certificate-not-registered" },
  { code: 700024, finding: "assertion-expired" },
  { code: 50076, finding: "password-login-refused" },
  { code: 50079, finding: "password-login-refused" },
  { code: 50126, finding: "password-login-refused" },
];

/** Number and ids in an Entra error text, for the answers whose JSON the SDK does not hand on. */
export const ENTRA_PATTERNS = {
  code: /AADSTS(\d{4,8})/g,
  correlationId: /Correlation ID: ([0-9a-f-]{36})/i,
  traceId: /Trace ID: ([0-9a-f-]{36})/i,
  timestamp: /Timestamp: (\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ)/,
} as const;
