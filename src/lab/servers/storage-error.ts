import type { ServerResponse } from "node:http";

/** An error in the XML that Azure Storage answers with. */
export function sendStorageError(
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>>,
  detail?: string,
): void {
  const extra =
    detail === undefined ? "" : `<AuthenticationErrorDetail>${detail}</AuthenticationErrorDetail>`;
  response.writeHead(status, { "Content-Type": "application/xml", "x-ms-error-code": code, ...headers });
  response.end(
    `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}\nRequestId:${headers["x-ms-request-id"] ?? ""}</Message>${extra}</Error>`,
  );
}
