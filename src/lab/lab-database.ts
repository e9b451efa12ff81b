/** A server that does not speak HTTP; it plays the first words of its protocol, up to the end of the TLS handshake. */
export interface LabDatabase {
  readonly protocol: "postgres" | "mysql" | "sql-server" | "redis";
  readonly host: string;
  readonly port: number;
  /** What becomes of this machine's connections, when they are not let in. */
  readonly network?: "drops" | "refuses";
  /** It says no to TLS. */
  readonly withoutTls?: true;
}
