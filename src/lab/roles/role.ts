/** A built-in role of Azure, or one of a service's own, as Microsoft publishes it. */
export interface Role {
  /** Id of the role definition. */
  readonly id: string;
  /** Control-plane permissions; a few calls of data endpoints need only these. */
  readonly actions: readonly string[];
  /** What `actions` hold and the role does not. */
  readonly notActions?: readonly string[];
  readonly dataActions: readonly string[];
}

/** A permission that one request needs. */
export interface Permission {
  readonly name: string;
  /** True for a data action: no control-plane role holds one. */
  readonly isData: boolean;
}

export function dataAction(name: string): Permission {
  return { name, isData: true };
}

export function action(name: string): Permission {
  return { name, isData: false };
}
