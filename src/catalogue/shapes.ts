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

/** Names of the shapes a value has, with its length: `guid`, `36 characters`. */
export function shapesOf(value: string): string[] {
  return [...shapes.filter(({ test }) => test(value)).map(({ name }) => name), `${value.length} characters`];
}
