/** A server that does not speak HTTP; it plays the first words of its protocol: up to the end of the TLS handshake, or of the login. */
export interface LabDatabase {
  readonly protocol: "postgres" | "mysql" | "sql-server" | "redis";
  readonly host: string;
  readonly port: number;
  /** What becomes of this machine's connections, when they are not let in. */
  readonly network?: "drops" | "refuses";
  /** It says no to TLS. */
  readonly withoutTls?: true;
  /** SQL Server answers logins: as this says. */
  readonly logins?: LabLogins;
}

export interface LabLogins {
  /** Object ids of those who have a user in it, by name of the database. */
  readonly users: Readonly<Record<string, readonly string[]>>;
  /** Its firewall knows nobody, and says that connections come from this address. */
  readonly keepsOut?: string;
  /** `host:port` that its gateway sends clients to. */
  readonly redirectsTo?: string;
  /** Nobody of Microsoft Entra administers it, so that it looks nobody up there. */
  readonly withoutAdministrator?: true;
}
