"""One credential of the real azure-identity, asked once. argv: request as JSON."""

import json
import sys

from azure.identity import DefaultAzureCredential, ManagedIdentityCredential

EXCLUDE = {
    "environment": "exclude_environment_credential",
    "workload-identity": "exclude_workload_identity_credential",
    "managed-identity-option": "exclude_managed_identity_credential",
    "managed-identity-env": "exclude_managed_identity_credential",
    "managed-identity-system": "exclude_managed_identity_credential",
    "visual-studio-code": "exclude_visual_studio_code_credential",
    "azure-cli": "exclude_cli_credential",
    "azure-powershell": "exclude_powershell_credential",
    "azure-developer-cli": "exclude_developer_cli_credential",
    "broker": "exclude_broker_credential",
}


def make(credential, options):
    if credential == "DefaultAzureCredential":
        given = {EXCLUDE[link]: True for link in options.get("exclude", [])}
        if "clientId" in options:
            given["managed_identity_client_id"] = options["clientId"]
        if "workloadClientId" in options:
            given["workload_identity_client_id"] = options["workloadClientId"]
        return DefaultAzureCredential(**given)
    if "clientId" in options:
        return ManagedIdentityCredential(client_id=options["clientId"])
    for name, key in (("resourceId", "resource_id"), ("objectId", "object_id")):
        if name in options:
            return ManagedIdentityCredential(identity_config={key: options[name]})
    return ManagedIdentityCredential()


def main():
    request = json.loads(sys.argv[1])
    stage = "constructor"
    try:
        made = make(request["credential"], request["options"])
        stage = "getToken"
        result = {"outcome": "token", "token": made.get_token(request["scope"]).token}
    except Exception as error:  # whatever the SDK throws is what is being looked at
        result = {"outcome": "error", "stage": stage, "type": type(error).__name__, "message": str(error)}
    print(json.dumps(result), flush=True)


main()
