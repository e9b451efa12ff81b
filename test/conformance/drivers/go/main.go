// One credential of the real azidentity, asked once. Argument: request as JSON.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

type request struct {
	Credential string `json:"credential"`
	Scope      string `json:"scope"`
	Options    struct {
		ClientID   string `json:"clientId"`
		ResourceID string `json:"resourceId"`
		ObjectID   string `json:"objectId"`
		TenantID   string `json:"tenantId"`
	} `json:"options"`
}

func main() {
	var asked request
	if err := json.Unmarshal([]byte(os.Args[1]), &asked); err != nil {
		panic(err)
	}
	made, err := create(asked)
	if err != nil {
		fail("constructor", err)
		return
	}
	token, err := made.GetToken(context.Background(), policy.TokenRequestOptions{Scopes: []string{asked.Scope}})
	if err != nil {
		fail("getToken", err)
		return
	}
	show(map[string]string{"outcome": "token", "token": token.Token})
}

func create(asked request) (azcore.TokenCredential, error) {
	if asked.Credential == "DefaultAzureCredential" {
		return azidentity.NewDefaultAzureCredential(&azidentity.DefaultAzureCredentialOptions{
			TenantID: asked.Options.TenantID,
		})
	}
	options := &azidentity.ManagedIdentityCredentialOptions{}
	switch {
	case asked.Options.ClientID != "":
		options.ID = azidentity.ClientID(asked.Options.ClientID)
	case asked.Options.ResourceID != "":
		options.ID = azidentity.ResourceID(asked.Options.ResourceID)
	case asked.Options.ObjectID != "":
		options.ID = azidentity.ObjectID(asked.Options.ObjectID)
	}
	return azidentity.NewManagedIdentityCredential(options)
}

func fail(stage string, err error) {
	show(map[string]string{"outcome": "error", "stage": stage, "type": fmt.Sprintf("%T", err), "message": err.Error()})
}

func show(result map[string]string) {
	text, _ := json.Marshal(result)
	fmt.Println(string(text))
}
