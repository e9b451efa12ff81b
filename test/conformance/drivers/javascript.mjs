// One credential of the real @azure/identity, asked once. argv: module path of the package, request as JSON.
const [, , packageUrl, request] = process.argv;
const { credential, scope, options } = JSON.parse(request);
const sdk = await import(packageUrl);
let stage = "constructor";
try {
  const made =
    credential === "DefaultAzureCredential"
      ? new sdk.DefaultAzureCredential({
          ...(options.clientId && { managedIdentityClientId: options.clientId }),
          ...(options.resourceId && { managedIdentityResourceId: options.resourceId }),
          ...(options.workloadClientId && { workloadIdentityClientId: options.workloadClientId }),
          ...(options.tenantId && { tenantId: options.tenantId }),
        })
      : new sdk.ManagedIdentityCredential({
          ...(options.clientId && { clientId: options.clientId }),
          ...(options.resourceId && { resourceId: options.resourceId }),
          ...(options.objectId && { objectId: options.objectId }),
        });
  stage = "getToken";
  const { token } = await made.getToken(scope);
  print({ outcome: "token", token });
} catch (error) {
  const inner = (error.errors ?? []).map(({ message }) => message);
  print({ outcome: "error", stage, type: error.name, message: error.message, inner });
}

function print(result) {
  process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit());
}
