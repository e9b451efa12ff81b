/** What rhea has no types for: its switches of what it writes to standard error. */
declare module "rhea/lib/log.js" {
  const logs: Readonly<Record<string, { enabled: boolean }>>;
  export default logs;
}
