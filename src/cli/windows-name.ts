/** Names of devices, whatever extension stands behind them ("Naming Files, Paths, and Namespaces", Microsoft). */
const DEVICE = /^(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9\u00b9\u00b2\u00b3])(?= *(?:\.|$))/i;

/** Behind a colon stands the name of a stream inside of the file, which no list of files shows. */
// oxlint-disable-next-line no-control-regex
const NOT_ALLOWED = /[<>:"|?*\u0000-\u001f]/;

/**
 * Why a file of this name is none on Windows, in words. Node would make one all the same where Windows can: a file that
 * neither its own shell nor Kudu's list opens or deletes again.
 */
export function windowsNameProblem(name: string): string | undefined {
  const [device] = DEVICE.exec(name) ?? [];
  if (device !== undefined) return `${device.toUpperCase()} is the name of a device on Windows`;
  return NOT_ALLOWED.test(name) ? 'a name has no < > : " | ? * on Windows' : undefined;
}
