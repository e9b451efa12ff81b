import { isGuid } from "../model/ids.ts";

/** What may be odd about a variable's value; each is told without showing the value (failures.md section c.2). */
interface Shape {
  readonly name: string;
  readonly test: (value: string) => boolean;
}

export const shapes: readonly Shape[] = [
  { name: "quoted", test: (value) => /^(["']).*\1$/s.test(value) },
  { name: "padded", test: (value) => value !== "" && value.trim() !== value },
  { name: "newline", test: (value) => /[\r\n]/.test(value) },
  { name: "byte-order-mark", test: (value) => value.startsWith("\uFEFF") },
  {
    name: "placeholder",
    test: (value) => /^(<.*>|\$\{.*\}|\{\{.*\}\}|your[-_ ].*|changeme|todo)$/i.test(value.trim()),
  },
  { name: "unresolved-reference", test: (value) => value.trim().startsWith("@Microsoft.KeyVault(") },
  { name: "guid", test: (value) => isGuid(value.trim()) },
];

/**
 * Names of the shapes a value has. A secret cannot be shown, so its length is told, and that it looks like a GUID:
 * `guid`, `36 characters`.
 */
export function shapesOf(value: string, secret: boolean): string[] {
  const found = shapes
    .filter(({ name, test }) => test(value) && (secret || name !== "guid"))
    .map(({ name }) => name);
  return secret ? [...found, `${value.length} characters`] : found;
}
