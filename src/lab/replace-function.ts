/** Replaces a function of a built-in object; the object's type does not matter to the caller's signature. */
export function replaceFunction(target: object, name: string, value: (...args: never[]) => unknown): void {
  Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: true });
}
