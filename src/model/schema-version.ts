/** Version of the report's shape. A reader takes this version and every older one. */
export const SCHEMA_VERSION = 1;
