/**
 * What the SDK itself refuses after the Arc agent's first answer, which is always 401, by MSAL's code (msal-node 5.6.0,
 * ManagedIdentityErrorCodes; chain.md section 3.2). `{}` stands for the key file that the answer names.
 */
export const ARC_REFUSALS: Readonly<Record<string, string>> = {
  unable_to_read_secret_file:
    "the agent asks for the content of its key file {}, and this user cannot read that file",
  www_authenticate_header_missing:
    "an answer without the header that names the agent's key file: something else than the agent gave it",
  www_authenticate_header_unsupported_format: "the answer names no key file in the form that the agent uses",
  invalid_file_extension:
    "the answer names {}, which is no key file of the agent's: the SDK does not read it",
  invalid_file_path:
    "the answer names {}, which is not in the folder of the agent's keys: the SDK does not read it",
  invalid_secret: "the key file {} is larger than a key: the SDK does not send it",
  platform_not_supported:
    "the agent asks for the content of its key file {}, which the SDK reads on Linux and Windows only",
  user_assigned_managed_identity_not_confirmed:
    "a token came that does not name the identity which was asked for",
};

/** The file that the agent's challenge names. */
export function keyFileOf(challenge: string | undefined): string {
  return /^Basic realm="?([^"]+)/i.exec(challenge ?? "")?.[1] ?? "(not named)";
}
