/** Stands for standard input; yargs makes nothing of it. */
const DASH = "-";

/** The message that was given, a lone dash too. */
export function withDash<T extends { readonly message?: string | undefined }>(
  args: T,
  argv: readonly string[],
): T {
  const at = argv.lastIndexOf("--message");
  const isDash = args.message === "" && argv[at + 1] === DASH;
  return isDash ? { ...args, message: DASH } : args;
}

/** The files that were named, in their order, lone dashes too; one behind --message is that option's. */
export function withDashes(files: readonly string[], argv: readonly string[]): string[] {
  const named = files.filter((file) => file !== "");
  return argv.filter((word, index) =>
    word === DASH ? argv[index - 1] !== "--message" : named.includes(word),
  );
}
