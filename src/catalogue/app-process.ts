import { variables } from "./variables.ts";

/** Variables by which a platform tells a container's processes where they are (failures.md c.6). */
export const CONTAINER_VARIABLES: readonly string[] = [
  "WEBSITE_SITE_NAME",
  "CONTAINER_APP_NAME",
  "KUBERNETES_SERVICE_HOST",
  "IDENTITY_ENDPOINT",
  "MSI_ENDPOINT",
];

/** A process with one of these may be an app that asks for an identity. */
export const IDENTITY_VARIABLES: readonly string[] = [
  ...variables.filter(({ usedBy }) => usedBy.length > 0).map(({ name }) => name),
  "WEBSITE_SITE_NAME",
  "CONTAINER_APP_NAME",
];

/** A process that has one of these, where this one does not, may well get another identity. */
export const DECISIVE_VARIABLES: readonly string[] = [
  "AZURE_CLIENT_ID",
  "AZURE_CLIENT_SECRET",
  "AZURE_FEDERATED_TOKEN_FILE",
  "IDENTITY_ENDPOINT",
  "MSI_ENDPOINT",
];

/** Variables that name the ports a site listens on: a number, a list of numbers, or URLs. */
export const PORT_VARIABLES: readonly string[] = [
  "PORT",
  "WEBSITES_PORT",
  "ASPNETCORE_URLS",
  "ASPNETCORE_HTTP_PORTS",
  "FUNCTIONS_CUSTOMHANDLER_PORT",
  "FUNCTIONS_HTTPWORKER_PORT",
];

/** What App Service, Functions and Container Apps expect where nothing else is said. */
export const USUAL_PORTS: readonly number[] = [8080, 80];

/** Variables whose value is a path that an attempt follows. */
export const PATH_VARIABLES: readonly string[] = [
  "AZURE_CLIENT_CERTIFICATE_PATH",
  "AZURE_FEDERATED_TOKEN_FILE",
  "AZURE_CONFIG_DIR",
  "AZD_CONFIG_DIR",
  "HOME",
  "NODE_EXTRA_CA_CERTS",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
];

/**
 * Variables that make a program load or run what they name: of the dynamic linker (ld.so(8)), shells, Python, Perl,
 * Ruby, Node, Java, .NET, PowerShell and OpenSSL. No program is started with those of another process or of a file.
 */
export const CODE_VARIABLES: RegExp = new RegExp(
  [
    "^(?:LD_.*|DYLD_.*|GLIBC_TUNABLES|GCONV_PATH|LOCPATH",
    "ENV|BASH_.*|SHELLOPTS|BASHOPTS|PS4|PROMPT_COMMAND|ZDOTDIR|IFS|CDPATH",
    "PYTHON.*|PERL.*|RUBY.*|GEM_.*|BUNDLE_.*",
    "NODE_(?!EXTRA_CA_CERTS$|ENV$).*",
    "JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|_JAVA_OPTIONS|CLASSPATH",
    "DOTNET_.*|CORECLR_.*|COR_.*|COMPLUS_.*|PSMODULEPATH",
    "OPENSSL_.*)$",
  ].join("|"),
  "i",
);

/** Variables that decide which program a tool's name starts, or which extensions it loads. */
export const TOOL_VARIABLES: readonly string[] = ["PATH", "HOME", "AZURE_CONFIG_DIR", "AZD_CONFIG_DIR"];

/** A folder in which no program can be: `/dev/null` is none. */
export const NO_PROGRAMS = "/dev/null";

/** What a file of variables does not name, because the system sets it: taken from this process. Upper case. */
export const SYSTEM_VARIABLES: readonly string[] = [
  ...["PATH", "HOME", "LANG", "TMPDIR"],
  // Windows opens no socket without SYSTEMROOT; developer tools keep their logins below the others.
  ...["SYSTEMROOT", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "TEMP", "TMP"],
];
