/**
 * The compiled module of a source file, with the source's types: what starts child processes finds their entry only
 * beside the compiled code.
 */
export async function built<Module>(path: string): Promise<Module> {
  return (await import(new URL(`../../dist/${path}`, import.meta.url).href)) as Module;
}
