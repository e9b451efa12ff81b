/**
 * URL of a compiled module of the lab, for a process that Node starts without any loader. Tests run the sources
 * themselves; Node 20 cannot load those, so their compiled twin is used.
 */
export function compiledUrl(name: string): string {
  const own = `${new URL(".", import.meta.url).href}${name}.js`;
  return import.meta.url.endsWith(".ts") ? own.replace(/\/src\/lab\/(?=[^/]+$)/, "/dist/lab/") : own;
}
