import { accessFindings } from "./access.ts";
import { chainFindings } from "./chain.ts";
import { consoleFindings } from "./console.ts";
import { entraAnswerFindings } from "./entra-answers.ts";
import { entraFindings } from "./entra.ts";
import { environmentFindings } from "./environment.ts";
import { expectationFindings } from "./expectation.ts";
import { inputFindings } from "./inputs.ts";
import { machineFindings } from "./machine.ts";
import { messageFindings } from "./message.ts";
import { metadataFindings } from "./metadata.ts";
import { refusedRequestFindings } from "./refused-requests.ts";
import { reachFindings } from "./reach.ts";
import { tlsFindings } from "./tls.ts";
import { toolFindings } from "./tools.ts";
import { workloadIdentityFindings } from "./workload-identity.ts";
import { processFindings } from "./process.ts";

/** The findings table. A slug is never used again for another meaning. */
export const findings = {
  ...consoleFindings,
  ...environmentFindings,
  ...chainFindings,
  ...expectationFindings,
  ...entraFindings,
  ...entraAnswerFindings,
  ...inputFindings,
  ...workloadIdentityFindings,
  ...metadataFindings,
  ...refusedRequestFindings,
  ...tlsFindings,
  ...toolFindings,
  ...accessFindings,
  ...reachFindings,
  ...processFindings,
  ...messageFindings,
  ...machineFindings,
};

export type Findings = typeof findings;
export type Slug = keyof Findings;
