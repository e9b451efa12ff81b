import type { RegisteredCertificate } from "../client-certificates.ts";
import { COLLEAGUE, DEVELOPER, TENANT_ID, TENANT_NAME, USER_PASSWORD } from "../contoso.ts";
import { isKnownResource } from "../resources.ts";
import type { FederatedCredential, LabApplication, Scenario } from "../scenario.ts";
import type { Proof, SignedToken, TokenSigner } from "../tokens.ts";
import { assertionRefusal } from "./entra-assertions.ts";
import { ENTRA_ERRORS, type EntraError } from "./entra-errors.ts";

export interface GrantSettings {
  readonly scenario: Scenario;
  readonly registered: readonly RegisteredCertificate[];
  readonly signer: TokenSigner;
  readonly now: () => number;
}

/** What a token request is answered with. */
interface Granted {
  readonly access_token: string;
  readonly [field: string]: unknown;
}

/** Who can ask for tokens: an application, or a managed identity with a federated token. */
export interface Client {
  readonly clientId: string;
  readonly tenant: string;
  readonly secrets: LabApplication["secrets"];
  readonly federatedCredentials: readonly FederatedCredential[];
  token(resource: string, proof: Proof): Promise<SignedToken>;
}

type Refuse = (
  settings: GrantSettings,
  client: Client,
  form: URLSearchParams,
) => EntraError | undefined | Promise<EntraError | undefined>;

const GRANTS: Readonly<Record<string, Refuse>> = { client_credentials: proofRefusal, password: loginRefusal };
const DEFAULT_SCOPE = /(?:^|\s)(\S+)\/\.default(?:\s|$)/;

/** Answers a token request: who asks, is it proved, is the resource known. */
export async function grant(
  settings: GrantSettings,
  tenant: string,
  form: URLSearchParams,
): Promise<EntraError | Granted> {
  if (settings.scenario.entraAnswers !== undefined) return settings.scenario.entraAnswers;
  const [grantType, clientId, scope] = [form.get("grant_type"), form.get("client_id"), form.get("scope")];
  if (!grantType) return ENTRA_ERRORS.missingParameter("grant_type");
  const refuse = Object.hasOwn(GRANTS, grantType) ? GRANTS[grantType] : undefined;
  if (refuse === undefined) return ENTRA_ERRORS.unsupportedGrant(grantType);
  if (!clientId) return ENTRA_ERRORS.missingParameter("client_id");
  const directory = tenant === TENANT_ID ? TENANT_NAME : tenant;
  const client = findClient(settings, tenant.toLowerCase(), clientId.toLowerCase());
  if (client === undefined) return ENTRA_ERRORS.unknownApplication(clientId, directory);
  const refusal = await refuse(settings, client, form);
  if (refusal !== undefined) return refusal;
  const resource = DEFAULT_SCOPE.exec(scope ?? "")?.[1];
  if (resource === undefined) return ENTRA_ERRORS.wrongScope(scope ?? "");
  if (!isKnownResource(resource)) return ENTRA_ERRORS.unknownResource(resource, directory);
  const proof = form.has("client_assertion") ? "assertion" : "secret";
  const { token, expiresOn } = await client.token(resource, proof);
  const expiresIn = expiresOn - Math.floor(settings.now() / 1000) - 1;
  return { token_type: "Bearer", expires_in: expiresIn, ext_expires_in: expiresIn, access_token: token };
}

function findClient(
  { scenario, signer }: GrantSettings,
  tenant: string,
  clientId: string,
): Client | undefined {
  const application = scenario.applications.find(
    (one) => one.clientId === clientId && one.tenantId === tenant,
  );
  if (application !== undefined) {
    const { secrets, federatedCredentials = [] } = application;
    const token = (resource: string, proof: Proof) => signer.forApplication(application, resource, proof);
    return { clientId, tenant, secrets, federatedCredentials, token };
  }
  const { userAssigned, elsewhere = [] } = scenario.identities;
  const identity = [...userAssigned, ...elsewhere].find((one) => one.clientId === clientId);
  if (identity === undefined || tenant !== TENANT_ID) return undefined;
  const { federatedCredentials = [] } = identity;
  const token = (resource: string) => signer.forFederatedIdentity(identity, resource);
  return { clientId, tenant, secrets: [], federatedCredentials, token };
}

function proofRefusal(settings: GrantSettings, client: Client, form: URLSearchParams) {
  const assertion = form.get("client_assertion");
  return assertion === null
    ? secretRefusal(client, form.get("client_secret"))
    : assertionRefusal(settings, client, assertion);
}

function secretRefusal({ clientId, secrets }: Client, given: string | null): EntraError | undefined {
  if (!given) return ENTRA_ERRORS.missingSecret();
  const secret = secrets.find(({ value }) => value === given);
  if (secret === undefined) return ENTRA_ERRORS.wrongSecret(clientId);
  return secret.state === "expired" ? ENTRA_ERRORS.expiredSecret(clientId) : undefined;
}

/** Every person of Contoso has to show a second factor, which this grant cannot. */
function loginRefusal(_: GrantSettings, __: Client, form: URLSearchParams): EntraError {
  const isKnown = [DEVELOPER, COLLEAGUE].some(({ name }) => name === form.get("username")?.toLowerCase());
  return isKnown && form.get("password") === USER_PASSWORD
    ? ENTRA_ERRORS.secondFactor(DEFAULT_SCOPE.exec(form.get("scope") ?? "")?.[1])
    : ENTRA_ERRORS.wrongPassword();
}
