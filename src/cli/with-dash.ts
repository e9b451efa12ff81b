/** yargs makes nothing of a lone dash behind an option. */
export function withDash<T extends { readonly message?: string | undefined }>(
  args: T,
  argv: readonly string[],
): T {
  const at = argv.lastIndexOf("--message");
  const isDash = args.message === "" && argv[at + 1] === "-";
  return isDash ? { ...args, message: "-" } : args;
}
