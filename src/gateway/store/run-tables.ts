/** Tables of what carries actions out. */
export interface RunTables {
  /** Connectors that people configured; the twin and what the environment names are not here. */
  connector: {
    tenant: string
    id: string
    /** Which kind of target, see `connectors/kinds.ts`. */
    kind: string
    name: string
    /** JSON: field → text. */
    settings: string
    /** JSON: field → `{sealed, setAt}`; never answered. */
    secrets: string
    is_on: boolean
    version: number
    created_at: number
    changed_at: number
    changed_by: string
  }
}
