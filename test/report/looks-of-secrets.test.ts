import { expect, test } from "vitest";
import { sealed } from "./sealing.ts";

/** Shorter than any real key. */
const FAKE = "FAKE0secret";

/** By what is looked for: a text, and what is left of it. `<S>` stands for the fake, `[kind]` for what was removed. */
const LOOKS: Readonly<Record<string, readonly (readonly [text: string, left: string])[]>> = {
  token: [
    ["eyJGQUtFMHNlY3JldCI6MX0.eyJGQUtFMHNlY3JldCI6MX0.<S>", "[token]"],
    ["eyJGQUtFMHNlY3JldCI6MX0.eyJGQUtFMHNlY3JldCI6MX0", "[token]"],
    ["eyJGQUtFMHNlY3JldCI6", "[token]"],
    ["ZXlKR1FVdEZNSE5sWTNKbGRDSTZNWDA=", "[token]"],
    ["got 1.A<S><S><S><S>.AgAB<S>-<S> back", "got [token] back"],
    ["M.C507_BL2.-<S>*<S>!<S>", "[token]"],
    ["a ZXlKR1FVdEZNSE5sWTNKbGRDSTZNWDA b", "a [token] b"],
    ["a ZXlKR1FVdEZNSE5sWTNKbGRDSTZNWA== b", "a [token] b"],
    ["ZXlKabc", "ZXlKabc"],
    ["got 1.A<S><S><S><S> back", "got [token] back"],
    ["got 0.A<S><S><S><S>.<S>.<S> back", "got [token] back"],
  ],
  "private key": [
    ["-----BEGIN PRIVATE KEY-----\n<S>\n-----END PRIVATE KEY-----", "[private key]"],
    ["-----BEGIN RSA PRIVATE KEY-----\n<S>\n<S>", "[private key]"],
    ["x -----BEGIN RSA PRIVATE KEY-----\n<S>\n-----END RSA PRIVATE KEY----- y", "x [private key] y"],
    [
      "x -----BEGIN PRIVATE KEY-----<S>\n-----END PRIVATE KEY----- y -----BEGIN PRIVATE KEY-----<S>-----END PRIVATE KEY----- z",
      "x [private key] y [private key] z",
    ],
  ],
  header: [
    [
      "GET / HTTP/1.1\r\nAuthorization: Bearer <S>\r\nHost: x",
      "GET / HTTP/1.1\r\nAuthorization: [header]\r\nHost: x",
    ],
    ['{"authorization":"Basic <S>="}', '{"authorization":"[header]"}'],
    ["Proxy-Authorization: <S>", "Proxy-Authorization: [header]"],
    ["authorization: type%3Daad%26ver%3D1.0%26sig%3D<S>", "authorization: [header]"],
    ["used Bearer <S>-<S> for it", "used Bearer [header] for it"],
    ["used Basic <S>== for it", "used Basic [header] for it"],
    ["X-IDENTITY-HEADER: <S>", "X-IDENTITY-HEADER: [header]"],
    ['{"x-identity-header":"<S>"}', '{"x-identity-header":"[header]"}'],
    ["Metadata: true\nsecret: <S>", "Metadata: true\nsecret: [header]"],
    ['{"secret":"<S>"}', '{"secret":"[header]"}'],
    ["Secret: <S>", "Secret: [header]"],
    ["Cookie: AppServiceAuthSession=<S>; ARRAffinity=<S>\r\nHost: x", "Cookie: [header]\r\nHost: x"],
    ["Set-Cookie: a=<S>; Path=/", "Set-Cookie: [header]"],
    ["api-key: <S>", "api-key: [header]"],
    ["x-functions-key: <S>", "x-functions-key: [header]"],
    ["{'Ocp-Apim-Subscription-Key': '<S>'}", "{'Ocp-Apim-Subscription-Key': '[header]'}"],
    ["Authorization: SharedKey contoso:<S> x", "Authorization: [header] x"],
    ["Authorization: SharedKeyLite contoso:<S> x", "Authorization: [header] x"],
    ["Authorization: SharedAccessSignature sr=x&sig=<S> x", "Authorization: [header] x"],
    ["authorization : Bearer   <S> x", "authorization : [header] x"],
    ["Authorization: <S> x", "Authorization: [header] x"],
    ["Authorization: none x", "Authorization: none x"],
    ["used Bearer   <S>-<S> for", "used Bearer   [header] for"],
    ["used Basic   <S> for", "used Basic   [header] for"],
    ["used Basic <S>= for", "used Basic [header] for"],
    ["Basic a1 x", "Basic a1 x"],
    ["X-IDENTITY-HEADER : <S> x", "X-IDENTITY-HEADER : [header] x"],
    ["X-IDENTITY-HEADER<S>: x", "X-IDENTITY-HEADER<S>: x"],
    ["x-identity-header=<S> x", "x-identity-header=[header] x"],
    ["secret : <S> x", "secret : [header] x"],
    ["secret<S>: x", "secret<S>: x"],
    ["Cookie : a=<S>", "Cookie : [header]"],
    ["Cookie:a=<S>", "Cookie:[header]"],
    ["Cookie:   a=<S>", "Cookie:   [header]"],
    ['{"cookie": "a=<S>"}', '{"cookie": "[header]"}'],
    ["{\"cookie\" : 'a=<S>'}", "{\"cookie\" : '[header]'}"],
    ["cookies: none", "cookies: none"],
    ["Cookiex: y", "Cookiex: y"],
    ["api-key : <S> x", "api-key : [header] x"],
    ["api-key:<S> x", "api-key:[header] x"],
    ["api-key:   <S> x", "api-key:   [header] x"],
    ["api-key: short x", "api-key: short x"],
    ["api-keyFAKE: y", "api-keyFAKE: y"],
  ],
  "secret value": [
    [
      '{"access_token":"<S>","token_type":"Bearer"}',
      '{"access_token":"[secret value]","token_type":"Bearer"}',
    ],
    ["{'refresh_token': '<S>\\'<S>'}", "{'refresh_token': '[secret value]'}"],
    ['{"client_secret" : "<S>', '{"client_secret" : "[secret value]'],
    ['password="<S> <S>"', 'password="[secret value]"'],
    [
      "https://contoso.blob.core.windows.net/c?sv=2024-11-04&sig=<S>%2B%3D&se=2026-11-23",
      "https://contoso.blob.core.windows.net/c?sv=2024-11-04&sig=[secret value]&se=2026-11-23",
    ],
    [
      "AccountName=contoso;AccountKey=<S>==;EndpointSuffix=core.windows.net",
      "AccountName=contoso;AccountKey=[secret value];EndpointSuffix=core.windows.net",
    ],
    [
      "SharedAccessKeyName=root;SharedAccessKey=<S>=;EntityPath=q",
      "SharedAccessKeyName=root;SharedAccessKey=[secret value];EntityPath=q",
    ],
    [
      "grant_type=client_credentials&client_secret=<S>&scope=x",
      "grant_type=client_credentials&client_secret=[secret value]&scope=x",
    ],
    [
      "client_assertion_type=urn%3Aietf&client_assertion=<S>&scope=x",
      "client_assertion_type=urn%3Aietf&client_assertion=[secret value]&scope=x",
    ],
    ["Server=db;User=app;Pwd=<S>;", "Server=db;User=app;Pwd=[secret value];"],
    ["AZURE_CLIENT_SECRET=<S>", "AZURE_CLIENT_SECRET=[secret value]"],
    ["type=aad&ver=1.0&sig=<S>", "type=aad&ver=1.0&sig=[secret value]"],
    ["MSI_SECRET=<S>", "MSI_SECRET=[secret value]"],
    ["GET /c?subscription-key=<S>&x=1", "GET /c?subscription-key=[secret value]&x=1"],
    ["InstrumentationKey=<S>;IngestionEndpoint=x", "InstrumentationKey=[secret value];IngestionEndpoint=x"],
    ["secret=<S>", "secret=[secret value]"],
    ["Server=x;Password=<S> <S> it's <S>;Encrypt=true", "Server=x;Password=[secret value];Encrypt=true"],
    ["Server=x; Pwd=<S> <S>", "Server=x; Pwd=[secret value]"],
    ["Password=<S> <S>;Server=x", "Password=[secret value];Server=x"],
    [
      "https://contoso.azurewebsites.net/api/f?code=<S>==",
      "https://contoso.azurewebsites.net/api/f?code=[secret value]",
    ],
    ["https://x/cb?state=1&code=<S>", "https://x/cb?state=1&code=[secret value]"],
    ["MSI_SECRET: <S>", "MSI_SECRET: [secret value]"],
    ["the password: <S>, as it was", "the password: [secret value], as it was"],
    ["refresh_token: <S>", "refresh_token: [secret value]"],
    ["x\nAZURE_CLIENT_SECRET: FAKEsecret\ny", "x\nAZURE_CLIENT_SECRET: [secret value]\ny"],
    ["db_password: FAKE-secret", "db_password: [secret value]"],
    [
      "BlobEndpoint=x;SharedAccessSignature=sv=2024&<S>&se=2026;Y=1",
      "BlobEndpoint=x;SharedAccessSignature=[secret value];Y=1",
    ],
    ['{"password":12345<S>}', '{"password":[secret value]'],
    ["f?code=123456789&x", "f?code=123456789&x"],
    ["f?code=1234567890&x", "f?code=[secret value]&x"],
    ["f?code=50126 x", "f?code=50126 x"],
    ["f?code=123a x", "f?code=[secret value] x"],
    ["f?code=5~1 x", "f?code=[secret value] x"],
    ["f?code=5%2B x", "f?code=[secret value] x"],
    ["f?code=5+1 x", "f?code=[secret value] x"],
    ["f?code=5/1 x", "f?code=[secret value] x"],
    ["f?code=5=1 x", "f?code=[secret value] x"],
    ["f?code=5-1 x", "f?code=[secret value] x"],
    ["f?code=50126", "f?code=50126"],
    ["f?code=50126. x", "f?code=50126. x"],
    ["SharedAccessSignature = sv=2024&<S> x", "SharedAccessSignature = [secret value] x"],
    ["SharedAccessSignature=sv=2024&<S>;x", "SharedAccessSignature=[secret value];x"],
    ["SharedAccessSignatureXY=a", "SharedAccessSignatureXY=a"],
  ],
  "user info": [
    ["http://user:<S>@proxy.example:8080/", "http://[user info]@proxy.example:8080/"],
    ["https://user:a@<S>@proxy.example", "https://[user info]@proxy.example"],
    ["http://user:a/<S>@proxy.example", "http://[user info]@proxy.example"],
    ["http://user:a@b/<S>?@proxy.example", "http://[user info]@proxy.example"],
    ["http://host:8080/a@b", "http://host:8080/a@b"],
    ["http://host:80/a@b", "http://host:80/a@b"],
    ["http://user:12@b", "http://[user info]@b"],
    ["https://<S>@github.com/x", "https://[user info]@github.com/x"],
    ["https://<S>:@github.com/x", "https://[user info]@github.com/x"],
    ["http://[::1]:80/a@b", "http://[::1]:80/a@b"],
    ["see http://a and b@c", "see http://a and b@c"],
    ["http://u:1234567/<S>@b", "http://[user info]@b"],
  ],
  "account key": [
    [
      "key KEFAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKE==",
      "key [account key]",
    ],
  ],
  "client secret": [
    ["use FAK8Q~FAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKEFA now", "use [client secret] now"],
    ["use FAK8Q~FAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKE now", "use [client secret] now"],
  ],
};

const KINDS = new RegExp(`\\[(${Object.keys(LOOKS).join("|")})\\]`, "g");

const rows = Object.entries(LOOKS).flatMap(([kind, texts]) => texts.map((row) => [kind, ...row] as const));

test.each(rows)("%s: of %j there is left %j", (_, text, left) => {
  expect(sealed(text.replaceAll("<S>", FAKE))).toBe(
    left.replaceAll("<S>", FAKE).replaceAll(KINDS, "[removed: $1]"),
  );
});
