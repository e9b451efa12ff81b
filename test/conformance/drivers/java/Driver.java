import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import com.azure.json.JsonWriter;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Map;

/** One credential of the real azure-identity, asked once. Arguments: CA file, request as JSON. */
public final class Driver {
    public static void main(String[] args) throws Exception {
        trust(Path.of(args[0]));
        Map<String, Object> asked;
        try (JsonReader reader = JsonProviders.createReader(args[1])) {
            asked = reader.readMap(JsonReader::readUntyped);
        }
        String stage = "constructor";
        try {
            TokenCredential made = create(asked);
            stage = "getToken";
            TokenRequestContext context = new TokenRequestContext().addScopes((String) asked.get("scope"));
            show("outcome", "token", "token", made.getToken(context).block().getToken());
        } catch (Throwable error) {
            show("outcome", "error", "stage", stage, "type", error.getClass().getSimpleName(), "message",
                String.valueOf(error.getMessage()));
        }
        System.exit(0);
    }

    @SuppressWarnings("unchecked")
    private static TokenCredential create(Map<String, Object> asked) {
        Map<String, Object> options = (Map<String, Object>) asked.get("options");
        String clientId = (String) options.get("clientId");
        String resourceId = (String) options.get("resourceId");
        String objectId = (String) options.get("objectId");
        if ("DefaultAzureCredential".equals(asked.get("credential"))) {
            DefaultAzureCredentialBuilder builder = new DefaultAzureCredentialBuilder();
            if (clientId != null) {
                builder.managedIdentityClientId(clientId);
            }
            if (resourceId != null) {
                builder.managedIdentityResourceId(resourceId);
            }
            if (options.get("workloadClientId") != null) {
                builder.workloadIdentityClientId((String) options.get("workloadClientId"));
            }
            if (options.get("tenantId") != null) {
                builder.tenantId((String) options.get("tenantId"));
            }
            return builder.build();
        }
        ManagedIdentityCredentialBuilder builder = new ManagedIdentityCredentialBuilder();
        if (clientId != null) {
            builder.clientId(clientId);
        }
        if (resourceId != null) {
            builder.resourceId(resourceId);
        }
        if (objectId != null) {
            builder.objectId(objectId);
        }
        return builder.build();
    }

    /** Java reads no PEM file for trust: it is made a key store for this process. */
    private static void trust(Path pem) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(pem)) {
            int count = 0;
            for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("lab" + count++, certificate);
            }
        }
        // In the folder of the lab, which goes with the lab.
        Path file = Files.createTempFile(pem.getParent(), "trust", ".p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "lab-fake".toCharArray());
        }
        System.setProperty("javax.net.ssl.trustStore", file.toString());
        System.setProperty("javax.net.ssl.trustStoreType", "PKCS12");
        System.setProperty("javax.net.ssl.trustStorePassword", "lab-fake");
    }

    private static void show(String... pairs) throws Exception {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = JsonProviders.createWriter(text)) {
            writer.writeStartObject();
            for (int index = 0; index < pairs.length; index += 2) {
                writer.writeStringField(pairs[index], pairs[index + 1]);
            }
            writer.writeEndObject();
        }
        System.out.println(text);
    }
}
