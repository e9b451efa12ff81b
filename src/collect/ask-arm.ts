import { armOf } from "../catalogue/arm-scope.ts";
import { disclosuresOf } from "../catalogue/disclosures.ts";
import { destinationOf, mayReceiveToken, type MatchedTarget } from "../catalogue/match-target.ts";
import { escapeText } from "../model/escape-text.ts";
import { parseJsonObject } from "../model/parse-json-object.ts";
import type { AccessEvidence, ArmEvidence } from "../model/report.ts";
import type { LinkId } from "../model/words.ts";
import { sendHttp } from "../world/http.ts";
import {
  denyAssignmentsIn,
  idsIn,
  permissionsIn,
  roleAssignmentsIn,
  subscriptionsIn,
} from "./arm-documents.ts";
import type { Recorder } from "./isolate/recorder.ts";

/** More subscriptions than these are not searched for a resource. */
const SEARCHED_SUBSCRIPTIONS = 5;
/** Of lists: whoever has very many roles may list them, and each names what it allows. */
const LIST_BYTES = 1024 * 1024;
const AUTHORIZATION = "providers/Microsoft.Authorization";
const VERSION = "api-version=2022-04-01";

/** Whom Azure Resource Manager is asked by; the token stays inside the child that got it. */
export interface ArmCaller {
  readonly link: LinkId;
  readonly token: string;
  readonly principalId: string | undefined;
  readonly timeoutMs: number;
}

type Question = ArmEvidence["questions"][number];
type Told = Pick<ArmEvidence, "permissions" | "roleAssignments" | "denyAssignments">;
type AskArm = (
  what: Question["what"],
  path: string,
) => Promise<Readonly<Record<string, unknown>> | undefined>;

/** The resource as Azure Resource Manager knows it, and the questions that told it. */
export interface FoundResource extends Pick<ArmEvidence, "resourceId" | "learntFrom"> {
  readonly questions: readonly Question[];
}

/** What it says of one scope: a resource, or a part of it. */
export interface ToldOfScope extends Told {
  readonly scope: string;
  readonly questions: readonly Question[];
}

/**
 * What Azure Resource Manager tells one identity of a resource and its parts (dataplane.md section 3.1). Only GETs; an
 * identity that may not ask learns nothing, and that is no verdict.
 */
export class ArmQuestions {
  readonly #host: string;
  readonly #scope: string;
  readonly #caller: ArmCaller;
  readonly #recorder: Recorder;

  constructor(target: MatchedTarget, caller: ArmCaller, recorder: Recorder) {
    const { host, scope } = armOf(target.cloud);
    this.#host = host;
    this.#scope = scope;
    this.#caller = caller;
    this.#recorder = recorder;
  }

  /** ARM id of a resource whose name is all that is known; a refusal may have told it already. */
  async find(target: MatchedTarget, refused: readonly AccessEvidence[]): Promise<FoundResource> {
    const questions: Question[] = [];
    const ask = this.#asking(questions);
    const found = await findResource(target, refused, ask);
    return { ...found, questions };
  }

  /** The caller's own permissions at a scope, the assignments that count for it there, and denials. */
  async about(scope: string): Promise<ToldOfScope> {
    const questions: Question[] = [];
    const told = await aboutScope(scope, this.#caller, this.#asking(questions));
    return { scope, ...told, questions };
  }

  #asking(questions: Question[]): AskArm {
    return async (what, path) => {
      const url = new URL(path, `https://${this.#host}`);
      const destination = destinationOf(url);
      if (destination === undefined || !mayReceiveToken(destination, this.#scope)) return undefined;
      const { token, timeoutMs } = this.#caller;
      const headers = { Authorization: `Bearer ${token}` };
      const { result: answer, exchange } = await this.#recorder.during(() =>
        sendHttp({ method: "GET", url: url.href, headers, timeoutMs, maxBytes: LIST_BYTES }).catch(
          () => undefined,
        ),
      );
      const document = parseJsonObject(answer?.body);
      const { code } = (document?.["error"] ?? {}) as { code?: unknown };
      questions.push({
        what,
        ...(exchange === undefined ? {} : { exchange }),
        ...(answer === undefined ? {} : { status: answer.status }),
        ...(typeof code === "string" ? { errorCode: escapeText(code, 100) } : {}),
      });
      return answer?.status === 200 ? document : undefined;
    };
  }
}

async function findResource(
  { service, resource }: MatchedTarget,
  refused: readonly AccessEvidence[],
  ask: AskArm,
): Promise<Pick<ArmEvidence, "resourceId" | "learntFrom">> {
  const told = refused.map((row) => disclosuresOf(row, service).resourceId).find((id) => id !== undefined);
  if (told !== undefined) return { resourceId: told, learntFrom: "refusal" };
  const subscriptions = subscriptionsIn(await ask("find-resource", "/subscriptions?api-version=2022-12-01"));
  const filter = encodeURIComponent(`resourceType eq '${service.armType}' and name eq '${resource}'`);
  for (const id of subscriptions.slice(0, SEARCHED_SUBSCRIPTIONS)) {
    const path = `/subscriptions/${id}/resources?$filter=${filter}&api-version=2021-04-01`;
    const [resourceId] = idsIn(await ask("find-resource", path));
    if (resourceId !== undefined) return { resourceId, learntFrom: "arm" };
  }
  return {};
}

async function aboutScope(scope: string, { principalId }: ArmCaller, ask: AskArm): Promise<Told> {
  const at = `${scope}/${AUTHORIZATION}`;
  const permissions = permissionsIn(await ask("permissions", `${at}/permissions?${VERSION}`));
  if (principalId === undefined) return { ...(permissions && { permissions }) };
  const filter = `$filter=${encodeURIComponent(`atScope() and assignedTo('${principalId}')`)}`;
  const roleAssignments = roleAssignmentsIn(
    await ask("role-assignments", `${at}/roleAssignments?${VERSION}&${filter}`),
  );
  const denyAssignments = denyAssignmentsIn(
    await ask("deny-assignments", `${at}/denyAssignments?${VERSION}&${filter}`),
  );
  return {
    ...(permissions && { permissions }),
    ...(roleAssignments && { roleAssignments }),
    ...(denyAssignments && { denyAssignments }),
  };
}
