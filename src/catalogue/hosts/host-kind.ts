/** One kind of place an app can run in, and the files and variables that tell it. */
export interface HostKind {
  readonly kind: string;
  readonly title: string;
  /** A file and what its text must hold. */
  readonly files: readonly { readonly path: string; readonly holds: RegExp }[];
}
