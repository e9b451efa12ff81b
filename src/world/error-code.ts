/** The code that the system or Node gives an error; another word where it has none. */
export function errorCodeOf(error: unknown, otherwise = "ERROR"): string {
  const code: unknown = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && code !== "" ? code : otherwise;
}
