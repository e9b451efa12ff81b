/** Bad input: one clear line that names the option or file; nothing has been sent. Exit code 2. */
export class UsageError extends Error {
  static readonly code = "USAGE";
  readonly code = UsageError.code;
}
