import { expect, test } from "vitest";
import { remediesFor } from "../../src/catalogue/metadata-remedies.ts";

const HOST = { kind: "azure-vm", resourceId: undefined, name: undefined } as const;

/** An answer of an endpoint, and the word that the advice for it has. */
const ANSWERS = [
  {
    source: "Imds",
    status: 400,
    code: "bad_request_102",
    text: "header not specified",
    says: "takes a header away",
  },
  {
    ...{ source: "Imds", status: 400, code: "invalid_request" },
    ...{ text: "Request contains 'X-Forwarded-For' header", says: "X-Forwarded-For" },
  },
  { source: "AppService", status: 400, code: "x", text: "X-Forwarded-For", says: "support ticket" },
  { source: "Imds", status: 401, code: "unauthorized_client", text: "", says: "Switch it off and on" },
  { source: "AppService", status: 401, code: undefined, text: "", says: "IDENTITY_HEADER" },
  {
    source: "AzureArc",
    status: 401,
    code: "invalid_file_path",
    text: "",
    says: "Something else than the agent",
  },
  { source: "AzureArc", status: 401, code: undefined, text: "", says: "is not the agent's" },
  { source: "CloudShell", status: 405, code: undefined, text: "", says: "taken for Cloud Shell's" },
  {
    source: "CloudShell",
    status: 400,
    code: "AudienceNotSupported",
    text: "",
    says: "fixed list of audiences",
  },
  { source: "AppService", status: 400, code: undefined, text: "", says: "support ticket" },
] as const;

test.each(ANSWERS)("$source $status $code: $says", ({ says, ...answer }) => {
  const fixes = remediesFor({ link: "managed-identity-system", ...answer }, HOST);
  expect(fixes.map(({ what }) => what).join(" ")).toContain(says);
  expect(fixes).toHaveLength(1);
});
